"""pyxirr: the internal rate of return of the 241 flows of each loan, one thread.

The flows are made before the clock starts. A `guess` near the rate makes `irr` some ten times faster, but it then stops
1e-8 point from the rate: too far for the comparison.

Usage: `pyxirr_taeg.py LOANS PASSES CHECKED`; prints JSON.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyxirr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.taeg_loans import MONTHS, Column, loans, measure, payments


def main() -> None:
    """Measures one call a loan; monthly rates are compounded at the end, in one go."""
    count, passes, checked = map(int, sys.argv[1:])
    flows = np.ones((count, MONTHS + 1))
    flows[:, 1:] = -payments(*loans(count))[:, np.newaxis]

    def solve() -> Column:
        monthly = np.array([pyxirr.irr(flow) for flow in flows])
        return 100.0 * np.expm1(12.0 * np.log1p(monthly))

    measure(solve, count, passes, checked)


if __name__ == "__main__":
    main()
