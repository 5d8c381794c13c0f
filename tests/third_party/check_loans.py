"""Compares courtier-loan with the same loans worked out in another way: decimal schedules, and SciPy's `brentq` on the
legal equation.

Usage: `check_loans.py LOAN_FIGURES [LOANS]`, with the example of courtier-loan; exits non-zero at the first difference.
"""

from __future__ import annotations

import calendar
import json
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext

from scipy.optimize import brentq

getcontext().prec = 50

SEED = 42
TOLERANCE_PCT = 1e-9
"""Percentage points, for rates below 100 %."""
KINDS = ("constant", "differe_partiel", "differe_total", "in_fine", "in_fine_total")


@dataclass(frozen=True)
class Insurance:
    """One borrower's: the basis is the initial capital, or what is owed at the start of the month or of the year."""

    basis: str
    rate: Decimal
    share: Decimal
    required: bool

    def __str__(self) -> str:
        return f"{self.basis}:{self.rate}:{self.share}:{str(self.required).lower()}"


@dataclass(frozen=True)
class Loan:
    """Amounts in cents, rates in percent a year, times in months."""

    at_once: int
    later: int
    later_month: int
    rate: Decimal
    kind: str
    deferral: int
    months: int
    fees: int
    drawn: date
    due: date
    insurance: tuple[Insurance, ...]

    def __str__(self) -> str:
        first = (self.at_once, self.later, self.later_month, self.rate, self.kind, self.deferral, self.months)
        return " ".join(map(str, (*first, self.fees, self.drawn, self.due, *self.insurance)))


@dataclass(frozen=True)
class Month:
    """What a month of a schedule costs, in cents."""

    interest: int
    paid: int
    premium: int
    required_premium: int
    outstanding: int


def random_loan(rng: random.Random) -> Loan:
    """Returns a loan such as a broker sees, or a little beyond."""
    kind = rng.choice(KINDS)
    deferral = rng.randint(1, 36) if kind.startswith("differe") else 0
    months = rng.randint(6, 36) if kind.startswith("in_fine") else rng.randint(24, 360)
    staged = deferral > 1 and rng.random() < 0.5
    at_once = rng.randint(1_000_000, 60_000_000)
    drawn = date(2015, 1, 1) + timedelta(days=rng.randrange(6000))
    insurance = tuple(
        Insurance(
            rng.choice(("ci", "crd", "crd_annuel")),
            Decimal(rng.randint(5, 80)) / 100,
            Decimal(rng.randint(1, 100)),
            rng.random() < 0.7,
        )
        for _ in range(rng.randint(0, 2))
    )
    return Loan(
        at_once=at_once,
        later=rng.randint(1, at_once) if staged else 0,
        later_month=rng.randint(1, deferral) if staged else 0,
        rate=Decimal(rng.choice((0, rng.randint(1, 800)))) / 100,
        kind=kind,
        deferral=deferral,
        months=months,
        fees=rng.randint(0, at_once // 30),
        drawn=drawn,
        due=drawn + timedelta(days=rng.randint(20, 75)),
        insurance=insurance,
    )


def cents(amount: Decimal) -> int:
    """Rounds half up."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def schedule(loan: Loan) -> list[Month]:
    """Returns the months of a loan, every amount rounded to the cent as it is due."""
    rate = loan.rate / 1200
    deferral = loan.months if loan.kind.startswith("in_fine") else loan.deferral
    last = loan.deferral + loan.months
    owed, at_anniversary, payment = loan.at_once, loan.at_once, 0
    rows = []
    for month in range(1, last + 1):
        if month % 12 == 1:
            at_anniversary = owed
        insured = {"ci": loan.at_once + loan.later, "crd": owed, "crd_annuel": at_anniversary}
        premiums = [cents(insured[i.basis] * i.share * i.rate / 120_000) for i in loan.insurance]
        # Multiplied first: half a cent must stay exactly half a cent.
        interest = cents(owed * loan.rate / 1200)
        capitalised = loan.kind.endswith("_total") and month <= deferral
        if month == deferral + 1:
            n = loan.months
            payment = cents(Decimal(owed) / n if rate == 0 else owed * rate / (1 - (1 + rate) ** -n))
        due = 0 if capitalised else interest
        if month == last:
            paid = owed + interest
        elif month <= deferral:
            paid = due
        else:
            paid = min(payment, owed + interest)
        owed += interest - paid + (loan.later if month == loan.later_month else 0)
        required = sum(p for p, i in zip(premiums, loan.insurance, strict=True) if i.required)
        rows.append(Month(interest, paid, sum(premiums), required, owed))
    return rows


def solve(flows: list[tuple[float, float]]) -> float:
    """Returns the rate, in percent a year, of (years, received or paid): the legal equation as it is written."""
    return 100 * brentq(lambda i: sum(a * (1 + i) ** -t for t, a in flows), -0.99, 100, xtol=1e-15)


def add_months(day: date, months: int) -> date:
    """Moves a date; a day that the month lacks is its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_month_end(day: date) -> bool:
    """Says whether a day is the last of its month."""
    return (day + timedelta(days=1)).day == 1


def years_between(start: date, end: date) -> float:
    """Returns whole months counted backward, then days over the length of the year before them."""
    apart = 12 * (end.year - start.year) + end.month - start.month
    if is_month_end(start) and is_month_end(end):
        return apart / 12
    months = 0
    while add_months(end, -(months + 1)) >= start:
        months += 1
    boundary = add_months(end, -months)
    return months / 12 + (boundary - start).days / (boundary - add_months(boundary, -12)).days


def flows(loan: Loan, rows: list[Month], first_years: float, insurance: str) -> list[tuple[float, float]]:
    """Returns the cash flows in euros; `insurance` says which premiums: `required`, `all` or `none`."""
    premium = {
        "required": lambda row: row.required_premium,
        "all": lambda row: row.premium,
        "none": lambda row: 0,
    }[insurance]
    result = [(0.0, (loan.at_once - loan.fees) / 100)]
    if loan.later:
        result.append((loan.later_month / 12, loan.later / 100))
    for k, row in enumerate(rows):
        result.append((first_years + k / 12, -(row.paid + premium(row)) / 100))
    return result


def check(loan: Loan, got: dict) -> None:
    """Raises when a figure differs."""
    rows = schedule(loan)
    exact = {
        "payments": [row.paid for row in rows],
        "premiums": [row.premium for row in rows],
        "outstanding": [row.outstanding for row in rows],
        "costs_8_years": [sum(row.interest for row in rows[:96]), sum(row.premium for row in rows[:96])],
        "costs": [sum(row.interest for row in rows), sum(row.premium for row in rows)],
    }
    for name, expected in exact.items():
        if got[name] != expected:
            raise AssertionError(f"{name}: {got[name]} instead of {expected}\n{loan}")
    month = 1 / 12
    dated = flows(loan, rows, years_between(loan.drawn, loan.due), "required")
    rates = {
        "taeg": solve(flows(loan, rows, month, "required")),
        "taea": solve(flows(loan, rows, month, "all")) - solve(flows(loan, rows, month, "none")),
        "dated_taeg": solve(dated),
    }
    for name, expected in rates.items():
        if not abs(got[name] - expected) <= TOLERANCE_PCT:
            raise AssertionError(f"{name}: {got[name]} instead of {expected}\n{loan}")


def main() -> None:
    """Checks loans drawn with a fixed seed."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rng = random.Random(SEED)
    loans = [random_loan(rng) for _ in range(count)]
    text = "".join(f"{loan}\n" for loan in loans)
    output = subprocess.run([sys.argv[1]], input=text, check=True, capture_output=True, text=True).stdout
    for loan, line in zip(loans, output.splitlines(), strict=True):
        check(loan, json.loads(line))
    print(f"{count} loans: schedules to the cent, TAEG, TAEA and costs agree with decimal arithmetic and SciPy")


if __name__ == "__main__":
    main()
