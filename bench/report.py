"""The report: `report.json` with every number, `report.md` to read."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from measure import Summary
from scenarios.profile import floor_lines
from scenarios.serve import Serving, serve_lines
from scenarios.taeg import Speed, speed_table
from serve.abuse import Abuse, abuse_lines

MIB = 1 << 20
SCALED = ("ingest", "best", "profile")
"""Scenarios measured at several scales."""


@dataclass(frozen=True)
class Report:
    """All that was measured."""

    machine: dict[str, str | int | float]
    versions: dict[str, str]
    base_rows: int
    """Opportunities of the archive called 1x."""
    seed: int
    lake_is_right: bool
    """Whether the lake holds what other engines read in the archive."""
    ingest: dict[float, list[Summary]]
    """By scale: 1 is the archive of `base_rows`."""
    opportunity: list[Summary]
    best: dict[float, list[Summary]]
    """By scale, as `ingest`."""
    profile: dict[float, list[Summary]]
    """By scale, 1 and above."""
    taeg: list[Speed]
    serving: Serving
    abuse: Abuse

    def write(self, folder: Path) -> None:
        """Writes both files into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        numbers = asdict(self)
        for summary in [*self._by_scale(numbers), *numbers["opportunity"]]:
            del summary["output"]
        (folder / "report.json").write_text(json.dumps(numbers, indent=2) + "\n", "utf-8")
        (folder / "report.md").write_text(self.to_markdown(), "utf-8")

    @staticmethod
    def _by_scale(numbers: dict[str, Any]) -> list[dict[str, Any]]:
        return [s for scenario in SCALED for summaries in numbers[scenario].values() for s in summaries]

    def to_markdown(self) -> str:
        """Returns the report as Markdown."""
        checked = "right" if self.lake_is_right else "WRONG"
        lines = [
            "# Measures",
            "",
            f"- machine: {self.machine['cpu']}, {self.machine['cores']} cores, "
            f"{int(self.machine['memory_bytes']) / (1 << 30):.1f} GiB, {self.machine['system']}; "
            f"load average before the start {self.machine['load_average_before']}",
            f"- versions: {', '.join(f'{name} {number}' for name, number in self.versions.items())}",
            f"- archive: `courtier sample-data --rows {self.base_rows} --seed {self.seed}` (1x); compared with "
            f"another reading of the archive, the lake is {checked}",
            "- medians of alternating runs after one warm-up, each in a new process; peak = largest resident size of "
            "the process; ratio = peer / courtier, above 1 when courtier is faster or smaller",
        ]
        for scale, summaries in sorted(self.ingest.items()):
            lines += ["", f"## Archive to typed tables and quality counts, {scale:g}x", ""]
            lines += _table(summaries)
        lines += ["", "## One opportunity as JSON, cold process", "", *_table(self.opportunity)]
        for scale, summaries in sorted(self.best.items()):
            lines += ["", f"## The most advantageous proposals as CSV, cold process, {scale:g}x", "", *_table(summaries)]
        for scale, summaries in sorted(self.profile.items()):
            lines += ["", f"## The typical applicant, cold process, {scale:g}x", "", *_table(summaries)]
        lines += self._floors()
        lines += ["", "## TAEG of 240-month loans with insurance, one core", "", *speed_table(self.taeg)]
        lines += ["", "## The REST API: one opportunity by its id", "", *serve_lines(self.serving)]
        lines += ["", "## The REST API: abuse", "", *abuse_lines(self.abuse)]
        if len(self.ingest) > 1:
            lines += ["", "## Growth of the ingest with the number of rows", "", *self._growth()]
        return "\n".join(lines) + "\n"

    def _floors(self) -> list[str]:
        floors = floor_lines(self.profile, self.base_rows)
        return ["", *floors] if floors else []

    def _growth(self) -> list[str]:
        """Exponent `e` of time ~ rows^e and memory ~ rows^e between two scales: 1 is proportional."""
        scales = sorted(self.ingest)
        pairs = list(itertools.pairwise(scales))
        lines = [
            "Exponent of `time ~ rows^e` (and of peak memory): 1 is proportional, below 1 a fixed cost still counts.",
            "",
            "| | " + " | ".join(f"time {a:g}x to {b:g}x | peak {a:g}x to {b:g}x" for a, b in pairs) + " |",
            "|---|" + "---:|---:|" * len(pairs),
        ]
        by_name = {scale: {summary.name: summary for summary in self.ingest[scale]} for scale in scales}
        for name in by_name[scales[0]]:
            cells = []
            for a, b in pairs:
                small, large = by_name[a].get(name), by_name[b].get(name)
                if small and large:
                    cells += [
                        f"{math.log(large.median_secs / small.median_secs, b / a):.2f}",
                        f"{math.log(large.peak_bytes / small.peak_bytes, b / a):.2f}",
                    ]
                else:
                    cells += ["–", "–"]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        return lines


def _table(summaries: list[Summary]) -> list[str]:
    subject = summaries[0]
    lines = [
        "| | runs | median s | min – max s | CPU s | ratio | peak MiB | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for summary in summaries:
        lines.append(
            f"| {summary.name} | {summary.runs} | {summary.median_secs:.3f} "
            f"| {summary.min_secs:.3f} – {summary.max_secs:.3f} | {summary.median_cpu_secs:.3f} "
            f"| {summary.median_secs / subject.median_secs:.2f} | {summary.peak_bytes / MIB:.0f} "
            f"| {summary.peak_bytes / subject.peak_bytes:.2f} |"
        )
    return lines
