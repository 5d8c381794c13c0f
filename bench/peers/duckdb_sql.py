"""DuckDB expressions for the rules of a column, from its contract.

A cell is named by an SQL expression that is NULL when the cell is empty. Forms that exports of Salesforce do not have
but courtier reads (`7 731,67`, `vrai`, `20/10/2023`, blanks around a value) are left out: less work here.
"""

from __future__ import annotations

from peers.contract import (
    INVALID_ID,
    INVALID_TYPE,
    MISSING_REQUIRED,
    OUT_OF_BOUNDS,
    SKIPPED_HOUR,
    Column,
)

_SUFFIX_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def quoted(name: str) -> str:
    """Returns a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def parsed(column: Column, text: str) -> str:
    """The typed value; NULL when the text is not one."""
    match column.kind:
        case "string":
            return text
        case "id":
            return _salesforce_id(text)
        case "boolean":
            return f"CASE {text} WHEN '1' THEN true WHEN '0' THEN false ELSE try_cast({text} AS BOOLEAN) END"
        case "timestamp":
            return _utc(f"try_cast({text} AS TIMESTAMP)")
        case _:
            # As a DOUBLE also for whole numbers: DuckDB rounds `33.5` when it casts it to BIGINT.
            return f"try_cast({text} AS DOUBLE)"


def value(column: Column, read: str) -> str:
    """What the typed table holds, given the parsed value."""
    typed = f"{read}::BIGINT" if column.kind == "integer" else read
    condition = [_is_readable(column, read)] if column.kind in ("integer", "number") else []
    if column.bounds and not column.keeps_out_of_bounds:
        condition.append(_in_bounds(column, read))
    return f"CASE WHEN {' AND '.join(condition)} THEN {typed} END" if condition else typed


def broken_rule(column: Column, text: str, read: str) -> str:
    """The code of the rule that a cell breaks, or NULL."""
    cases = [f"WHEN {text} IS NULL THEN " + (f"'{MISSING_REQUIRED}'" if column.required else "NULL")]
    match column.kind:
        case "id":
            cases.append(f"WHEN {read} IS NULL THEN '{INVALID_ID}'")
        case "timestamp":
            cases.append(
                f"WHEN {read} IS NULL AND try_cast({text} AS TIMESTAMP) IS NOT NULL THEN '{SKIPPED_HOUR}' "
                f"WHEN {read} IS NULL THEN '{INVALID_TYPE}'"
            )
        case "integer" | "number":
            cases.append(f"WHEN {read} IS NULL OR NOT {_is_readable(column, read)} THEN '{INVALID_TYPE}'")
        case _:
            cases.append(f"WHEN {read} IS NULL THEN '{INVALID_TYPE}'")
    if column.bounds:
        cases.append(f"WHEN NOT ({_in_bounds(column, read)}) THEN '{OUT_OF_BOUNDS}'")
    return f"CASE {' '.join(cases)} END"


def _is_readable(column: Column, read: str) -> str:
    if column.kind == "integer":
        return f"(isfinite({read}) AND {read} = trunc({read}))"
    return f"isfinite({read})"


def _in_bounds(column: Column, read: str) -> str:
    return " AND ".join(f"{read} {sign} {limit}" for sign, limit in column.bounds)


def _utc(local: str) -> str:
    """Paris wall clock to UTC: NULL for an hour that does not exist, the first of an hour that occurs twice."""
    instant = f"({local} AT TIME ZONE 'Europe/Paris' AT TIME ZONE 'UTC')"
    back = f"({instant} AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')"
    before = f"({instant} - INTERVAL 1 HOUR)"
    before_back = f"({before} AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')"
    # Paris changes its clocks between 2 and 3, in March and in October only: the other hours are spared the way back.
    return (
        f"CASE WHEN hour({local}) <> 2 OR month({local}) NOT IN (3, 10) THEN {instant} "
        f"WHEN {back} <> {local} THEN NULL WHEN {before_back} = {local} THEN {before} ELSE {instant} END"
    )


def _salesforce_id(text: str) -> str:
    """The 18-character id: 15 characters, then one a block of five that encodes which of them are capitals."""
    suffix = " || ".join(_suffix_character(text, block) for block in range(3))
    return (
        f"CASE WHEN regexp_full_match({text}, '[0-9A-Za-z]{{15}}') THEN {text} || {suffix} "
        f"WHEN regexp_full_match({text}, '[0-9A-Za-z]{{18}}') AND {suffix} = substr({text}, 16) THEN {text} END"
    )


def _suffix_character(text: str, block: int) -> str:
    bits = (f"{1 << bit} * (substr({text}, {5 * block + bit + 1}, 1) BETWEEN 'A' AND 'Z')::INTEGER" for bit in range(5))
    return f"substr('{_SUFFIX_ALPHABET}', 1 + {' + '.join(bits)}, 1)"
