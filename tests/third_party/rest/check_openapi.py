"""Does the server do what its OpenAPI document says? Schemathesis tries every endpoint, with a key.

The document itself is checked first. Then thousands of requests, valid and not, the same ones at every run: no answer
may be outside the document, no invalid request accepted, none without a key answered, no defect (5xx) found. Exit code
1 else.

Usage: `check_openapi.py COURTIER LAKE`. It makes a key in the lake.
"""

from __future__ import annotations

import collections
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

from courtier_key import create_key, some_ids
from openapi_spec_validator import validate
from serve.server import courtier_server

HERE = Path(__file__).resolve().parent
SEED = 42
EXAMPLES = 400
"""Cases of an endpoint in each phase, at most."""
LEAST_CASES = 2000
RUN_SECS = 1200


def main() -> None:
    """Checks all and exits."""
    if len(sys.argv) != 3:
        sys.exit("usage: check_openapi.py COURTIER LAKE")
    courtier, lake = (Path(argument).resolve() for argument in sys.argv[1:3])
    key = create_key(courtier, lake, "admin")
    with tempfile.TemporaryDirectory() as folder, courtier_server(courtier, lake) as server:
        address = f"{server.base}/openapi.json"
        with urllib.request.urlopen(address, timeout=10) as answer:
            document = json.load(answer)
        validate(document)
        counts = Path(folder) / "counts.json"
        ids = Path(folder) / "ids.json"
        ids.write_text(json.dumps(some_ids(courtier, lake, 200)), "utf-8")
        variables = {"REST_IDS": str(ids), "REST_COUNTS": str(counts), "REST_SEED": str(SEED)}
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            "--config-file",
            str(HERE / "schemathesis.toml"),
        ]
        command += ["run", address, "--seed", str(SEED), "--max-examples", str(EXAMPLES)]
        command += ["--header", f"Authorization: Bearer {key}", "--checks", "all", "--no-color"]
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **variables, "PYTHONPATH": str(HERE)},
            timeout=RUN_SECS,
        )
        answered = json.loads(counts.read_text("utf-8"))
    wrong = _wrong(document, answered)
    for line in wrong:
        print(line)
    if done.returncode or wrong:
        sys.exit(1)


def _wrong(document: dict[str, dict[str, dict[str, object]]], answered: list[tuple[str, int, int]]) -> list[str]:
    """Prints what was answered, and returns what the run did not reach."""
    endpoints = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    by_endpoint: dict[str, dict[int, int]] = collections.defaultdict(dict)
    for endpoint, status, number in answered:
        by_endpoint[endpoint][status] = number
    cases = sum(number for _, _, number in answered)
    good = sum(number for _, status, number in answered if status < 300)
    print(f"OpenAPI {document['openapi']}, {len(endpoints)} endpoints; {cases} cases, {good} answered 2xx:")
    for endpoint in sorted(endpoints):
        print(f"  {endpoint}: {_counted(collections.Counter(by_endpoint[endpoint]))}")
    others: collections.Counter[int] = collections.Counter()
    for endpoint in by_endpoint.keys() - endpoints:
        others.update(by_endpoint[endpoint])
    print(f"  other methods: {_counted(others)}")
    lines = [f"{cases} cases are fewer than {LEAST_CASES}"] if cases < LEAST_CASES else []
    lines += [
        f"{endpoint}: never answered 2xx"
        for endpoint in sorted(endpoints)
        if not any(status < 300 for status in by_endpoint[endpoint])
    ]
    return lines


def _counted(statuses: collections.Counter[int]) -> str:
    return ", ".join(f"{number} answered {status}" for status, number in sorted(statuses.items()))


if __name__ == "__main__":
    main()
