"""What clients do to a server that is on a network: malformed, oversized, endless, slow, cut and idle requests.

Each abuse is followed by an honest request, which must be answered at once. Then all of it comes again: memory must not
grow.

Usage: `abuse.py COURTIER LAKE`; prints what was expected and seen as Markdown; exit code 1 when they differ.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measure import run_once
from serve.abuses import ABUSES, Target
from serve.server import UNLIMITED, courtier_server

TIMEOUT_SECS = 2.0
"""Option `server.request_timeout_seconds` of the server that is abused."""
OPTIONS: Mapping[str, str] = MappingProxyType(
    {**UNLIMITED, "COURTIER_SERVER__REQUEST_TIMEOUT_SECONDS": f"{TIMEOUT_SECS:g}"}
)
HONEST_SECS = 1.0
"""How long the honest request after each abuse may take."""
ROUNDS = 3
LEAK_BYTES = 96 << 20
"""How much more memory the last round may leave than the one before it."""
IDS = "SELECT id FROM silver.opportunites ORDER BY id LIMIT 50"


@dataclass(frozen=True)
class Case:
    """One abuse, the last time it was done."""

    name: str
    expected: str
    seen: str
    is_right: bool


@dataclass(frozen=True)
class Abuse:
    """All of them, and the memory that they left."""

    cases: list[Case]
    memory_bytes: list[int]
    """At the start, then after each round."""

    @property
    def leaks(self) -> bool:
        """Whether a round left more memory than the same round before it."""
        return self.memory_bytes[-1] - self.memory_bytes[-2] > LEAK_BYTES

    @property
    def is_right(self) -> bool:
        """Whether the server did what was expected, always."""
        return not self.leaks and all(case.is_right for case in self.cases)


def measure_abuse(courtier: Path, lake: Path, idle: int) -> Abuse:
    """Does everything to one server, again and again, with at most `idle` idle connections."""
    _allow_open_files(idle + 500)
    said = run_once([str(courtier), "--quiet", "--lake", str(lake), "sql", "--format", "json", IDS]).output
    ids = [row["id"] for row in json.loads(said)]
    wrong: dict[str, Case] = {}
    last: list[Case] = []
    with courtier_server(courtier, lake, OPTIONS) as server:
        target = Target(server.port, ids, TIMEOUT_SECS, idle)
        memory = [server.memory().now_bytes]
        for _ in range(ROUNDS):
            last = list(_round(target))
            wrong |= {case.name: case for case in last if not case.is_right and case.name not in wrong}
            memory.append(server.memory().now_bytes)
    return Abuse([wrong.get(case.name, case) for case in last], memory)


def _round(target: Target) -> Iterator[Case]:
    for abuse in ABUSES:
        seen, is_right = abuse.do(target)
        start = time.perf_counter()
        try:
            honest = target.status(target.honest())
        except OSError as failure:
            honest = type(failure).__name__
        secs = time.perf_counter() - start
        if honest != "200" or secs > HONEST_SECS:
            seen, is_right = f"{seen}; then an honest request: {honest} in {secs:.1f} s", False
        yield Case(abuse.name, abuse.expected, seen, is_right)


def _allow_open_files(number: int) -> None:
    """Raises the limit of this process, which the server inherits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (number if hard == resource.RLIM_INFINITY else min(number, hard), hard)
        )


def abuse_lines(abuse: Abuse) -> list[str]:
    """Returns what was expected and seen as Markdown."""
    lines = ["| abuse | expected | seen |", "|---|---|---|"]
    lines += [
        f"| {case.name} | {case.expected} | {case.seen}{'' if case.is_right else ' **WRONG**'} |"
        for case in abuse.cases
    ]
    mib = ", ".join(f"{bytes_ / (1 << 20):.0f}" for bytes_ in abuse.memory_bytes)
    leak = f"- resident memory at the start and after each of {len(abuse.memory_bytes) - 1} rounds, MiB: {mib}; "
    leak += f"the last round may add {LEAK_BYTES / (1 << 20):.0f}" + " **LEAK**" * abuse.leaks
    return [*lines, "", leak]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: abuse.py COURTIER LAKE")
    done = measure_abuse(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), idle=10_000)
    print("\n".join(abuse_lines(done)))
    sys.exit(0 if done.is_right else 1)
