"""A budget spread over time: by month, term, academic year and the school's financial year, to the penny.

A line is spread evenly over the months that it serves, whenever it is paid. Rounding is carried along, so that the
months of a line add up to its cost, and every period to the total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import frozen

from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.budget.months import Month, first_day, last_day, month_of, served
from npqml_widgets.documents.shared.money import rounded

Period = Literal["financial year", "academic year", "term", "month"]
PERIODS: tuple[Period, ...] = ("financial year", "academic year", "term", "month")
TERMS = "Terms are counted by whole months: autumn to December, spring to March, summer from April."
UNDATED = "No dates"
_SEPTEMBER, _APRIL = 9, 4
_TERM_NAMES = {_SEPTEMBER: "Autumn", 1: "Spring", _APRIL: "Summer"}


@frozen
class Spread:
    """What each line costs in each period, in pence; `undated` is the cost of lines whose dates cannot be counted."""

    periods: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    undated: tuple[int, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The cost of all lines in each period."""
        return tuple(sum(amounts[place] for _, amounts in self.lines) for place in range(len(self.periods)))


def by_month(budget: Budget, line: Line) -> dict[Month, int]:
    """Return what a line costs in each month that it serves, in pence; empty where its dates cannot be counted."""
    months, total = served(budget, line), cost(budget, line).total
    whole, so_far, found = sum(months.values()), Fraction(0), {}
    for month, part in months.items():
        before = rounded(total * so_far / whole)
        so_far += part
        found[month] = rounded(total * so_far / whole) - before
    return found


def periods_over(budget: Budget, period: Period, months: Iterable[Month]) -> dict[str, range]:
    """Return the periods in which months lie, by name and in order, each with all of its months."""
    starts_in = _START[period](budget)
    begins = sorted({starts_in(month) for month in months})
    return {_NAME[period](begin): range(begin, begin + _length(period, begin)) for begin in begins}


def spread(budget: Budget, period: Period) -> Spread:
    """Return the cost of each line in each period that any line serves, in order."""
    monthly = {line.id: by_month(budget, line) for line in budget.lines}
    periods = periods_over(budget, period, (month for found in monthly.values() for month in found))
    rows = tuple(
        (line, tuple(sum(amount for month, amount in found.items() if month in months) for months in periods.values()))
        for line, found in monthly.items()
    )
    undated = tuple(0 if monthly[line.id] else cost(budget, line).total for line in budget.lines)
    return Spread(tuple(periods), rows, undated)


def total(budget: Budget) -> int:
    """Return what all lines cost, in pence."""
    return sum(cost(budget, line).total for line in budget.lines)


def up_to(budget: Budget, line: Line, day: date | None) -> int:
    """Return what is planned to be spent on a line up to the end of the month of a day, in pence.

    All of it is counted in the month in which it is paid, if that is known, else month by month as it serves. Without
    a day, or without dates, it is the whole line.
    """
    whole, months = cost(budget, line).total, by_month(budget, line)
    if day is None:
        return whole
    if line.paid_on is not None:
        return whole if month_of(line.paid_on) <= month_of(day) else 0
    return sum(amount for month, amount in months.items() if month <= month_of(day)) if months else whole


def _year_from(number: int) -> Callable[[Month], Month]:
    return lambda month: month - (month - (number - 1)) % 12


def _term_of(month: Month) -> Month:
    number = month % 12 + 1
    begins = _SEPTEMBER if number >= _SEPTEMBER else 1 if number < _APRIL else _APRIL
    return month - number + begins


def _length(period: Period, begin: Month) -> int:
    if period == "term":
        return {_SEPTEMBER: 4, 1: 3, _APRIL: 5}[begin % 12 + 1]
    return 1 if period == "month" else 12


_START: dict[Period, Callable[[Budget], Callable[[Month], Month]]] = {
    "financial year": lambda budget: _year_from(_APRIL if budget.year_ends == "31 March" else _SEPTEMBER),
    "academic year": lambda _: _year_from(_SEPTEMBER),
    "term": lambda _: _term_of,
    "month": lambda _: lambda month: month,
}


def _of_year(begin: Month) -> str:
    return f"Year to {last_day(begin + 11).day} {last_day(begin + 11):%B %Y}"


def _of_academic_year(begin: Month) -> str:
    year = begin // 12
    return f"{year}/{(year + 1) % 100:02}"


def _of_term(begin: Month) -> str:
    return f"{_TERM_NAMES[begin % 12 + 1]} {begin // 12}"


_NAME: dict[Period, Callable[[Month], str]] = {
    "financial year": _of_year,
    "academic year": _of_academic_year,
    "term": _of_term,
    "month": lambda begin: f"{first_day(begin):%b %Y}",
}
