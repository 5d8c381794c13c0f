"""New publications under load: two partial exports, ingested in turn, give two opportunities another stage each time.

Seen from outside: every request is answered, an ETag never goes with two contents, and a batch never mixes versions.
"""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from peers.contract import read_contracts

from serve.load import Load, start_open_loop
from serve.server import Server

TABLE = "opportunites"
STAGES = ("1-Découverte", "6-Perdue")
SEEN_SECS = 30.0
"""How long a publication may take to be served."""
_LOOK_SECS = 0.005
_TRIES = 50
_MOST_SECS = 3600.0


@dataclass(frozen=True)
class Swaps:
    """What happened while the data changed."""

    number: int
    load: Load
    median_seen_ms: float
    """From the end of the ingest to the first answer of the new version."""
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


def swap(
    server: Server, courtier: Path, lake: Path, archive: Path, oha: Path, urls: Path, per_second: float, number: int
) -> Swaps:
    """Publishes `number` times under a constant load. Raises when a publication is not served in time."""
    with tempfile.TemporaryDirectory() as folder:
        exports, ids = _exports(archive, Path(folder))
        report = Path(folder) / "load.json"
        watch = _Watch(server, ids)
        thread = threading.Thread(target=watch.run)
        # Both opportunities have one stage before the first look.
        retries = _ingest(courtier, lake, exports[1])
        _wait_for_first(server, ids)
        generator = start_open_loop(oha, urls, _MOST_SECS, per_second, report)
        thread.start()
        try:
            seen_ms = []
            for turn in range(number):
                retries += _ingest(courtier, lake, exports[turn % 2])
                seen_ms.append(_wait(watch, STAGES[turn % 2]))
        finally:
            watch.ended.set()
            thread.join()
            generator.send_signal(signal.SIGINT)
            generator.wait(60)
        load = Load.of(json.loads(report.read_text("utf-8")))
    seen_ms.sort()
    return Swaps(number, load, seen_ms[len(seen_ms) // 2], seen_ms[-1], watch.looks, watch.mixed, retries)


def _exports(archive: Path, folder: Path) -> tuple[list[Path], tuple[str, str]]:
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
    return targets, (first, second)


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
