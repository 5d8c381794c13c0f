"""Searches of the API against the same filters in pandas: every page of every order, then filters drawn at random."""

from __future__ import annotations

import random
import re
import unicodedata
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from api_client import ApiClient
from expected_answers import Expected, difference

SORTS = ("id", "age_emprunteur", "revenu_total", "montant_pret_principal", "date_creation")
SEARCHES = 60
PAGE = 1000


def page_mismatches(client: ApiClient, expected: Expected) -> list[str]:
    """Reads all opportunities in every order: none missing, none twice, in order, missing values last."""
    lines = []
    rows = expected.rows.set_index("id", drop=False)
    for name in SORTS:
        values = rows[name]
        for sort in (name, f"-{name}"):
            ids, wrong = _read_all(client, expected, sort=sort)
            lines += [f"sort={sort}: {line}" for line in wrong]
            if len(ids) != len(set(ids)) or set(ids) != expected.by_id.keys():
                lines.append(f"sort={sort}: {len(ids)} rows, {len(set(ids))} different ids of {len(expected.by_id)}")
                continue
            found = values.loc[ids]
            known = found.dropna()
            rises = known.is_monotonic_decreasing if sort.startswith("-") else known.is_monotonic_increasing
            if not rises or found.iloc[: len(known)].isna().any():
                lines.append(f"sort={sort}: not in order, missing values last")
    return lines


def search_mismatches(client: ApiClient, expected: Expected, chance: random.Random) -> list[str]:
    """Compares filters drawn at random, one by one and together, with pandas'."""
    lines = []
    for _ in range(SEARCHES):
        query, wanted = _drawn(expected.rows, chance)
        ids, wrong = _read_all(client, expected, **query)
        lines += [f"{sorted(query)}: {line}" for line in wrong]
        if ids != sorted(wanted):
            lines.append(f"{sorted(query)}: {len(ids)} opportunities, {len(wanted)} by pandas")
    return lines


def _read_all(client: ApiClient, expected: Expected, **query: object) -> tuple[list[str], list[str]]:
    """Follows `suivant` to the end; returns the ids, and what is wrong with the pages."""
    ids: list[str] = []
    responses: set[str] = set()
    cursor: dict[str, object] = {}
    for _ in range(len(expected.by_id) // PAGE + 2):
        answer = client.get("/opportunities", limit=PAGE, **query, **cursor)
        if answer.status != 200:
            return ids, [f"status {answer.status}"]
        page, following = answer.body["opportunites"], answer.body["suivant"]
        wrong = [f"{row['id']}: {difference(row, expected.by_id[row['id']], responses)}" for row in page]
        wrong = [line for line in wrong if not line.endswith(": None")]
        if answer.body["nombre"] != len(page) or (following is not None and len(page) != PAGE):
            wrong.append("`nombre` is not the size of the page, or a page is not full")
        if _linked(answer.headers.get("Link")) != following:
            wrong.append("`Link` does not lead to `suivant`")
        ids += [row["id"] for row in page]
        if wrong or following is None:
            return ids, wrong
        cursor = {"cursor": following}
    return ids, ["the pages do not end"]


def _linked(header: str | None) -> str | None:
    """Returns the cursor of the header's next address."""
    found = re.fullmatch(r'<([^>]+)>; rel="next"', header or "")
    return parse_qs(urlsplit(found[1]).query)["cursor"][0] if found else None


def _drawn(rows: pd.DataFrame, chance: random.Random) -> tuple[dict[str, object], list[str]]:
    """Returns a search, one to three filters, and the ids that pandas finds."""
    some = rows.iloc[chance.randrange(len(rows))]
    kept = pd.Series(True, index=rows.index)
    query: dict[str, object] = {}
    for name in chance.sample(list(_FILTERS), chance.randint(1, 3)):
        column, compare = _FILTERS[name]
        value = some[column]
        if pd.isna(value):
            continue
        query[name], limit = _written(name, value, chance)
        kept &= compare(rows[column], limit).fillna(False).astype(bool)
    return query, rows.loc[kept, "id"].tolist()


def _written(name: str, value: object, chance: random.Random) -> tuple[object, object]:
    """Returns a value as the address has it, and as pandas compares it."""
    if name in ("banque", "stage"):
        text = str(value)
        return chance.choice([text, text.upper(), text.lower(), _plain(text)]), _plain(text)
    if name in ("cree_apres", "cree_avant"):
        instant = pd.Timestamp(value)  # type: ignore[arg-type]
        if chance.random() < 0.5:
            return instant.strftime("%Y-%m-%dT%H:%M:%SZ"), instant
        day = instant.tz_convert("Europe/Paris").normalize()
        return day.strftime("%Y-%m-%d"), day
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number, number


def _plain(text: str) -> str:
    """Returns a text without case or accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()


def _is_label(column: pd.Series, wanted: object) -> pd.Series:
    return column.map(lambda text: _plain(text) == wanted, na_action="ignore")


_FILTERS = {
    "age_min": ("age_emprunteur", lambda column, limit: column >= limit),
    "age_max": ("age_emprunteur", lambda column, limit: column <= limit),
    "revenu_min": ("revenu_total", lambda column, limit: column >= limit),
    "revenu_max": ("revenu_total", lambda column, limit: column <= limit),
    "banque": ("banque_principale", _is_label),
    "stage": ("stage_name", _is_label),
    "cree_apres": ("date_creation", lambda column, limit: column >= limit),
    "cree_avant": ("date_creation", lambda column, limit: column < limit),
}
