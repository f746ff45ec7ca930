"""The months that a line serves, whole ones as one and others by their days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given

from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.budget.months import all_months, days_in, first_day, last_day, month_of, served
from tests.npqml_widgets.documents.budget.budgets import days


@given(days, days)
def test_every_day_from_the_first_to_the_last_is_counted_once(start: date, end: date) -> None:
    found = served(Budget(), Line("L1", serves_from=start, serves_to=end))
    counted = sum(part * days_in(month) for month, part in found.items())
    assert counted == max(0, (end - start).days + 1)
    assert all(0 < part <= 1 for part in found.values())


def test_a_line_without_days_of_its_own_serves_as_long_as_the_project() -> None:
    budget = Budget(starts=date(2026, 11, 16), ends=date(2026, 12, 31), lines=(Line("L1"),))
    november, december = month_of(date(2026, 11, 1)), month_of(date(2026, 12, 1))
    assert served(budget, budget.lines[0]) == {november: Fraction(1, 2), december: 1}
    assert list(all_months(budget)) == [november, december]
    assert (first_day(november), last_day(november)) == (date(2026, 11, 1), date(2026, 11, 30))
