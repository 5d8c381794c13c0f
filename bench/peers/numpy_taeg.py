"""NumPy: Newton's method on whole columns, one thread.

As one would write it for speed: chunks that stay in the cache, buffers used again, a start close enough for four steps.

Usage: `numpy_taeg.py LOANS PASSES CHECKED`; prints JSON.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.taeg_loans import MONTHS, Column, loans, measure  # noqa: E402

# Fastest of 4096, 16384 and 65536 where it was written.
CHUNK = 65_536
LAST_STEP = 1e-9
MAX_STEPS = 50


def solve(rates: Column, insurance: Column, taegs: Column) -> Column:
    """Writes the TAEG of each loan, percent a year."""
    buffers = np.empty((3, CHUNK))
    for start in range(0, len(rates), CHUNK):
        chunk = slice(start, min(start + CHUNK, len(rates)))
        _solve_chunk(rates[chunk] / 1200.0, insurance[chunk] / 1200.0, taegs[chunk], buffers)
    return taegs


def _solve_chunk(nominal: Column, premium: Column, taegs: Column, buffers: Column) -> None:
    """Finds the root `m` of `payment (1 - (1 + m)^-n) - m`."""
    discount, step, slope = buffers[:, : len(taegs)]
    np.log1p(nominal, out=discount)
    discount *= -MONTHS
    np.expm1(discount, out=discount)
    payment = premium - np.divide(nominal, discount, out=discount)
    # A premium moves the rate by 1.3 to 1.9 times itself.
    rate = nominal + 1.6 * premium
    for _ in range(MAX_STEPS):
        np.log1p(rate, out=discount)
        discount *= -MONTHS
        np.exp(discount, out=discount)
        np.subtract(1.0, discount, out=step)
        step *= payment
        step -= rate
        np.add(rate, 1.0, out=slope)
        np.divide(discount, slope, out=slope)
        slope *= payment
        slope *= MONTHS
        np.subtract(1.0, slope, out=slope)
        step /= slope
        rate += step
        if max(step.max(), -step.min()) < LAST_STEP:
            break
    rate += 1.0
    np.multiply(rate, rate, out=step)
    step *= rate
    step *= step
    step *= step
    step -= 1.0
    np.multiply(step, 100.0, out=taegs)


def main() -> None:
    """Measures the columns."""
    count, passes, checked = map(int, sys.argv[1:])
    rates, insurance = loans(count)
    taegs = np.full(count, np.nan)
    measure(lambda: solve(rates, insurance, taegs), count, passes, checked)


if __name__ == "__main__":
    main()
