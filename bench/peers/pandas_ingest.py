"""pandas: archive to Parquet files with typed tables and their violations.

Usage: `pandas_ingest.py ARCHIVE FOLDER`; prints the counts as JSON.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.contract import read_contracts
from peers.counts import Counts, peer_arguments
from peers.pandas_typed import read_archive


def ingest(archive: Path, folder: Path) -> Counts:
    """Writes `folder/<table>.parquet` and `folder/violations.parquet`, and returns what is in them."""
    counts = Counts()
    typed = read_archive(archive, read_contracts(), counts)
    for name, table in typed.items():
        table.rows.to_parquet(folder / f"{name}.parquet", index=False)
    pd.concat([table.violations for table in typed.values()]).to_parquet(folder / "violations.parquet", index=False)
    return counts


if __name__ == "__main__":
    print(ingest(*peer_arguments()).to_json())
