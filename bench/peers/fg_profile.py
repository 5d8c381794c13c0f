"""fg-data-profiling (once ydata-profiling, pandas-profiling): the same columns as its HTML report, in minimal mode.

Usage: `fg_profile.py ARCHIVE NETWORKS FILE`; writes FILE as HTML. It needs pandas 2, hence its own environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

from data_profiling import ProfileReport

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.applicants import read_applicants

if __name__ == "__main__":
    archive, networks, target = map(Path, sys.argv[1:4])
    rows = read_applicants(archive, networks).rows
    ProfileReport(rows, title="Demandeurs", minimal=True, progress_bar=False).to_file(target, silent=True)
