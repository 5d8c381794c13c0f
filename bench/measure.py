"""Runs commands in turn, each in a new process, and measures wall time and peak memory.

The runner itself must stay small: Linux counts the memory of the parent at the time of the fork in the child's peak, so
nothing heavy (pandas, DuckDB...) is imported here.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# `ru_maxrss` is in KiB on Linux, in bytes on macOS.
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """One process from start to end."""

    wall_secs: float
    cpu_secs: float
    peak_bytes: int
    output: str


@dataclass(frozen=True)
class Candidate:
    """A command to measure."""

    name: str
    command: Callable[[Path], list[str]]
    """Given a new empty folder, which is deleted after the run, the command line."""


@dataclass(frozen=True)
class Summary:
    """Several runs of one candidate."""

    name: str
    runs: int
    median_secs: float
    min_secs: float
    max_secs: float
    median_cpu_secs: float
    peak_bytes: int
    """Largest of all runs."""
    output: str
    """Of the last run."""

    @classmethod
    def of(cls, name: str, runs: list[Run]) -> Summary:
        """Summarises runs."""
        walls = [run.wall_secs for run in runs]
        return cls(
            name=name,
            runs=len(runs),
            median_secs=statistics.median(walls),
            min_secs=min(walls),
            max_secs=max(walls),
            median_cpu_secs=statistics.median(run.cpu_secs for run in runs),
            peak_bytes=max(run.peak_bytes for run in runs),
            output=runs[-1].output,
        )


def alternate(candidates: list[Candidate], runs: int, warm_ups: int = 1) -> list[Summary]:
    """Runs all candidates once, then again, `warm_ups + runs` times: noise of the machine falls on all of them.

    Each round starts with another candidate. Raises `CalledProcessError` when one fails.
    """
    measured: dict[str, list[Run]] = {candidate.name: [] for candidate in candidates}
    for turn in range(warm_ups + runs):
        first = turn % len(candidates)
        for candidate in candidates[first:] + candidates[:first]:
            with tempfile.TemporaryDirectory() as folder:
                run = run_once(candidate.command(Path(folder)))
            print(f"  {candidate.name}: {run.wall_secs:.2f} s" + " (warm-up)" * (turn < warm_ups), file=sys.stderr)
            if turn >= warm_ups:
                measured[candidate.name].append(run)
    return [Summary.of(name, of_candidate) for name, of_candidate in measured.items()]


def run_once(command: list[str], limit_secs: float | None = None) -> Run:
    """Runs a command to its end, or kills it after the limit.

    Raises `CalledProcessError`, with what it wrote, when it fails, and `TimeoutExpired` when it was killed.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        timer = threading.Timer(limit_secs or threading.TIMEOUT_MAX, os.kill, (process.pid, signal.SIGKILL))
        if limit_secs is not None:
            timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall_secs = time.perf_counter() - start
        timer.cancel()
        # `wait4` already took the status: tell the object, or it would wait for a process that is gone.
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        written = output.read().decode()
        if limit_secs is not None and process.returncode == -signal.SIGKILL and wall_secs >= limit_secs:
            raise subprocess.TimeoutExpired(command, limit_secs, written)
        if process.returncode != 0:
            print(errors.read().decode(), file=sys.stderr)
            raise subprocess.CalledProcessError(process.returncode, command, written)
    return Run(wall_secs, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_BYTES, written)
