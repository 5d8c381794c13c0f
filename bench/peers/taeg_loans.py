"""The loans whose TAEG is measured, and what a peer prints. The Rust side is `taeg_throughput.rs` in courtier-loan."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

MONTHS = 240
Column = NDArray[np.float64]


def loans(count: int) -> tuple[Column, Column]:
    """Returns nominal and insurance rates, percent a year: 1 to 6 and 0.1 to 0.6, in no order, the same everywhere."""
    index = np.arange(count, dtype=np.int64)
    return 1.0 + index * 7919 % 5003 / 1000.0, 0.1 + index * 104_729 % 499 / 1000.0


def payments(rates: Column, insurance: Column) -> Column:
    """Returns what one euro lent costs a month, insurance on initial capital included."""
    monthly = rates / 1200.0
    return insurance / 1200.0 - monthly / np.expm1(-MONTHS * np.log1p(monthly))


def measure(solve: Callable[[], Column], count: int, passes: int, checked: int) -> None:
    """Solves `passes` times and prints the speed and the first answers as JSON."""
    start = time.perf_counter()
    for _ in range(passes):
        taegs = solve()
    per_second = count * passes / (time.perf_counter() - start)
    answer = {"solves_per_second": per_second, "mean_pct": float(taegs.mean()), "taegs_pct": taegs[:checked].tolist()}
    print(json.dumps(answer))
