"""Loaded by Schemathesis: gives half of the valid cases an opportunity that exists, and counts what was answered.

Without it nearly every id would be an unknown one, and no 200 answer would be compared with the schema.
"""

from __future__ import annotations

import atexit
import collections
import json
import os
import random
from pathlib import Path
from typing import Any

import schemathesis

IDS = json.loads(Path(os.environ["REST_IDS"]).read_text("utf-8"))
COUNTS = Path(os.environ["REST_COUNTS"])
BATCH = "/opportunities/batch"

_chance = random.Random(int(os.environ["REST_SEED"]))
_counts: collections.Counter[tuple[str, int]] = collections.Counter()


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Replaces the id of a valid case, every second time."""
    is_valid = case.meta is None or case.meta.generation.mode.is_positive
    if not is_valid or _chance.random() < 0.5:
        return
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = _some_id()
    elif "id" in (case.query or {}) and case.path == "/api/v1/opportunities":
        case.query = {"id": _some_id()}
    elif case.path.endswith(BATCH) and isinstance(case.body, dict) and isinstance(case.body.get("ids"), list):
        case.body["ids"] = [_some_id() for _ in case.body["ids"]]


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Counts one answer."""
    _counts[f"{case.method.upper()} {case.path}", response.status_code] += 1


def _some_id() -> str:
    whole: str = _chance.choice(IDS)
    return whole if _chance.random() < 0.5 else whole[:15]


@atexit.register
def _write() -> None:
    COUNTS.write_text(json.dumps([[*key, count] for key, count in sorted(_counts.items())]), "utf-8")
