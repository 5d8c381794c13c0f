"""A key of the server, and opportunities to ask for."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

_KEY = re.compile(r"courtier_[0-9a-f]{8}_[A-Za-z0-9_-]{43}")


def create_key(courtier: Path, lake: Path, role: str) -> str:
    """Makes a key and returns its text, which is shown this once."""
    said = _said([str(courtier), "--lake", str(lake), "key", "create", "--name", f"essai {role}", "--role", role])
    found = _KEY.search(said)
    if found is None:
        raise ValueError("`courtier key create` shows no key")
    return found[0]


def some_ids(courtier: Path, lake: Path, number: int) -> list[str]:
    """Returns ids of opportunities; every second one has a usable proposal."""
    best = "SELECT id_opportunite AS id FROM gold.meilleures_propositions ORDER BY id_opportunite"
    served = _ids(courtier, lake, best, number // 2)
    others = _ids(courtier, lake, "SELECT id FROM silver.opportunites ORDER BY id", number - len(served))
    return [*served, *others]


def _ids(courtier: Path, lake: Path, sql: str, number: int) -> list[str]:
    command = [str(courtier), "--quiet", "--lake", str(lake), "sql", "--format", "json", f"{sql} LIMIT {number}"]
    return [row["id"] for row in json.loads(_said(command))]


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
