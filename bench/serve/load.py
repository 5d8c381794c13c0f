"""Load on a server, by `oha`: as fast as it answers (closed loop), or at a constant rate (open loop).

In the open loop a request has a time at which it is due, and its latency counts from there, even when the connection
was still busy with the one before (`--latency-correction`): a server that stops for a second is charged with every
request of that second, not with one (coordinated omission).
"""

from __future__ import annotations

import json
import math
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 64
"""Open at the same time, each kept between requests."""
MOST_REQUESTS = 250_000
"""In a window of the open loop. `oha` keeps all results in one vector, and while it moves them to a larger one, at each power
of two, it sends nothing: 10 ms at 2^18 requests, 20 to 80 ms at 2^20, charged to the server otherwise."""
_GRACE_SECS = 60.0
_LATENCIES = "SELECT \"end\" - start_latency_correction FROM oha"


@dataclass(frozen=True)
class Load:
    """What a load met."""

    per_second: float
    """Successful answers."""
    p50_ms: float
    p99_ms: float
    p999_ms: float
    requests: int
    failures: int
    """Statuses other than 200, and requests without an answer."""

    @classmethod
    def of(cls, report: dict[str, object]) -> Load:
        """Reads the JSON report of `oha`."""
        summary, percentiles = report["summary"], report["latencyPercentiles"]
        statuses, errors = report["statusCodeDistribution"], dict(report["errorDistribution"])  # type: ignore[call-overload]
        # The requests that the end of the measure cut.
        errors.pop("aborted due to deadline", None)
        good = statuses.get("200", 0)  # type: ignore[attr-defined]
        answered = sum(statuses.values())  # type: ignore[attr-defined]
        seconds = {name: percentiles[name] or 0.0 for name in ("p50", "p99", "p99.9")}  # type: ignore[index]
        return cls(
            per_second=good / summary["total"],  # type: ignore[index]
            p50_ms=seconds["p50"] * 1e3,
            p99_ms=seconds["p99"] * 1e3,
            p999_ms=seconds["p99.9"] * 1e3,
            requests=answered + sum(errors.values()),
            failures=answered - good + sum(errors.values()),
        )


def closed_loop(oha: Path, urls: Path, secs: float) -> Load:
    """Asks as fast as the server answers; addresses are drawn from the file."""
    return Load.of(_run(oha, urls, secs, []))


@dataclass(frozen=True)
class Windows:
    """What a constant rate met in windows that followed one another."""

    windows: list[Load]
    p50_ms: float
    """Of the requests of all windows."""
    p99_ms: float
    p999_ms: float

    @property
    def requests(self) -> int:
        """Of all windows."""
        return sum(window.requests for window in self.windows)

    @property
    def failures(self) -> int:
        """Of all windows."""
        return sum(window.failures for window in self.windows)

    @property
    def worst_p99_ms(self) -> float:
        """That of the worst window."""
        return max(window.p99_ms for window in self.windows)


def open_loop(oha: Path, urls: Path, secs: float, per_second: float) -> Windows:
    """Asks at a constant rate, whatever the server does, in equal windows."""
    number = math.ceil(secs * per_second / MOST_REQUESTS)
    windows, latencies_secs = [], []
    for _ in range(number):
        with tempfile.TemporaryDirectory() as folder:
            requests = Path(folder) / "requests.db"
            options = ["-q", f"{per_second:.0f}", "--latency-correction", "--db-url", str(requests)]
            windows.append(Load.of(_run(oha, urls, secs / number, options)))
            with closing(sqlite3.connect(requests)) as database:
                latencies_secs += [latency for (latency,) in database.execute(_LATENCIES)]
    latencies_secs.sort()
    p50_ms, p99_ms, p999_ms = (latencies_secs[int(part * len(latencies_secs))] * 1e3 for part in (0.5, 0.99, 0.999))
    return Windows(windows, p50_ms, p99_ms, p999_ms)


def start_open_loop(oha: Path, urls: Path, secs: float, per_second: float, report: Path) -> subprocess.Popen[bytes]:
    """Starts the same load beside something else; the report is read by `Load.of` at its end."""
    rate = ["-q", f"{per_second:.0f}", "--latency-correction"]
    return subprocess.Popen([*_command(oha, secs), *rate, "-o", str(report), str(urls)], stdin=subprocess.DEVNULL)


def write_urls(target: Path, base: str, ids: list[str]) -> Path:
    """Writes the address of each opportunity, one a line."""
    target.write_text("".join(f"{base}/api/v1/opportunities/{name}\n" for name in ids), "utf-8")
    return target


def _command(oha: Path, secs: float) -> list[str]:
    fixed = ["--no-tui", "--urls-from-file", "--output-format", "json", "-c", str(CONNECTIONS)]
    return [str(oha), *fixed, "-z", f"{secs:g}s"]


def _run(oha: Path, urls: Path, secs: float, options: list[str]) -> dict[str, object]:
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [*_command(oha, secs), *options, "-o", report.name, str(urls)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=secs + _GRACE_SECS)
        answer: dict[str, object] = json.loads(Path(report.name).read_text("utf-8"))
    return answer
