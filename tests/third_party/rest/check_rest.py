"""Compares what `courtier serve` answers with what pandas, reading the same archive under the same contract, finds.

Compared key by key, over one connection: ten thousand opportunities drawn at random, all those of which a value broke a
rule, ids of 15 characters, batches, every page of every order, searches, and the best proposal of each opportunity
with `courtier best`. Mismatches are printed with ids, which the sample made up, and names of keys; exit code 1 when
there is one.

Usage: `check_rest.py COURTIER LAKE ARCHIVE`.
"""

from __future__ import annotations

import csv
import io
import random
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

from api_client import ApiClient
from expected_answers import Expected, difference
from searches import page_mismatches, search_mismatches
from serve.server import courtier_server

DRAWN = 10_000
SEED = 20_231_020
BATCH = 1000
BROKEN = "SELECT DISTINCT cle FROM quality.violations WHERE table_cible = 'opportunites' AND cle IS NOT NULL"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def check(courtier: Path, lake: Path, archive: Path) -> list[str]:
    """Returns the mismatches, one line each, and prints what was compared."""
    expected = Expected(archive)
    chance = random.Random(SEED)
    broken = [row["cle"] for row in _csv([courtier, "--lake", lake, "sql", "--format", "csv", BROKEN])]
    drawn = chance.sample(sorted(expected.by_id), min(DRAWN, len(expected.by_id)))
    ids = [*drawn, *broken]
    if not broken:
        raise ValueError("no value of the sample broke a rule: the check would prove nothing")
    best = _csv([courtier, "--lake", lake, "best", "--format", "csv", "--details"])
    with courtier_server(courtier, lake) as server:
        client = ApiClient(server.connect())
        mismatches = _one_by_one(client, expected, ids)
        mismatches += _batches(client, expected, ids, chance)
        mismatches += _refusals(client, expected)
        mismatches += page_mismatches(client, expected)
        mismatches += search_mismatches(client, expected, chance)
        mismatches += _best(client, best, expected)
    if client.connections != 1:
        mismatches.append(f"the connection was not kept: {client.connections} were needed")
    print(f"compared: {len(drawn)} opportunities drawn, {len(broken)} with a defect, {len(best)} best proposals")
    return mismatches


def _one_by_one(client: ApiClient, expected: Expected, ids: list[str]) -> list[str]:
    """Each id in its three forms: 18 characters, 15 characters, and as a query parameter."""
    lines = []
    responses: set[str] = set()
    for number, asked in enumerate(ids):
        row = expected.by_id.get(asked)
        answers = [client.get(f"/opportunities/{asked}")]
        if number % 10 == 0:
            answers += [client.get(f"/opportunities/{asked[:15]}"), client.get("/opportunities", id=asked)]
        for form, answer in zip(("18", "15", "?id="), answers, strict=False):
            if row is None:
                wrong = None if answer.status == 404 else f"status {answer.status} != 404"
            elif answer.status != 200:
                wrong = f"status {answer.status}"
            else:
                wrong = difference(answer.body, row, responses)
            if wrong:
                lines.append(f"{asked} ({form}): {wrong}")
    return lines


def _batches(client: ApiClient, expected: Expected, ids: list[str], chance: random.Random) -> list[str]:
    """The same ids a thousand at a time, some of them short, unknown or malformed."""
    lines = []
    responses: set[str] = set()
    for start in range(0, len(ids), BATCH):
        asked = [name[:15] if chance.random() < 0.1 else name for name in ids[start : start + BATCH]]
        asked[0], asked[-1] = _unknown_id(expected), "pas-un-identifiant"
        answer = client.post("/opportunities/batch", {"ids": asked})
        results = answer.body.get("resultats", []) if answer.status == 200 else []
        if [result["id"] for result in results] != asked:
            lines.append(f"batch from {start}: status {answer.status}, not one result an id, in order")
            continue
        for position, result in enumerate(results):
            whole = ids[start + position]
            if position in (0, len(asked) - 1):
                status, kind = (404, "opportunite-inconnue") if position == 0 else (400, "identifiant-mal-forme")
                if result["statut"] != status or result["erreur"]["type"] != f"/problemes/{kind}":
                    lines.append(f"batch from {start}, position {position}: not {status} {kind}")
            elif result["statut"] != 200 or "erreur" in result:
                lines.append(f"batch, {whole}: {result['statut']}")
            elif wrong := difference(result["opportunite"], expected.by_id[whole], responses):
                lines.append(f"batch, {whole}: {wrong}")
    return lines


def _refusals(client: ApiClient, expected: Expected) -> list[str]:
    known = next(iter(expected.by_id))
    cases = [
        (client.get(f"/opportunities/{_unknown_id(expected)}"), 404, "opportunite-inconnue"),
        (client.get(f"/opportunities/{known[:17]}"), 400, "identifiant-mal-forme"),
        (client.get(f"/opportunities/{known[:17]}{'A' if known[17] != 'A' else 'B'}"), 400, "identifiant-mal-forme"),
        (client.get(f"/opportunities/{known}", inconnu=1), 400, "parametre-inconnu"),
        (client.get("/opportunities", id=known, age_min=30), 400, "parametre-invalide"),
        (client.get("/opportunities", limit=1001), 400, "parametre-invalide"),
        (client.get("/opportunities", sort="prenom"), 400, "parametre-invalide"),
        (client.get("/opportunities", cursor="autre"), 400, "parametre-invalide"),
        (client.post("/opportunities/batch", {"ids": []}), 400, "corps-invalide"),
        (client.post("/opportunities/batch", {"ids": [known] * 1001}), 400, "corps-invalide"),
        (client.post("/opportunities/batch", {"ids": [known], "inconnu": 1}), 400, "corps-invalide"),
        (client.post(f"/opportunities/{known}", {}), 405, "methode-non-permise"),
        (client.get("/absent"), 404, "introuvable"),
    ]
    return [
        f"refusal {number}: {answer.status} {answer.problem} != {status} {kind}"
        for number, (answer, status, kind) in enumerate(cases)
        if (answer.status, answer.problem) != (status, kind)
    ]


def _best(client: ApiClient, best: list[dict[str, str]], expected: Expected) -> list[str]:
    """The best proposal of each opportunity that has one, and of none that has not."""
    lines = []
    for row in best:
        asked = row["id_opportunite"]
        answer = client.get(f"/opportunities/{asked}/meilleure-proposition")
        if answer.status != 200:
            lines.append(f"{asked}: best proposal {answer.status}")
            continue
        found = answer.body["proposition"]
        # `ecart_*` is the distance to the second in the one, and to the first in the other.
        shared = [name for name in found if name in row and not name.startswith("ecart_")]
        wrong = [name for name in shared if not _same_cell(found[name], row[name])]
        if len(shared) < 5 or wrong or found["rang"] != 1:
            lines.append(f"{asked}: best proposal: {len(shared)} columns shared, other values: {', '.join(wrong)}")
    served = {row["id_opportunite"] for row in best}
    for asked in [name for name in expected.by_id if name not in served][:BATCH]:
        answer = client.get(f"/opportunities/{asked}/meilleure-proposition")
        if (answer.status, answer.problem) != (404, "aucune-proposition-utilisable"):
            lines.append(f"{asked}: no best proposal, yet {answer.status} {answer.problem}")
    return lines


def _same_cell(value: object, text: str) -> bool:
    if value is None:
        return not text
    if isinstance(value, bool):
        return text == str(value).lower()
    return float(text) == value if isinstance(value, int | float) else text == str(value)


def _unknown_id(expected: Expected) -> str:
    """Returns a well-formed id that no opportunity has."""
    for number in range(len(expected.by_id) + 1):
        short = f"0060000000{number:05d}"
        blocks = (short[start : start + 5] for start in (0, 5, 10))
        suffix = (ALPHABET[sum(character.isupper() << i for i, character in enumerate(block))] for block in blocks)
        if (whole := short + "".join(suffix)) not in expected.by_id:
            return whole
    raise AssertionError("more ids than opportunities")


def _csv(command: list[str | Path]) -> list[dict[str, str]]:
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(said)))


def main() -> None:
    """Prints the mismatches and exits."""
    if len(sys.argv) != 4:
        sys.exit("usage: check_rest.py COURTIER LAKE ARCHIVE")
    mismatches = check(*(Path(argument).resolve() for argument in sys.argv[1:4]))
    for mismatch in mismatches[:50]:
        print(mismatch)
    if mismatches:
        sys.exit(f"{len(mismatches)} mismatches")
    print("the API answers what the archive says: pandas agrees")


if __name__ == "__main__":
    main()
