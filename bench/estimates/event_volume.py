"""How large are a site's events, and how fast are they read? Synthetic events, as JSON and as Parquet.

    bench/.venv/bin/python bench/estimates/event_volume.py [EVENTS] [FOLDER]

The estimates of docs/fr/reponses.md rest on what this prints. Nobody's traffic: addresses, campaigns and visits are drawn
from a fixed seed. What cannot be compressed (ids) is drawn at full length.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy
import pyarrow
import pyarrow.parquet

EVENTS_PER_VISIT = 8
VISITS_PER_VISITOR = 2
PAGES = 2_000
NAMES = ["page_vue", "clic", "formulaire", "simulation"]
SHARES = [0.6, 0.3, 0.07, 0.03]


def hexadecimal(random, count, size):
    """Distinct identifiers of `size` bytes, as text."""
    return numpy.array([row.tobytes().hex() for row in random.integers(0, 256, (count, size), dtype=numpy.uint8)])


def events(count):
    """A table of events: one row a page view or an action, in the order of time."""
    random = numpy.random.default_rng(7)
    visits = max(1, count // EVENTS_PER_VISIT)
    visitors = max(1, visits // VISITS_PER_VISITOR)
    visit = numpy.sort(random.integers(0, visits, count))
    visitor_of_visit = random.integers(0, visitors, visits)
    pages = numpy.array([f"/pret-immobilier/rubrique-{i % 40}/article-{i}" for i in range(PAGES)])
    page = numpy.minimum(random.zipf(1.3, count), PAGES) - 1
    # Ninety days in microseconds; events of a visit follow each other by some seconds.
    start = numpy.sort(random.integers(0, 90 * 86_400, visits)) * 1_000_000
    at = 1_790_000_000_000_000 + start[visit] + numpy.arange(count) % EVENTS_PER_VISIT * 17_000_000
    columns = {
        "id_evenement": hexadecimal(random, count, 16),
        "date_evenement": pyarrow.array(at, pyarrow.timestamp("us", "UTC")),
        "id_visiteur": hexadecimal(random, visitors, 16)[visitor_of_visit[visit]],
        "id_visite": hexadecimal(random, visits, 16)[visit],
        "nom": numpy.array(NAMES)[random.choice(len(NAMES), count, p=SHARES)],
        "page": pages[page],
        "titre": numpy.array([f"Titre de la page numéro {i} du site" for i in range(PAGES)])[page],
        "referent": numpy.array(["", "recherche", "annuaire", "courriel", "partenaire"])[random.integers(0, 5, visits)][visit],
        "campagne": numpy.array([f"campagne-{i}" for i in range(200)])[random.integers(0, 200, visits)][visit],
        "element": numpy.array([f"bouton-{i}" for i in range(300)])[random.integers(0, 300, count)],
        "appareil": numpy.array(["mobile", "ordinateur", "tablette"])[random.integers(0, 3, visits)][visit],
        "pays": numpy.array(["FR", "BE", "CH", "LU"])[random.choice(4, visits, p=[0.9, 0.05, 0.03, 0.02])][visit],
        "consentement": numpy.ones(count, dtype=bool),
    }
    return pyarrow.table(columns)


def as_json(table, count):
    """The first events as lines of JSON: what an API answers, and what bronze keeps."""
    rows = table.slice(0, min(count, table.num_rows)).to_pylist()
    return [json.dumps(row, default=str, ensure_ascii=False) for row in rows]


def parquet_bytes(table, file, compression):
    """Bytes of an event in a Parquet file."""
    pyarrow.parquet.write_table(table, file, compression=compression)
    return file.stat().st_size / table.num_rows


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    table = events(count)
    lines = as_json(table, 200_000)
    print(f"{sum(len(line.encode()) + 1 for line in lines) / len(lines):.0f} bytes an event as JSON")
    text = pyarrow.table({"json": lines})
    for compression in ["snappy", "zstd"]:
        typed = parquet_bytes(table, folder / f"events.{compression}.parquet", compression)
        received = parquet_bytes(text, folder / f"json.{compression}.parquet", compression)
        print(f"{compression}: {typed:.0f} bytes an event in typed columns, {received:.0f} as JSON text, in Parquet")
    query = f"""SELECT CAST(date_evenement AS DATE), referent, count(*), count(DISTINCT id_visiteur)
        FROM '{folder / "events.snappy.parquet"}' GROUP BY ALL"""
    for _ in range(3):
        begun = time.perf_counter()
        duckdb.sql(query).fetchall()
        print(f"{count} events, visitors by day and source, in DuckDB: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
