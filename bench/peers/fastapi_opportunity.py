"""FastAPI over a dictionary: `GET /api/v1/opportunities/{id}` as one would write it first, from typed rows in memory.

No key, no audit, no metrics, no other version of the data: what courtier does around an answer is not done here.

Usage: `fastapi_opportunity.py PORT ROWS WORKERS`; ROWS is JSON, an array of answers without `response_id`.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from pathlib import Path

import uvicorn
from fastapi import FastAPI, HTTPException

ROWS = "FASTAPI_ROWS"
"""Variable that tells the workers which file to read."""


def create_app() -> FastAPI:
    """Reads the rows; called once in each worker."""
    rows = {row["id"]: row for row in json.loads(Path(os.environ[ROWS]).read_text("utf-8"))}
    app = FastAPI(openapi_url=None)

    # `async`, since a plain function would go through a pool of threads, which is slower.
    @app.get("/api/v1/opportunities/{opportunity_id}")
    async def opportunity(opportunity_id: str) -> dict[str, object]:
        row = rows.get(opportunity_id)
        if row is None:
            raise HTTPException(404)
        return {"response_id": str(uuid.uuid4()), **row}

    @app.get("/readyz")
    async def ready() -> dict[str, str]:
        return {"statut": "ok"}

    return app


if __name__ == "__main__":
    port, file, workers = sys.argv[1:4]
    os.environ[ROWS] = file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    uvicorn.run(
        "peers.fastapi_opportunity:create_app",
        factory=True,
        port=int(port),
        workers=int(workers),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="error",
    )
