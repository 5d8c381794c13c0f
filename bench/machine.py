"""What the measures were taken on: machine, and versions of what was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    "duckdb",
    "polars",
    "pandas",
    "pyarrow",
    "deltalake",
    "numpy",
    "pyxirr",
    "prince",
    "scikit-learn",
    "scipy",
    "fastapi",
    "uvicorn",
)
PROFILE_PACKAGE = "fg-data-profiling"
"""The one of the other environment."""


def machine() -> dict[str, str | int | float]:
    """Returns processor, cores, memory, system, and the load before the measures (noise)."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.machine()}",
        "load_average_before": round(os.getloadavg()[0], 2),
    }


def versions(courtier: Path, profile_python: Path | None, oha: Path) -> dict[str, str]:
    """Returns the version of courtier, Python and the peers; one of them lives in the environment of another Python."""
    said = _output([courtier, "--version"])
    return {
        "courtier": said.split()[-1],
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
        "oha": _output([oha, "--version"]).split()[-1],
        PROFILE_PACKAGE: "not measured" if profile_python is None else _profile_version(profile_python),
    }


def _profile_version(profile_python: Path) -> str:
    ask = f"from importlib.metadata import version; print(version({PROFILE_PACKAGE!r}), version('pandas'))"
    profiling, pandas = _output([profile_python, "-c", ask]).split()
    return f"{profiling} (pandas {pandas})"


def _output(command: list[str | Path]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
