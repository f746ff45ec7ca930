"""What a line costs: pay or price, and what the employer pays on top, by the rates of the months that it serves.

All sums are exact, in pence, and rounded once: pay to the penny, then on-costs to the penny.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from npqml_widgets.documents.budget.choices import AWARDS, PENSIONS, RateKind
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.months import Month, month_of, served
from npqml_widgets.documents.shared.money import rounded

YEAR = 12  # months
HUNDREDTHS_OF_PERCENT = 10_000


@frozen
class Cost:
    """What a line costs, in pence: its pay or price, and the on-costs on top."""

    pay: int
    on_costs: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.pay + self.on_costs


def cost(budget: Budget, line: Line) -> Cost:
    """Return what a line costs over all the months that it serves."""
    return _cost(budget, line, served(budget, line), later=0)


def next_year(budget: Budget, line: Line) -> Cost:
    """Return what a running line costs in the same months a year later, by the rates and pay awards of that time."""
    months = served(budget, line)
    if line.recurs != "running" or not months:
        return Cost(0, 0)
    return _cost(budget, line, months, later=YEAR)


def rate_at(budget: Budget, kind: RateKind, month: Month | None) -> Rate | None:
    """Return the rate of a month (None: the latest), if any: it counts from the month in which it begins."""
    begun = [(rate.starts, rate) for rate in _of_kind(budget, kind) if _has_begun(rate, month)]
    return max(begun, key=lambda pair: pair[0] or date.min)[1] if begun else None


def lifted(budget: Budget, kind: RateKind, month: Month | None) -> Fraction:
    """Return by how much all pay awards of a kind, up to a month, have lifted pay: 1.035 is 3.5 % more."""
    product = Fraction(1)
    for rate in _of_kind(budget, kind):
        if _has_begun(rate, month):
            product *= 1 + _part(rate.percent)
    return product


def _cost(budget: Budget, line: Line, months: Mapping[Month, Fraction], *, later: int) -> Cost:
    price = Fraction(line.amount * (line.price or 0), 100)
    if line.kind == "salary":
        price *= Fraction(sum(months.values()) or YEAR, YEAR)
    if not line.is_pay:
        return Cost(rounded(price), 0)
    pay = rounded(price * _awards(budget, line, months, later))
    return Cost(pay, rounded(_on_costs(budget, line, pay, months, later)))


def _awards(budget: Budget, line: Line, months: Mapping[Month, Fraction], later: int) -> Fraction:
    """Return by how much pay awards lift a line's price, which is that of its first month."""
    kind = AWARDS.get(line.scheme)
    if kind is None or not months:
        return Fraction(1)
    return _average(months, later, lambda month: lifted(budget, kind, month)) / lifted(budget, kind, min(months))


def _on_costs(budget: Budget, line: Line, pay: int, months: Mapping[Month, Fraction], later: int) -> Fraction:
    """Return the employer's pension, National Insurance and levy on some pay, in pence."""

    def percent(kind: RateKind) -> Fraction:
        return _average(months, later, lambda month: _part(getattr(rate_at(budget, kind, month), "percent", None)))

    def free(month: Month | None) -> Fraction:
        rate = rate_at(budget, "insurance", month)
        return Fraction((rate.threshold or 0) if rate else 0, YEAR)

    insured = Fraction(pay)
    if line.is_above_threshold:
        part = Fraction(line.amount, 100) if line.kind == "salary" else Fraction(1)
        taken_off = _average(months, later, free) * (sum(months.values()) or YEAR)
        insured = max(Fraction(0), pay - part * taken_off)
    pension = percent(PENSIONS[line.scheme]) if line.scheme in PENSIONS else Fraction(0)
    return pay * (pension + percent("levy")) + insured * percent("insurance")


def _average(months: Mapping[Month, Fraction], later: int, value: Callable[[Month | None], Fraction]) -> Fraction:
    """Return the average over the months served, `later` months on; without months, what is the latest."""
    if not months:
        return value(None)
    whole = sum(months.values())
    return sum((part * value(month + later) for month, part in months.items()), Fraction(0)) / whole


def _of_kind(budget: Budget, kind: RateKind) -> list[Rate]:
    return [rate for rate in budget.rates if rate.kind == kind and rate.starts is not None]


def _has_begun(rate: Rate, month: Month | None) -> bool:
    return month is None or (rate.starts is not None and month_of(rate.starts) <= month)


def _part(percent: int | None) -> Fraction:
    return Fraction(percent or 0, HUNDREDTHS_OF_PERCENT)
