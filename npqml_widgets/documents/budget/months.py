"""The months that a line serves, each with the part that it does. A month is counted as year x 12 + number - 1."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

from npqml_widgets.documents.budget.model import Budget, Line

Month = int
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
LONGEST = 120  # months: a line that serves longer has a slip in its dates


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: Month) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: Month) -> date:
    """Return the last day of a month."""
    return date(month // 12, month % 12 + 1, days_in(month))


def days_in(month: Month) -> int:
    """Return how many days a month has."""
    return monthrange(month // 12, month % 12 + 1)[1]


def served(budget: Budget, line: Line) -> dict[Month, Fraction]:
    """Return the part of each month that a line serves, whole months as 1; empty where its dates cannot be counted.

    Without days of its own a line serves from the project's first day to its last.
    """
    start, end = line.serves_from or budget.starts, line.serves_to or budget.ends
    if start is None or end is None or not FIRST_DAY <= start <= end <= LAST_DAY:
        return {}
    if month_of(end) - month_of(start) >= LONGEST:
        return {}
    return {
        month: Fraction((min(end, last_day(month)) - max(start, first_day(month))).days + 1, days_in(month))
        for month in range(month_of(start), month_of(end) + 1)
    }


def all_months(budget: Budget) -> range:
    """Return the months from the first that any line serves to the last; empty where no line has dates."""
    months = [month for line in budget.lines for month in served(budget, line)]
    return range(min(months), max(months) + 1) if months else range(0)
