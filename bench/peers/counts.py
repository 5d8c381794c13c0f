"""What every peer prints once its tables are written, and what a lake is compared with: one shape, one place."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

PeerArguments = tuple[Path, Path]


@dataclass
class Counts:
    """What is in the tables and what is wrong with them. Keys are names of tables, or `table.column[.rule]`."""

    read: dict[str, int] = field(default_factory=dict)
    """Rows of the file."""
    loaded: dict[str, int] = field(default_factory=dict)
    """Rows of the typed table."""
    duplicates: dict[str, int] = field(default_factory=dict)
    """Rows whose key occurred earlier in the file."""
    rejected: dict[str, int] = field(default_factory=dict)
    """Rows without a usable key."""
    violations: dict[str, int] = field(default_factory=dict)
    """Broken rules, `table.column.rule`; only those that occur."""
    orphans: dict[str, int] = field(default_factory=dict)
    """Foreign keys that name no row, `table.column`."""
    nulls: dict[str, int] = field(default_factory=dict)
    """NULLs of the typed table, `table.column`."""

    def to_json(self) -> str:
        """Returns the counts as JSON, keys sorted."""
        return json.dumps(asdict(self), sort_keys=True)

    def differences(self, other: Counts) -> list[str]:
        """Returns what differs, one line a count: `family key: here != there`."""
        lines = []
        for family, here in asdict(self).items():
            there = getattr(other, family)
            for key in sorted(here.keys() | there.keys()):
                if here.get(key, 0) != there.get(key, 0):
                    lines.append(f"{family} {key}: {here.get(key, 0)} != {there.get(key, 0)}")
        return lines

    def check_reconciled(self) -> None:
        """Raises when a row read is neither loaded, nor a duplicate, nor rejected."""
        for table, read in self.read.items():
            if read != self.loaded[table] + self.duplicates[table] + self.rejected[table]:
                raise AssertionError(f"{table}: rows are missing")


def peer_arguments() -> PeerArguments:
    """Returns the two arguments of a peer: the archive, and the folder for its tables."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {Path(sys.argv[0]).name} ARCHIVE FOLDER")
    return Path(sys.argv[1]), Path(sys.argv[2])
