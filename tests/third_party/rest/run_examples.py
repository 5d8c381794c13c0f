"""Runs the examples of `docs/fr/api.md`: each block of code under `<!-- vérifié -->`, as a reader would.

The server has another port than the page, and another opportunity: these two are replaced, and nothing else. The key is
in the variable `COURTIER_CLE`, as the page says. Exit code 1 when an example fails.

Usage: `run_examples.py COURTIER LAKE PAGE`. It makes a key in the lake.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

from courtier_key import create_key, some_ids
from serve.server import courtier_server

_EXAMPLE = re.compile(r"^<!-- vérifié -->\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "<!-- vérifié -->"
COMMANDS = {
    "bash": ["bash", "-euo", "pipefail", "-s"],
    "python": [sys.executable, "-"],
    "javascript": ["node", "--input-type=module", "-"],
}
ADDRESS = "http://127.0.0.1:8080"
ID = "0065q00000AlAK0AAN"
SECS = 60


def main() -> None:
    """Runs all and exits."""
    if len(sys.argv) != 4:
        sys.exit("usage: run_examples.py COURTIER LAKE PAGE")
    courtier, lake, page = (Path(argument).resolve() for argument in sys.argv[1:4])
    text = page.read_text("utf-8")
    examples = _EXAMPLE.findall(text)
    if len(examples) != text.count(_MARK) or {language for language, _ in examples} != COMMANDS.keys():
        sys.exit(
            f"{page.name}: {text.count(_MARK)} marks, {len(examples)} examples under them; each language is wanted"
        )
    key = create_key(courtier, lake, "api")
    known = some_ids(courtier, lake, 2)[0]
    failed = 0
    with courtier_server(courtier, lake, {}) as server:
        for number, (language, code) in enumerate(examples, start=1):
            done = subprocess.run(
                COMMANDS[language],
                input=code.replace(ADDRESS, server.base).replace(ID, known),
                env={**os.environ, "COURTIER_CLE": key},
                capture_output=True,
                text=True,
                timeout=SECS,
            )
            if done.returncode:
                failed += 1
                print(
                    f"{page.name}, example {number} ({language}):\n{code}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
                )
    print(f"{page.name}: {len(examples) - failed} of {len(examples)} examples run")
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
