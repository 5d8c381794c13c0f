"""The typical applicant: a cold process each time, courtier from its lake, the peers from the archive.

courtier also tells confidence intervals, test values, stability of the groups and sentences, and hides small counts.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import Candidate, Summary, alternate, run_once

PEERS = Path(__file__).resolve().parents[1] / "peers"
SUBJECT = "courtier, JSON"
PANDAS = "pandas, prince, scikit-learn"
NETWORKS = """
    SELECT DISTINCT banque_principale AS nom, CAST(date_creation AT TIME ZONE 'Europe/Paris' AS DATE) AS jour,
        reseau_bancaire(banque_principale, CAST(date_creation AT TIME ZONE 'Europe/Paris' AS DATE)) AS reseau
    FROM silver.opportunites WHERE banque_principale IS NOT NULL AND date_creation IS NOT NULL"""
"""Networks of the banks by day: the peers have no directory of banks."""
RELATIVE = 1e-9
ABSOLUTE = 1e-12
"""Below this a link is none, whatever its digits."""
KEYS = ("champ", "champ_a", "champ_b", "modalite", "valeur")
"""What tells the entries of a list apart, when it is a name."""
PATIENCE_SECS = 180.0
"""How long a peer may take at a large scale to be measured there."""
FLOORS = {1.0: (2.0, 500 * 10**6), 10.0: (20.0, None)}
"""By scale: most seconds, and most bytes, that courtier may take on two cores."""
FLOOR_ROWS = 183_496
"""Requests at 1x for which the floors hold."""


@dataclass(frozen=True)
class Tools:
    """What is run."""

    courtier: Path
    profile_python: Path | None
    """Python of the environment that holds fg-data-profiling; without it, that peer is not measured."""


def measure_profile(tools: Tools, lake: Path, archive: Path, work: Path, runs: int, scale: float) -> list[Summary]:
    """Measures courtier and, at 1x, the peers. Raises when pandas' figures are not courtier's.

    Above 1x only pandas is, once, when it ends in three minutes.
    """
    networks = work / "networks.csv"
    run_once([*_lake(tools, lake), "sql", "--format", "csv", "-o", str(networks), NETWORKS])

    def courtier(form: str, target: Path) -> list[str]:
        return [*_lake(tools, lake), "profile", "--format", form, "-o", str(target)]

    def peer(python: Path, script: str, target: Path) -> list[str]:
        return [str(python), str(PEERS / script), str(archive), str(networks), str(target)]

    def pandas(target: Path) -> list[str]:
        return peer(Path(sys.executable), "pandas_profile.py", target)

    candidates = [
        Candidate(SUBJECT, lambda folder: courtier("json", folder / "profile.json")),
        Candidate("courtier, HTML", lambda folder: courtier("html", folder / "profile.html")),
    ]
    answers = [work / "profile courtier.json", work / "profile pandas.json"]
    run_once(courtier("json", answers[0]))
    try:
        first = run_once(pandas(answers[1]), PATIENCE_SECS if scale > 1 else None)
    except subprocess.TimeoutExpired:
        print(f"  {PANDAS}: not ended after {PATIENCE_SECS:g} s", file=sys.stderr)
        return alternate(candidates, runs)
    check_same(*(json.loads(answer.read_text("utf-8")) for answer in answers))
    if scale > 1:
        return [*alternate(candidates, runs), Summary.of(f"{PANDAS}: once, no warm-up", [first])]
    candidates.append(Candidate(PANDAS, lambda folder: pandas(folder / "profile.json")))
    if (python := tools.profile_python) is None:
        print("  fg-data-profiling: not measured, since its environment is not installed", file=sys.stderr)
    else:
        candidates.append(
            Candidate(
                "fg-data-profiling, HTML",
                lambda folder: peer(python, "fg_profile.py", folder / "profile.html"),
            )
        )
    return alternate(candidates, runs)


def floor_lines(by_scale: dict[float, list[Summary]], base_rows: int) -> list[str]:
    """Returns what courtier must not exceed and whether it does, as Markdown; nothing for archives of another size."""
    if base_rows != FLOOR_ROWS:
        return []
    lines = []
    for scale, (most_secs, most_bytes) in FLOORS.items():
        for summary in by_scale.get(scale, [])[:2]:
            missed = summary.median_secs > most_secs
            text = f"{summary.median_secs:.2f} s of {most_secs:g} s"
            if most_bytes is not None:
                missed |= summary.peak_bytes > most_bytes
                text += f", {summary.peak_bytes / 1e6:.0f} MB of {most_bytes / 1e6:.0f} MB"
            lines.append(f"- floor, {round(base_rows * scale):,} rows, {summary.name}: {text}" + " MISSED" * missed)
    return lines


def check_same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Raises when a figure of a peer is not in courtier's profile, under the same names."""
    shared = {name: value for name, value in theirs.items() if name != "autres"}
    wrong = _differences("profil", ours, shared)
    if wrong:
        raise ValueError("courtier and pandas do not find the same profile:\n" + "\n".join(wrong[:20]))


def _differences(path: str, ours: Any, theirs: Any) -> list[str]:
    if isinstance(theirs, dict):
        if not isinstance(ours, dict):
            return [f"{path}: courtier has none"]
        return [
            line for name, value in theirs.items() for line in _differences(f"{path}.{name}", ours.get(name), value)
        ]
    if isinstance(theirs, list):
        own, other = _by_name(ours or []), _by_name(theirs)
        if own.keys() != other.keys():
            return [f"{path}: not in both: {sorted(own.keys() ^ other.keys())}"]
        return [line for name, value in other.items() for line in _differences(f"{path} {name}", own[name], value)]
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        same = math.isclose(ours, theirs, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    else:
        same = ours == theirs
    return [] if same else [f"{path}: {ours}, {theirs} by pandas"]


def _by_name(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Returns the entries of a list by what they are about."""
    named = {" ".join(entry[key] for key in KEYS if isinstance(entry.get(key), str)): entry for entry in entries}
    if len(named) != len(entries):
        raise ValueError("two entries have the same name")
    return named


def _lake(tools: Tools, lake: Path) -> list[str]:
    return [str(tools.courtier), "--quiet", "--lake", str(lake)]
