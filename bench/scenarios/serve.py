"""The REST API: opportunities a second, latency at a constant rate, start, memory, and new data under load.

Same machine for the server and its load, so that all candidates lose the same. Ids are drawn at random.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from measure import run_once
from serve.load import CONNECTIONS, Load, Windows, closed_loop, open_loop, write_urls
from serve.server import UNLIMITED, Memory, Server, courtier_server, running
from serve.swaps import Changes, Swaps, quiet, swap

PEER = Path(__file__).resolve().parents[1] / "peers" / "fastapi_opportunity.py"
ROWS = """
    SELECT id, age_emprunteur, banque_principale, deja_souscrit_credit_immo, categorie_professionnelle, contrat_travail,
        revenu_total, montant_pret_principal, stage_name
    FROM silver.opportunites"""
BARE = "axum, a constant body"
INSTALLED = "FastAPI, as installed: asyncio, h11, a plain function"
RATIO_FLOORS = {BARE: 0.7, INSTALLED: 20.0}
"""Least requests of courtier for one of the candidate."""
SEED = 7
DRAWN = 20_000
"""Opportunities asked for."""
COMPARED = 200
SHARE = 0.5
"""Part of the fastest rate at which latency is measured."""
SWAP_SHARE = 0.25
"""Part of it while data change: a load of the snapshot needs a core, and the generator the other."""
P99_FLOOR_MS = 5.0
SWAP_FLOOR = 3.0
"""How many times longer the 99th percentile may be while data change."""
MIB = 1 << 20


@dataclass(frozen=True)
class ServeTools:
    """What is run."""

    courtier: Path
    bare_axum: Path
    """Example of courtier-serve."""
    oha: Path


@dataclass(frozen=True)
class Throughput:
    """Several runs of one server in a closed loop."""

    name: str
    runs: int
    median_per_second: float
    min_per_second: float
    max_per_second: float
    median_p99_ms: float


@dataclass(frozen=True)
class Serving:
    """All that was measured of the API."""

    throughput: list[Throughput]
    """courtier first."""
    body_bytes: int
    """Median size of an answer, and size of the constant one."""
    rate_per_second: float
    constant: Windows
    """At that rate."""
    bare_constant: Windows
    """The same of the constant body: what the load and the machine cost."""
    ready_secs: list[float]
    at_ready: Memory
    after_load: Memory
    swap_rate_per_second: float
    quiet: Load
    """At that rate, before the data change."""
    swaps: Swaps
    """Of publications made beforehand."""
    after_swaps: Memory
    ingests: Swaps
    """Of publications that `ingest` makes on the same cores."""

    @property
    def is_wrong(self) -> bool:
        """Whether a request failed, or mixed two versions of the data."""
        return sum(
            [load.failures for load in (self.constant, self.bare_constant, self.quiet)]
            + [part.load.failures + part.mixed for part in (self.swaps, self.ingests)]
        ) > 0


def measure_serve(tools: ServeTools, lake: Path, archive: Path, work: Path, runs: int, quick: bool) -> Serving:
    """Measures all. Raises when a request fails in a closed loop, or when two servers answer differently.

    The lake gets another stage for two opportunities.
    """
    closed_secs, open_secs, swaps, ingests = (1.0, 2.0, 4, 2) if quick else (10.0, 30.0, 100, 10)
    rows_file = work / "rows.json"
    lake_options = [str(tools.courtier), "--quiet", "--lake", str(lake)]
    run_once([*lake_options, "sql", "--format", "json", "-o", str(rows_file), ROWS])
    ids = sorted(row["id"] for row in json.loads(rows_file.read_text("utf-8")))
    ids = random.Random(SEED).sample(ids, min(DRAWN, len(ids)))
    ready_secs = [_ready_secs(tools, lake) for _ in range(runs)]
    with courtier_server(tools.courtier, lake) as subject:
        at_ready = subject.memory()
        body_bytes = _body_bytes(subject, ids)
        throughput = _throughput(tools, subject, rows_file, ids, work, body_bytes, runs, closed_secs)
        urls = write_urls(work / "urls.txt", subject.base, ids)
        rate = SHARE * throughput[0].median_per_second
        print(f"  courtier, {rate:.0f} requests/s", file=sys.stderr)
        constant = open_loop(tools.oha, urls, open_secs, rate)
        after_load = subject.memory()
    with running(BARE, lambda port: [str(tools.bare_axum), str(port), str(body_bytes)], "/readyz") as bare:
        bare_constant = open_loop(tools.oha, write_urls(work / "urls.txt", bare.base, ids), open_secs, rate)
    changes = Changes.prepare(tools.courtier, lake, archive, work)
    # The server itself publishes what was read, every five minutes: not while versions are exchanged behind its back.
    options = {**UNLIMITED, "COURTIER_SERVER__POLL_SECONDS": "0.1", "COURTIER_SERVER__AUDIT_SECONDS": "86400"}
    with courtier_server(tools.courtier, lake, options) as subject:
        urls = write_urls(work / "urls.txt", subject.base, ids)
        swap_rate = SWAP_SHARE * throughput[0].median_per_second
        still = quiet(subject, changes.ids, tools.oha, urls, swap_rate, open_secs)
        print(f"  courtier, {swaps} publications at {swap_rate:.0f} requests/s", file=sys.stderr)
        swapped = swap(subject, changes.ids, changes.publish, tools.oha, urls, swap_rate, swaps)
        after_swaps = subject.memory()
        print(f"  courtier, {ingests} ingests at {swap_rate:.0f} requests/s", file=sys.stderr)
        ingested = swap(subject, changes.ids, changes.ingest, tools.oha, urls, swap_rate, ingests)
    return Serving(
        throughput=throughput,
        body_bytes=body_bytes,
        rate_per_second=rate,
        constant=constant,
        bare_constant=bare_constant,
        ready_secs=ready_secs,
        at_ready=at_ready,
        after_load=after_load,
        swap_rate_per_second=swap_rate,
        quiet=still,
        swaps=swapped,
        after_swaps=after_swaps,
        ingests=ingested,
    )


def serve_lines(serving: Serving) -> list[str]:
    """Returns the measures as Markdown; MISSED where a floor is not held."""
    subject = serving.throughput[0]
    lines = [
        f"Closed loop, {CONNECTIONS} connections, answers of {serving.body_bytes} bytes; the load runs on the same "
        "cores. Ratio = courtier / candidate.",
        "",
        "| | runs | median requests/s | min – max requests/s | ratio | p99 ms |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for one in serving.throughput:
        ratio = subject.median_per_second / one.median_per_second
        lines.append(
            f"| {one.name} | {one.runs} | {one.median_per_second:,.0f} | {one.min_per_second:,.0f} – "
            f"{one.max_per_second:,.0f} | {ratio:.2f}"
            + " MISSED" * (ratio < RATIO_FLOORS.get(one.name, 0.0))
            + f" | {one.median_p99_ms:.2f} |"
        )
    ready = statistics.median(serving.ready_secs)
    missed = " MISSED" * (serving.constant.p99_ms > P99_FLOOR_MS)
    longer = serving.swaps.load.p99_ms / serving.quiet.p99_ms
    swaps, ingests = serving.swaps, serving.ingests
    mixed, failures = (sum(parts) for parts in ((swaps.mixed, ingests.mixed), (swaps.load.failures, ingests.load.failures)))
    lines += [
        "",
        "| constant rate, coordinated omission corrected | requests/s | p50 ms | p99 ms | p99.9 ms | failures |",
        "|---|---:|---:|---:|---:|---:|",
        _load_row(
            f"half of the fastest; p99 floor {P99_FLOOR_MS:g} ms{missed}", serving.rate_per_second, serving.constant
        ),
        _load_row(f"the same, {BARE}", serving.rate_per_second, serving.bare_constant),
        _load_row("a quarter of the fastest, quiet", serving.swap_rate_per_second, serving.quiet),
        _load_row(f"the same, {swaps.number} publications meanwhile", serving.swap_rate_per_second, swaps.load),
        _load_row(
            f"the same, {ingests.number} ingests on the same cores", serving.swap_rate_per_second, ingests.load
        ),
        "",
        f"- start to ready: median {ready:.3f} s of {len(serving.ready_secs)} starts "
        f"({min(serving.ready_secs):.3f} – {max(serving.ready_secs):.3f} s)",
        f"- resident memory, MiB: {_mib(serving.at_ready)} when ready, {_mib(serving.after_load)} after the load, "
        f"{_mib(serving.after_swaps)} after the publications (peak in brackets)",
        f"- publications: a new one is served after {swaps.median_seen_ms:.0f} ms (at most {swaps.max_seen_ms:.0f} ms); "
        f"{swaps.looks + ingests.looks:,} answers compared with their version, {mixed} mixed, {failures} failures"
        + " MISSED" * (mixed + failures > 0)
        + f"; {ingests.retries} ingests waited for the lake",
        f"- p99 while data change: {longer:.1f} times the quiet one, floor {SWAP_FLOOR:g}"
        + " MISSED" * (longer > SWAP_FLOOR)
        + f"; with ingests on the same cores: {ingests.load.p99_ms / serving.quiet.p99_ms:.1f} times, no floor",
    ]
    return lines


def _load_row(name: str, per_second: float, load: Load | Windows) -> str:
    worst = f"; worst of {len(load.windows)} windows {load.worst_p99_ms:.2f}" if isinstance(load, Windows) else ""
    return (
        f"| {name} | {per_second:,.0f} | {load.p50_ms:.2f} | {load.p99_ms:.2f}{worst} | {load.p999_ms:.2f} "
        f"| {load.failures} of {load.requests:,} |"
    )


def _mib(memory: Memory) -> str:
    return f"{memory.now_bytes / MIB:.0f} ({memory.peak_bytes / MIB:.0f})"


def _ready_secs(tools: ServeTools, lake: Path) -> float:
    with courtier_server(tools.courtier, lake) as server:
        return server.ready_secs


def _throughput(
    tools: ServeTools,
    subject: Server,
    rows: Path,
    ids: list[str],
    work: Path,
    body_bytes: int,
    runs: int,
    secs: float,
) -> list[Throughput]:
    """Measures the servers in turn, after one warm-up; they all run, and only one is asked at a time."""
    workers = str(os.cpu_count() or 1)
    with ExitStack() as stack:

        def start(name: str, command: list[str], *after_port: str) -> Server:
            return stack.enter_context(running(name, lambda port: [*command, str(port), *after_port], "/readyz"))

        peers = [
            start(BARE, [str(tools.bare_axum)], str(body_bytes)),
            start(f"FastAPI, tuned: uvloop, httptools, {workers} workers", [sys.executable, str(PEER)], str(rows), workers),
            start(INSTALLED, [sys.executable, str(PEER)], str(rows)),
        ]
        for peer in peers[1:]:
            _check_same(subject, peer, ids)
        servers = [subject, *peers]
        urls = [write_urls(work / f"urls {i}.txt", server.base, ids) for i, server in enumerate(servers)]
        loads: dict[int, list[Load]] = {i: [] for i in range(len(servers))}
        for turn in range(1 + runs):
            for i in sorted(loads, key=lambda i: (i - turn) % len(servers)):
                load = closed_loop(tools.oha, urls[i], secs)
                warm_up = " (warm-up)" * (turn < 1)
                print(f"  {servers[i].name}: {load.per_second:.0f} requests/s{warm_up}", file=sys.stderr)
                if load.failures:
                    raise ValueError(f"{servers[i].name}: {load.failures} of {load.requests} requests failed")
                if turn >= 1:
                    loads[i].append(load)
        return [_summary(server.name, loads[i]) for i, server in enumerate(servers)]


def _summary(name: str, loads: list[Load]) -> Throughput:
    rates = [load.per_second for load in loads]
    p99_ms = statistics.median(load.p99_ms for load in loads)
    return Throughput(name, len(loads), statistics.median(rates), min(rates), max(rates), p99_ms)


def _body_bytes(server: Server, ids: list[str]) -> int:
    return round(statistics.median(len(_body(server, name)) for name in ids[:COMPARED]))


def _check_same(subject: Server, peer: Server, ids: list[str]) -> None:
    for name in ids[:COMPARED]:
        answers = [json.loads(_body(server, name)) for server in (subject, peer)]
        if any(len(answer.pop("response_id")) != 36 for answer in answers) or answers[0] != answers[1]:
            raise ValueError(f"{subject.name} and {peer.name} give two answers")


def _body(server: Server, name: str) -> bytes:
    connection = server.connect()
    try:
        connection.request("GET", f"/api/v1/opportunities/{name}")
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise ValueError(f"{server.name} answers {response.status}")
        return body
    finally:
        connection.close()
