"""Crafted opportunities whose best proposal is known by hand: ties at every level, values at each bound, odd cells.

Each case is one opportunity with its offers, and says which of them wins under each criterion, or that none does. Cases
are also an archive that courtier can ingest, so every id has its checksum and every cell means the same to courtier
and to the queries; the forms that only courtier reads (`1e1`, ids of 15 characters, ...) are listed in `sql/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from exports import write_archive
from naive import Row

Cells = dict[str, str]

_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_ACUTE = "\u0301"

# Thresholds of the first quarter of 2024, from 2024-01-01 to 2024-03-31: 4.53, 6.01 and 6.29 % by term.
DAY = "2024-02-10 10:00:00"
EARLIER, LATER = "2024-02-10 09:59:59", "2024-02-10 10:00:01"
OUTSIDE_TABLE = "2021-06-15 08:00:00"
SENT = "02-Transmise à la banque / Source: SICM"


def salesforce_id(body: str) -> str:
    """Completes 15 characters with the three that say which of them are capitals."""
    if len(body) != 15:
        raise ValueError(f"{body} has not 15 characters")
    blocks = (body[start : start + 5] for start in range(0, 15, 5))
    return body + "".join(_SUFFIX[sum(c.isascii() and c.isupper() and 1 << i for i, c in enumerate(b))] for b in blocks)


CIC = salesforce_id("001AB00000bank1")
CREDIT_AGRICOLE = salesforce_id("001AB00000bank2")
NAMELESS = salesforce_id("001AB00000bank3")
REPEATED = salesforce_id("001AB00000bank4")
UNKNOWN_BANK = salesforce_id("001AB00000nobnk")
UNKNOWN_OPPORTUNITY = salesforce_id("006AB00000noopp")

BANKS: list[Cells] = [
    {"Id": CIC, "Name": "CIC"},
    {"Id": CIC, "Name": "CIC"},
    {"Id": CREDIT_AGRICOLE, "Name": 'CRÉDIT AGRICOLE "Île-de-France", agence d’Évry'},
    {"Id": NAMELESS, "Name": ""},
    # The queries keep the name whose MD5 is the least, courtier the first: here they are the same.
    {"Id": REPEATED, "Name": "BANQUE POPULAIRE"},
    {"Id": REPEATED, "Name": "BANQUE POPULAIRE RIVES DE PARIS"},
]
BANK_NAMES = {CIC: "CIC", CREDIT_AGRICOLE: BANKS[2]["Name"], NAMELESS: None, REPEATED: "BANQUE POPULAIRE"}


@dataclass(frozen=True)
class Offer:
    """The cells of a proposal; `body` is the start of its id, when the id matters."""

    rate: str = "4.0"
    months: str = "240.0"
    insurance: str = "0.0"
    created: str = DAY
    stage: str = SENT
    bank: str = CIC
    body: str = ""


@dataclass(frozen=True)
class Case:
    """An opportunity, its offers, and the index of the one that wins; `None` when no offer is usable."""

    name: str
    offers: list[Offer]
    taeg: int | None
    taux: int | None
    amount: str = "200000.0"
    repeated: bool = field(default=False)
    """Whether the rows of the case are in the files twice."""


def _both(name: str, offers: list[Offer], winner: int | None, amount: str = "200000.0") -> Case:
    return Case(name, offers, winner, winner, amount)


def _alone(name: str, offer: Offer, usable: bool, amount: str = "200000.0") -> Case:
    return _both(name, [offer], 0 if usable else None, amount)


ORDER = [
    Case("TAEG before rate", [Offer("4.0", insurance="0.40"), Offer("4.1", insurance="0.10")], taeg=1, taux=0),
    _both("same TAEG: lower cost", [Offer(months="240", created=EARLIER), Offer(months="180")], 1),
    Case(
        "lower cost although longer",
        [Offer(months="120", insurance="2", created=OUTSIDE_TABLE), Offer(months="180")],
        taeg=1,
        taux=1,
    ),
    Case(
        "same rate, cost unknown: shorter term",
        [Offer(months="180"), Offer(months="120", insurance="2", created=OUTSIDE_TABLE)],
        taeg=0,
        taux=1,
        amount="",
    ),
    Case("insurance unknown: cost after known ones", [Offer(insurance=""), Offer(created=LATER)], taeg=1, taux=1),
    *(
        _both(f"amount {amount!r}: shorter", [Offer(months="240", created=EARLIER), Offer(months="239")], 1, amount)
        for amount in ("", "0", "0.0", "-5000", "beaucoup", "0.001")
    ),
    _both("same cost: older", [Offer(), Offer(created=EARLIER), Offer(created=LATER)], 1),
    _both("no date: last", [Offer(created=LATER), Offer(created="")], 0),
    _both("unreadable date: last", [Offer(created=LATER), Offer(created="hier")], 0),
    _both("id: bytes, B before a", [Offer(body="a0PAB00001caseA"), Offer(body="a0PAB00001casea")], 0),
    _both("id: bytes, whatever the file", [Offer(body="a0PAB00002aaaaa"), Offer(body="a0PAB00002Baaaa")], 1),
    _both("id: a capital at the end", [Offer(body="a0PAB00003aaaaz"), Offer(body="a0PAB00003aaaaZ")], 1),
    _both("id: a digit before letters", [Offer(body="a0PAB00004Aaaaa"), Offer(body="a0PAB000049aaaa")], 1),
    _both("id: small case sorts last", [Offer(body="a0PAB00005zaaaa"), Offer(body="a0PAB00005Zzzzz")], 1),
    Case(
        "rates that differ by less than the TAEG shows",
        [Offer("4.00000001", created=EARLIER), Offer("4.0", created=LATER)],
        taeg=0,
        taux=1,
        amount="1000.0",
    ),
    _both("TAEGs that differ by a millionth", [Offer("4.000001", created=EARLIER), Offer("4.0", created=LATER)], 1),
    _both(
        "costs that differ by two cents",
        [Offer("4.0000001", created=EARLIER), Offer("4.0", created=LATER)],
        1,
        amount="2000000.0",
    ),
    Case(
        "costs that differ by less than a cent",
        [Offer("4.00000001", created=EARLIER), Offer("4.0", created=LATER)],
        taeg=0,
        taux=1,
        amount="1500000.0",
    ),
    Case("rows twice in the files", [Offer("4.2"), Offer("4.1")], taeg=1, taux=1, repeated=True),
]

CELLS = [
    _alone("rate zero", Offer("0.0"), False),
    _alone("rate negative", Offer("-1"), False),
    _alone("rate missing", Offer(""), False),
    _alone("rate blank", Offer("  "), False),
    _alone("rate not a number", Offer("abc"), False),
    _alone("rate with two points", Offer("4.1.2"), False),
    _alone("rate NaN", Offer("NaN"), False),
    _alone("rate infinite", Offer("Infinity"), False),
    _alone("rate at the bound, threshold unknown", Offer("15", created=OUTSIDE_TABLE), True),
    _alone("rate above the bound", Offer("15.000001", created=OUTSIDE_TABLE), False),
    _alone("rate 100", Offer("100.0", created=OUTSIDE_TABLE), False),
    _alone("rate minute", Offer("0.000000001", months="36"), True),
    _alone("rate more minute than the floor", Offer("0.00000000000001", months="360", insurance="0.3"), True),
    _both("rate with a comma", [Offer("4,1"), Offer("4.2")], 0),
    _both("rate signed and between blanks", [Offer(" +4.1 "), Offer("4.2")], 0),
    _both("rate with zeros in front", [Offer("004.10"), Offer("4.2")], 0),
    _both("zero does not win", [Offer("0.0"), Offer("4.0")], 1),
    *(_alone(f"term {cell!r}", Offer(months=cell), False) for cell in ("12", "25.0", "30", "31", "35", "35.0")),
    *(_alone(f"term {cell!r}", Offer(months=cell), True) for cell in ("36", "36.0", "0240", "+240", " 240 ", "360")),
    *(_alone(f"term {cell!r}", Offer(months=cell), False) for cell in ("361", "3000.0", "-240", "0", "", " ")),
    *(_alone(f"term {cell!r}", Offer(months=cell), False) for cell in ("240.5", "vingt ans", "240 mois", "24e1")),
    *(_alone(f"insurance {cell!r}", Offer(insurance=cell), True) for cell in ("0", "0.0", "-0.0", "0,36")),
    _alone("insurance at the bound", Offer("3.0", insurance="2", created=OUTSIDE_TABLE), True),
    *(
        _alone(f"insurance {cell!r}", Offer(insurance=cell, created=OUTSIDE_TABLE), False)
        for cell in ("2.000001", "36.0", "-0.1")
    ),
    *(Case(f"insurance {cell!r}", [Offer(insurance=cell)], None, 0) for cell in ("", " ", "abc")),
    Case("insurance unknown, and dearer", [Offer("4.3", insurance=""), Offer("4.2", insurance="1")], 1, 1),
    Case("insurance unknown, and cheaper", [Offer("4.1", insurance=""), Offer("4.2", insurance="0.3")], 1, 0),
    _alone("id with signs that no id has", Offer(body="a0PAB00006\\x4é1"), False),
    _alone("bank unknown", Offer(bank=UNKNOWN_BANK), False),
    _alone("bank missing", Offer(bank=""), False),
    _alone("bank without a name", Offer(bank=NAMELESS), True),
    _alone("bank with an accent, a comma and quotes", Offer(bank=CREDIT_AGRICOLE), True),
    _alone("bank twice, under two names", Offer(bank=REPEATED), True),
    _both("no offer at all", [], None),
]

REFUSED = (
    "99-Non éligible à la transmission / Source: SICM",
    "99-Autre / Source: SICM",
    "99-",
    "NON ELIGIBLE",
    "12-NON ÉLIGIBLE / Source: BPI",
    "12-non éligible",
    f"12-Non e{_ACUTE}ligible / Source: BPI",
    f"12-NON E{_ACUTE}LIGIBLE",
    "Refusé",
    "REFUS CLIENT",
    "05-Refusée par la banque / Source: SICM",
    f"05-Re{_ACUTE}fuse{_ACUTE}e",
    "05-Accord\nrefus",
)
NOT_REFUSED = ("", "99", "199-Autre", "Non-éligible", "Éligible", "09-Réfection", "% refu", "06-Offre éditée")
STAGES = [_alone(f"stage {stage!r}", Offer(stage=stage), False) for stage in REFUSED] + [
    _alone(f"stage {stage!r}", Offer(stage=stage), True) for stage in NOT_REFUSED
]

# Nominal rates whose TAEG without insurance is the threshold, then is above it by less than 6 decimals show, by more.
AT_THE_THRESHOLD = (
    ("36", "119", "4.438581120844", "4.438581520844", "4.438582120844"),
    ("120", "239", "5.850540151088", "5.850540551088", "5.850541151088"),
    ("240", "360", "6.115633147394", "6.115633547394", "6.115634147394"),
)
USURY = [
    *(
        _alone(f"{where} the threshold, {months} months", Offer(rate, months), usable)
        for shortest, longest, at, beside, above in AT_THE_THRESHOLD
        for months in (shortest, longest)
        for where, rate, usable in (("at", at, True), ("within rounding of", beside, True), ("above", above, False))
    ),
    _both("a shorter loan may be too dear", [Offer("5.9", "239"), Offer("6.0", "240")], 1),
    _both("the band begins at 240 months", [Offer("5.9", "240"), Offer("6.0", "240")], 0),
    _alone("last second of a period", Offer("6.2", "240", created="2024-03-31 23:59:59"), False),
    _alone("first second of the next", Offer("6.2", "240", created="2024-04-01 00:00:00"), True),
    _alone("longer loans may have the lower threshold", Offer("5.8", "240", created="2024-10-01 00:00:00"), False),
    _alone("the same one month shorter", Offer("5.8", "239", created="2024-10-01 00:00:00"), True),
    _alone("date before the table", Offer("14.0", created=OUTSIDE_TABLE), True),
    _alone("date after the table", Offer("14.0", created="2031-01-01 00:00:00"), True),
    _alone("threshold not found", Offer("14.0", "84", created="2023-02-15 12:00:00"), True),
    _alone("no date", Offer("14.0", created=""), True),
    _alone("unreadable date", Offer("14.0", created="15 février"), True),
    Case("insurance makes it too dear", [Offer("6.0", insurance="0.36")], None, None),
    Case("insurance unknown: TAEG unknown", [Offer("14.0", insurance="")], None, 0),
    Case("too dear, then cheaper", [Offer("6.0", insurance="0.5"), Offer("6.1")], 1, 1),
]

CASES = ORDER + CELLS + STAGES + USURY


def write_edge_archive(archive: Path) -> None:
    """Writes the cases as the three exports."""
    opportunities, proposals = [], []
    for number, case in enumerate(CASES):
        opportunity = {"Id": opportunity_id(number), "MontPretPricip__c": case.amount}
        offers = [_cells(number, index, offer) for index, offer in enumerate(case.offers)]
        opportunities += [opportunity] * (2 if case.repeated else 1)
        proposals += offers * (2 if case.repeated else 1)
    stray = [
        _cells(len(CASES), 0, Offer()) | {"Opportunity__c": UNKNOWN_OPPORTUNITY},
        _cells(len(CASES), 1, Offer()) | {"Opportunity__c": ""},
    ]
    constant = {"CreatedDate": DAY, "StageName": "1-Découverte", "TotRev__c": "4000.0"}
    rows = {
        "opportunites": [constant | opportunity for opportunity in opportunities],
        "propositions": proposals + stray,
        "banques": [{"CreatedDate": DAY} | bank for bank in BANKS],
    }
    write_archive(archive, rows)


def expected_rows(criterion: str) -> list[Row]:
    """Returns the winners that the cases name."""
    rows = []
    for number, case in enumerate(CASES):
        winner = getattr(case, criterion)
        if winner is not None:
            offer = case.offers[winner]
            rate, months = float(offer.rate.replace(",", ".")), int(float(offer.months))
            proposal = _proposal_id(number, winner, offer)
            rows.append((opportunity_id(number), proposal, rate, months, BANK_NAMES[offer.bank]))
    return sorted(rows, key=lambda row: row[0].encode("ascii"))


def opportunity_id(number: int) -> str:
    """Returns the id of a case. Capitals and small letters alternate, so that only their bytes give the right order."""
    return salesforce_id(f"006AB00000{'aBcDeFgHiJ'[number % 10]}{number:04}")


def case_name(opportunity: str) -> str | None:
    """Returns the name of the case that an opportunity is; `None` when it is not one."""
    return next((case.name for number, case in enumerate(CASES) if opportunity_id(number) == opportunity), None)


def _proposal_id(number: int, index: int, offer: Offer) -> str:
    # By default ids decrease from offer to offer, so that the first one does not win for its id.
    return salesforce_id(offer.body or f"a0PAB00000{number:04}{9 - index}")


def _cells(number: int, index: int, offer: Offer) -> Cells:
    return {
        "Id": _proposal_id(number, index, offer),
        "CreatedDate": offer.created,
        "Opportunity__c": opportunity_id(number),
        "Partenaire__c": offer.bank,
        "TXHA__c": offer.rate,
        "DureePret_Mois__c": offer.months,
        "TauxAss__c": offer.insurance,
        "Etape_Source__c": offer.stage,
    }
