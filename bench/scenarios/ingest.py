"""From archive to typed tables, violations and counts: a cold process and a new folder each time.

courtier also writes what the peers do not: the text as received (bronze), hashes of rows and files, a transaction log.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

from measure import Candidate, Summary, alternate

HERE = Path(__file__).resolve().parents[1]
PEERS = ("duckdb", "polars", "pandas")
SUBJECT = "courtier"


def measure_ingest(courtier: Path, archive: Path, runs: int, peers: tuple[str, ...] = PEERS) -> list[Summary]:
    """Measures courtier and the peers on one archive. Raises when two peers do not count the same."""
    candidates = [Candidate(SUBJECT, lambda folder: ingest_command(courtier, archive, folder))]
    candidates += [Candidate(peer, partial(_peer_command, peer, archive)) for peer in peers]
    summaries = alternate(candidates, runs)
    counts = {summary.name: json.loads(summary.output) for summary in summaries if summary.name != SUBJECT}
    if any(other != counts[peers[0]] for other in counts.values()):
        raise ValueError(f"the peers do not count the same: {counts}")
    return summaries


def ingest_command(courtier: Path, archive: Path, lake: Path) -> list[str]:
    """Returns the command line that ingests an archive into a lake."""
    return [str(courtier), "--quiet", "--lake", str(lake), "ingest", str(archive)]


def lake_is_right(lake: Path, archive: Path) -> bool:
    """Compares a lake, cell by cell, with what other engines read in the archive; writes the differences on stderr."""
    check = HERE.parent / "tests" / "third_party" / "check_lake.py"
    return subprocess.run([sys.executable, str(check), str(lake), str(archive)], stdout=sys.stderr).returncode == 0


def _peer_command(peer: str, archive: Path, folder: Path) -> list[str]:
    return [sys.executable, str(HERE / "peers" / f"{peer}_ingest.py"), str(archive), str(folder)]
