"""New publications under load: two partial exports give two opportunities another stage in turn.

Either the two publications are made beforehand, and exchanged by what `ingest` does last: the replacement of the file that
names the version of each table. Then nothing but the server and its load needs the cores. Or `ingest` makes each of them
meanwhile, on the same cores.

Seen from outside: every request is answered, an ETag never goes with two contents, and a batch never mixes versions.
"""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from peers.contract import read_contracts

from serve.load import Load, start_open_loop
from serve.server import Server

TABLE = "opportunites"
STAGES = ("1-Découverte", "6-Perdue")
SEEN_SECS = 30.0
"""How long a publication may take to be served."""
PUBLISHED = Path("_courtier") / "published.json"
"""File of the lake that names the published version of each table."""
_LOOK_SECS = 0.02
"""Between two looks: they take the time of the same cores, so they are few."""
_TRIES = 50
_MOST_SECS = 3600.0


@dataclass(frozen=True)
class Swaps:
    """What happened while the data changed."""

    number: int
    load: Load
    median_seen_ms: float
    """From the publication to the first answer of the new version."""
    max_seen_ms: float
    looks: int
    """Answers compared with their version."""
    mixed: int
    """Those that were not of one version."""
    retries: int
    """Ingests that came while the server itself published (audit) and were repeated."""


@dataclass
class _Watch:
    """Looks at the two opportunities again and again."""

    server: Server
    ids: tuple[str, str]
    ended: threading.Event = field(default_factory=threading.Event)
    stage: str = ""
    looks: int = 0
    mixed: int = 0
    failure: Exception | None = None

    def run(self) -> None:
        try:
            self._run()
        except Exception as failure:  # told by `swap`, in the thread that waits
            self.failure = failure

    def _run(self) -> None:
        connection = self.server.connect()
        versions: dict[str, str] = {}
        batch = json.dumps({"ids": self.ids})
        while not self.ended.wait(_LOOK_SECS):
            connection.request("GET", f"/api/v1/opportunities/{self.ids[self.looks % 2]}")
            response = connection.getresponse()
            answer = json.loads(response.read())
            etag = response.headers["ETag"]
            self.mixed += versions.setdefault(etag, answer["stage_name"]) != answer["stage_name"]
            connection.request("POST", "/api/v1/opportunities/batch", batch, {"Content-Type": "application/json"})
            results = json.loads(connection.getresponse().read())["resultats"]
            self.mixed += len({result["opportunite"]["stage_name"] for result in results}) != 1
            self.looks += 2
            self.stage = answer["stage_name"]


@dataclass(frozen=True)
class Changes:
    """Two exports of two opportunities, and what the lake publishes after each."""

    lake: Path
    courtier: Path
    ids: tuple[str, str]
    exports: tuple[Path, Path]
    states: tuple[bytes, bytes]

    @classmethod
    def prepare(cls, courtier: Path, lake: Path, archive: Path, folder: Path) -> Changes:
        """Makes both, in a folder that must live as long."""
        exports, ids = _exports(archive, folder)
        states = []
        for export in exports:
            _ingest(courtier, lake, export)
            states.append((lake / PUBLISHED).read_bytes())
        return cls(lake, courtier, ids, exports, (states[0], states[1]))

    def publish(self, turn: int) -> int:
        """Publishes the version that the turn calls for, without making it."""
        replacement = self.lake / PUBLISHED.with_suffix(".bench")
        replacement.write_bytes(self.states[turn % 2])
        os.replace(replacement, self.lake / PUBLISHED)
        return 0

    def ingest(self, turn: int) -> int:
        """Makes the version that the turn calls for. Returns how often the lake was busy."""
        return _ingest(self.courtier, self.lake, self.exports[turn % 2])


def quiet(server: Server, ids: tuple[str, str], oha: Path, urls: Path, per_second: float, secs: float) -> Load:
    """Puts the same load on a server whose data stay, with the same looks at it."""
    with _under_load(server, ids, oha, urls, per_second) as (_, load):
        time.sleep(secs)
    return load()


def swap(
    server: Server,
    ids: tuple[str, str],
    change: Callable[[int], int],
    oha: Path,
    urls: Path,
    per_second: float,
    number: int,
) -> Swaps:
    """Publishes `number` times, an even one, under a constant load; the second version is published before.

    `change` gets the turn and returns how often the lake was busy. Raises when a publication is not served in time.
    """
    _wait_for_first(server, ids)
    retries = 0
    seen_ms = []
    with _under_load(server, ids, oha, urls, per_second) as (watch, load):
        for turn in range(number):
            retries += change(turn)
            seen_ms.append(_wait(watch, STAGES[turn % 2]))
    seen_ms.sort()
    return Swaps(number, load(), seen_ms[len(seen_ms) // 2], seen_ms[-1], watch.looks, watch.mixed, retries)


@contextmanager
def _under_load(
    server: Server, ids: tuple[str, str], oha: Path, urls: Path, per_second: float
) -> Iterator[tuple[_Watch, Callable[[], Load]]]:
    """Puts a constant load on a server and looks at it; the load is known at the end."""
    watch = _Watch(server, ids)
    thread = threading.Thread(target=watch.run)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "load.json"
        generator = start_open_loop(oha, urls, _MOST_SECS, per_second, report)
        thread.start()
        loads: list[Load] = []
        try:
            yield watch, lambda: loads[0]
        finally:
            watch.ended.set()
            thread.join()
            generator.send_signal(signal.SIGINT)
            generator.wait(60)
        loads.append(Load.of(json.loads(report.read_text("utf-8"))))


def _exports(archive: Path, folder: Path) -> tuple[tuple[Path, Path], tuple[str, str]]:
    """Writes two exports of two opportunities, one for each stage."""
    table = next(table for table in read_contracts() if table.name == TABLE)
    stage = next(column.source_name for column in table.columns if column.name == "stage_name")
    with zipfile.ZipFile(archive) as files, files.open(table.file_name) as file:
        reader = csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))
        rows = [next(reader), next(reader)]
        names = list(reader.fieldnames or [])
    targets = []
    for number, label in enumerate(STAGES):
        target = folder / f"export {number}.csv"
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, names)
            writer.writeheader()
            writer.writerows({**row, stage: label} for row in rows)
        targets.append(target)
    first, second = (row[table.key.source_name] for row in rows)
    return (targets[0], targets[1]), (first, second)


def _ingest(courtier: Path, lake: Path, export: Path) -> int:
    """Ingests behind everything else on the machine, and returns how often the lake was busy."""
    command = ["nice", "-n", "19", str(courtier), "--quiet", "--lake", str(lake)]
    command += ["ingest", "--full", "false", "--force", str(export)]
    for tries in range(_TRIES):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            return tries
        time.sleep(0.1)
    raise RuntimeError(f"the lake cannot be written:\n{done.stderr}")


def _wait_for_first(server: Server, ids: tuple[str, str]) -> None:
    connection = server.connect()
    start = time.perf_counter()
    stages: set[str] = set()
    while stages != {STAGES[1]}:
        if time.perf_counter() - start > SEEN_SECS:
            raise RuntimeError(f"a publication was not served in {SEEN_SECS:g} s")
        time.sleep(_LOOK_SECS)
        stages = set()
        for name in ids:
            connection.request("GET", f"/api/v1/opportunities/{name}")
            stages.add(json.loads(connection.getresponse().read())["stage_name"])
    connection.close()


def _wait(watch: _Watch, stage: str) -> float:
    start = time.perf_counter()
    while watch.stage != stage:
        if watch.failure is not None:
            raise RuntimeError("the server was not understood while the data changed") from watch.failure
        if time.perf_counter() - start > SEEN_SECS:
            raise RuntimeError(f"a publication was not served in {SEEN_SECS:g} s")
        time.sleep(_LOOK_SECS)
    return (time.perf_counter() - start) * 1e3
