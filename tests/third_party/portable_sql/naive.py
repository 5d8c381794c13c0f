"""The best proposal of each opportunity, in plain Python: rules one after the other, and a TAEG by bisection.

Written from the rules, not from the SQL, so that the two can disagree. Slow and simple.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from exports import Exports, records

Row = tuple[str, str, float, int, str | None]
"""The five columns: opportunity, proposal, rate, term, name of the bank."""

CRITERIA = ("taeg", "taux")
USURY_BANDS = ((120, "fixe_moins_10_ans"), (240, "fixe_10_a_20_ans"), (10_000, "fixe_20_ans_et_plus"))


@dataclass(frozen=True)
class Offer:
    """A usable proposal, with what ranks it."""

    opportunity: str
    id: str
    rate: float
    months: int
    bank_name: str | None
    created: str | None
    taeg: float | None
    cost: float | None

    def rank(self, criterion: str) -> tuple[object, ...]:
        """Returns a key that sorts the best first; a missing value comes after the others."""
        first = self.taeg if criterion == "taeg" else self.rate
        keys = (first, self.cost, self.months, self.created)
        return (*((key is None, key) for key in keys), self.id.encode("ascii"))


def best_proposals(exports: Exports, criterion: str) -> list[Row]:
    """Returns a row for each opportunity that has a usable proposal, by the bytes of its id."""
    amounts = {row["Id"]: number(row["MontPretPricip__c"]) for row in records(exports["opportunites"])}
    banks = _bank_names(exports)
    thresholds = _thresholds(exports)
    best: dict[str, Offer] = {}
    for row in records(exports["propositions"]):
        offer = _offer(row, amounts, banks, thresholds, criterion)
        if offer is None:
            continue
        current = best.get(offer.opportunity)
        if current is None or offer.rank(criterion) < current.rank(criterion):
            best[offer.opportunity] = offer
    winners = sorted(best.values(), key=lambda offer: offer.opportunity.encode("ascii"))
    return [(offer.opportunity, offer.id, offer.rate, offer.months, offer.bank_name) for offer in winners]


def _offer(
    row: dict[str, str],
    amounts: dict[str, float | None],
    banks: dict[str, str | None],
    thresholds: dict[str, list[tuple[str, str, float]]],
    criterion: str,
) -> Offer | None:
    opportunity, bank = row["Opportunity__c"], row["Partenaire__c"]
    rate, months, insurance = number(row["TXHA__c"]), whole(row["DureePret_Mois__c"]), number(row["TauxAss__c"])
    if opportunity not in amounts or bank not in banks or not is_id(row["Id"]):
        return None
    if rate is None or rate <= 0 or rate > 15:
        return None
    if months is None or months < 36 or months > 360:
        return None
    if insurance is None and criterion == "taeg":
        return None
    if insurance is not None and (insurance < 0 or insurance > 2):
        return None
    if is_refused(row["Etape_Source__c"]):
        return None
    created = instant(row["CreatedDate"])
    exact = None if insurance is None else taeg(rate, months, insurance)
    rounded = None if exact is None else round_half_up(exact, 6)
    threshold = None if created is None else _threshold(thresholds, months, created[:10])
    if rounded is not None and threshold is not None and rounded > threshold:
        return None
    cost = total_cost(amounts[opportunity], rate, months, insurance)
    return Offer(opportunity, row["Id"], rate, months, banks[bank], created, rounded, cost)


def is_id(text: str) -> bool:
    """Returns whether a text is made of the characters of an id."""
    return text.isascii() and text.isalnum()


def number(text: str) -> float | None:
    """Reads a number, with a point or a comma."""
    text = text.strip(" ").replace(",", ".")
    unsigned = text[1:] if text[:1] in ("+", "-") else text
    whole_part, _, decimals = unsigned.partition(".")
    if not _is_digits(whole_part) or (decimals and not _is_digits(decimals)):
        return None
    return float(text)


def whole(text: str) -> int | None:
    """Reads a whole number, perhaps written `36.0`."""
    read = number(text)
    return int(read) if read is not None and read.is_integer() else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def instant(text: str) -> str | None:
    """Returns the text of a time when it is one."""
    try:
        datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None
    return text


def is_refused(stage: str) -> bool:
    """Returns whether a stage, whatever its case and accents, says that the bank will not lend."""
    letters = (letter for letter in unicodedata.normalize("NFD", stage) if not unicodedata.combining(letter))
    return re.search("^99-|non eligible|refus", "".join(letters).lower()) is not None


def payment(t: float, months: int) -> float:
    """Returns the monthly payment of one euro, `x / (1 - (1+x)^-n)`, at the monthly rate `x = e^t - 1`."""
    return math.expm1(t) / -math.expm1(-months * t)


def taeg(rate: float, months: int, insurance: float) -> float:
    """Returns the TAEG in percent: halves an interval that holds the rate until it can no longer be halved."""
    low = math.log1p(rate / 1200)
    target = payment(low, months) + insurance / 1200
    if insurance == 0:
        return 100 * math.expm1(12 * low)
    # A payment is more than its interest alone, so the target, taken as a rate, is too high.
    high = math.log1p(target)
    while low < (middle := (low + high) / 2) < high:
        if payment(middle, months) < target:
            low = middle
        else:
            high = middle
    return 100 * math.expm1(12 * low)


def total_cost(amount: float | None, rate: float, months: int, insurance: float | None) -> float | None:
    """Returns interest and insurance over the whole loan, at the cent; `None` when they are not known."""
    if amount is None or amount <= 0 or insurance is None:
        return None
    monthly = payment(math.log1p(rate / 1200), months) + insurance / 1200
    return round_half_up(amount * monthly * months - amount, 2)


def round_half_up(value: float, decimals: int) -> float:
    """Rounds, sending up what is a tie in decimals but for its binary form."""
    scale = float(10**decimals)
    return math.floor(value * scale + 0.5 + 1e-7) / scale


def _bank_names(exports: Exports) -> dict[str, str | None]:
    """Returns names by id. Of two rows with one id the first stands."""
    names: dict[str, str | None] = {}
    for row in records(exports["banques"]):
        names.setdefault(row["Id"], row["Name"] if row["Name"].strip(" ") else None)
    names.pop("", None)
    return names


def _thresholds(exports: Exports) -> dict[str, list[tuple[str, str, float]]]:
    known: dict[str, list[tuple[str, str, float]]] = {}
    for row in records(exports["seuils_usure"]):
        if row["seuil_pct"]:
            known.setdefault(row["categorie"], []).append((row["date_debut"], row["date_fin"], float(row["seuil_pct"])))
    return known


def _threshold(thresholds: dict[str, list[tuple[str, str, float]]], months: int, day: str) -> float | None:
    band = next(name for limit, name in USURY_BANDS if months < limit)
    return next((value for first, last, value in thresholds[band] if first <= day <= last), None)
