"""How many TAEGs one core solves in a second: the same loans for all, start-up and preparation not counted.

Alone: `taeg.py TAEG_THROUGHPUT [RUNS]`, with the example of courtier-loan, prints the table.
"""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measure import run_once

PEERS = Path(__file__).resolve().parents[1] / "peers"
SUBJECT = "courtier, columns"
LOANS = 131_072
"""Twice the chunk that is fastest for NumPy; 36 bytes each stay in the outer cache."""
CHECKED = 5_000
"""Loans whose TAEG all must find."""
TOLERANCE_PCT = 1e-9
"""How far apart two of their answers may be, in percentage points."""
FLOORS = {"NumPy": 2.0, "pyxirr": 500.0}
"""How many times faster than each peer courtier must be."""


@dataclass(frozen=True)
class Speed:
    """Several runs of one candidate, in solves a second."""

    name: str
    runs: int
    median_per_second: float
    min_per_second: float
    max_per_second: float
    floor: float | None
    """How many times faster courtier must be; `None` for courtier itself."""


def measure_taeg(throughput: Path, runs: int, quick: bool) -> list[Speed]:
    """Measures all in turn, after one warm-up. Raises when two do not find the same rates."""
    commands = _commands(throughput, 20 if quick else 1)
    answers: dict[str, list[float]] = {}
    speeds: dict[str, list[float]] = {name: [] for name in commands}
    names = list(commands)
    for turn in range(1 + runs):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            answer = json.loads(run_once(commands[name]).output)
            answers[name] = answer["taegs_pct"]
            per_second = answer["solves_per_second"]
            print(f"  {name}: {per_second:.3g} solves/s" + " (warm-up)" * (turn < 1), file=sys.stderr)
            if turn >= 1:
                speeds[name].append(per_second)
        if turn == 0:
            _check_same(answers)
    return [_speed(name, of_candidate) for name, of_candidate in speeds.items()]


def speed_table(speeds: list[Speed]) -> list[str]:
    """Returns the speeds as Markdown, the first one being courtier's."""
    lines = [
        f"The first {CHECKED} answers agree to {TOLERANCE_PCT:g} percentage point. Start-up and preparation of the "
        f"data are not counted. Ratio = {speeds[0].name} / candidate.",
        "",
        "| | runs | median solves/s | min – max solves/s | ratio | floor |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for speed in speeds:
        ratio = speeds[0].median_per_second / speed.median_per_second
        floor = "–" if speed.floor is None else f"{speed.floor:g}" + " MISSED" * (ratio < speed.floor)
        lines.append(
            f"| {speed.name} | {speed.runs} | {speed.median_per_second:,.0f} "
            f"| {speed.min_per_second:,.0f} – {speed.max_per_second:,.0f} | {ratio:,.1f} | {floor} |"
        )
    return lines


def _commands(throughput: Path, divisor: int) -> dict[str, list[str]]:
    """Returns the command line of each: loans, passes, answers to print. Half a second to a second each."""
    sizes = {
        "columns": (LOANS, 450),
        "one by one": (LOANS, 60),
        "NumPy": (LOANS, 150),
        "pyxirr": (2 * CHECKED, 1),
    }
    arguments = {
        name: [str(loans), str(max(passes // divisor, 1)), str(CHECKED)] for name, (loans, passes) in sizes.items()
    }
    return {
        SUBJECT: [str(throughput), *arguments["columns"]],
        "courtier, one by one": [str(throughput), *arguments["one by one"], "one-by-one"],
        "NumPy": [sys.executable, str(PEERS / "numpy_taeg.py"), *arguments["NumPy"]],
        "pyxirr": [sys.executable, str(PEERS / "pyxirr_taeg.py"), *arguments["pyxirr"]],
    }


def _check_same(answers: dict[str, list[float]]) -> None:
    subject = answers[SUBJECT]
    for name, taegs in answers.items():
        if len(taegs) != CHECKED:
            raise ValueError(f"{name} gives {len(taegs)} answers instead of {CHECKED}")
        apart = max(abs(ours - theirs) for ours, theirs in zip(subject, taegs, strict=True))
        if not apart <= TOLERANCE_PCT:
            raise ValueError(f"{name} is {apart} point away from {SUBJECT}")


def _speed(name: str, runs: list[float]) -> Speed:
    return Speed(name, len(runs), statistics.median(runs), min(runs), max(runs), FLOORS.get(name))


if __name__ == "__main__":
    print("\n".join(speed_table(measure_taeg(Path(sys.argv[1]).resolve(), int(*sys.argv[2:] or ["5"]), quick=False))))
