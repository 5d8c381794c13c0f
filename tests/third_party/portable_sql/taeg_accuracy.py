"""How far the TAEG and the costs of the queries are from the exact ones, over the whole domain.

The queries are cut before they rank: what runs is their own text.
"""

from __future__ import annotations

from edge_cases import CIC, DAY, SENT, opportunity_id
from engines import Engine
from exports import Exports, write_csv
from naive import round_half_up, taeg, total_cost

_CUT = "seuils AS ("
_RESULT = """resultat AS (
    SELECT
        id_proposition,
        100 * (exp(24 * h1) - 1) AS un,
        100 * (exp(24 * h2) - 1) AS deux,
        100 * (exp(24 * h3) - 1) AS trois,
        taeg_pct,
        cout_total_eur
    FROM chiffrees
)
SELECT id_proposition, un, deux, trois, taeg_pct, cout_total_eur FROM resultat
"""
_TYPES = (str, float, float, float, float, float)

# What the comments of the queries promise after each step, in points of TAEG.
PROMISED = (1e-2, 2.1e-6, 1e-9)

# A value this near the middle of two roundings, in the last digit, may go either way.
_TIE = 1e-3

# Dense where steps are worst (long terms, dear insurance, low rates), and down to rates that rounding could swallow.
RATES = [f"{10.0**power:.15f}" for power in range(-15, 0)] + [f"{tenths / 10}" for tenths in range(1, 151, 2)] + ["15"]
TERMS = [36, 37, 60, 84, 119, 120, 180, 239, 240, 300, 359, 360]
INSURANCES = ["0", "0.000000000001", "0.000001", "0.001"] + [f"{hundredths / 100}" for hundredths in range(5, 200, 15)]
INSURANCES += ["1.9", "1.99", "2"]
AMOUNT = 200_000.0


def taeg_mismatches(engines: list[Engine], queries: dict[str, str]) -> list[str]:
    """Returns the steps that are further from the exact TAEG than promised, and what is rounded to something else."""
    loans = [(rate, months, insurance) for rate in RATES for months in TERMS for insurance in INSURANCES]
    read = [(float(rate), months, float(insurance)) for rate, months, insurance in loans]
    exact = [taeg(*loan) for loan in read]
    costs = [total_cost(AMOUNT, *loan) for loan in read]
    exports = _exports(loans)
    lines = []
    for engine in engines:
        engine.load(exports, empty_is_null=True)
        for criterion, query in queries.items():
            found = {int(str(row[0])[3:]): _numbers(row) for row in engine.rows(query.split(_CUT)[0] + _RESULT, _TYPES)}
            label = f"accuracy, {criterion}, {engine.name}"
            if sorted(found) != list(range(len(loans))):
                lines.append(f"{label}: {len(found)} loans instead of {len(loans)}")
                continue
            for step, promised in enumerate(PROMISED):
                worst = max(abs(found[loan][step] - exact[loan]) for loan in found)
                if not worst <= promised:
                    lines.append(f"{label}: {worst:.1e} point from the TAEG after step {step + 1}, not {promised:.1e}")
            rounded = sum(not _is_rounded(found[loan][3], exact[loan]) for loan in found)
            if rounded:
                lines.append(f"{label}: {rounded} TAEGs rounded to something else")
            wrong = sum(found[loan][4] != costs[loan] for loan in found)
            if wrong:
                lines.append(f"{label}: {wrong} other costs")
    return lines


def _numbers(row: tuple[object, ...]) -> list[float]:
    return [float(str(value)) for value in row[1:]]


def _is_rounded(found: float, exact: float) -> bool:
    return any(found == round_half_up(exact + shift * 1e-6, 6) for shift in (0, -_TIE, _TIE))


def _exports(loans: list[tuple[str, int, str]]) -> Exports:
    constant = {"CreatedDate": DAY, "Opportunity__c": opportunity_id(0), "Partenaire__c": CIC, "Etape_Source__c": SENT}
    proposals = [
        constant
        | {"Id": f"a0P{number:015}", "TXHA__c": rate, "DureePret_Mois__c": str(months), "TauxAss__c": insurance}
        for number, (rate, months, insurance) in enumerate(loans)
    ]
    opportunities = [{"Id": opportunity_id(0), "MontPretPricip__c": str(AMOUNT)}]
    return {
        "propositions": write_csv(list(proposals[0]), proposals),
        "opportunites": write_csv(list(opportunities[0]), opportunities),
        "banques": write_csv(["Id", "CreatedDate", "Name"], [{"Id": CIC, "CreatedDate": DAY, "Name": "CIC"}]),
    }
