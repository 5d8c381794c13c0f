"""FastAPI over a dictionary: `GET /api/v1/opportunities/{id}` as one would write it first, from typed rows in memory.

No key, no audit, no metrics, no other version of the data: what courtier does around an answer is not done here.

Usage: `fastapi_opportunity.py PORT ROWS [WORKERS]`; ROWS is JSON, an array of answers without `response_id`.

Without WORKERS it runs as `pip install fastapi uvicorn` gives it: one process, asyncio, h11, a plain function, which
FastAPI calls in its pool of threads. With WORKERS it runs as fast as it can: that many processes, uvloop, httptools, an
`async` function, which needs no thread.
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
TUNED = "FASTAPI_TUNED"
"""Variable that tells them whether they are tuned."""


def create_app() -> FastAPI:
    """Reads the rows; called once in each worker."""
    rows = {row["id"]: row for row in json.loads(Path(os.environ[ROWS]).read_text("utf-8"))}
    app = FastAPI(openapi_url=None)

    def opportunity(opportunity_id: str) -> dict[str, object]:
        row = rows.get(opportunity_id)
        if row is None:
            raise HTTPException(404)
        return {"response_id": str(uuid.uuid4()), **row}

    async def opportunity_without_thread(opportunity_id: str) -> dict[str, object]:
        return opportunity(opportunity_id)

    is_tuned = TUNED in os.environ
    app.get("/api/v1/opportunities/{opportunity_id}")(opportunity_without_thread if is_tuned else opportunity)

    @app.get("/readyz")
    async def ready() -> dict[str, str]:
        return {"statut": "ok"}

    return app


if __name__ == "__main__":
    port, file, *workers = sys.argv[1:]
    os.environ[ROWS] = file
    if workers:
        os.environ[TUNED] = "1"
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    uvicorn.run(
        "peers.fastapi_opportunity:create_app",
        factory=True,
        port=int(port),
        workers=int(workers[0]) if workers else 1,
        loop="uvloop" if workers else "asyncio",
        http="httptools" if workers else "h11",
        access_log=False,
        log_level="error",
    )
