"""A budget is put into months, terms and years so that nothing is lost or counted twice, to the penny."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.budget.months import month_of
from npqml_widgets.documents.budget.periods import PERIODS, Period, by_month, spread, total, up_to
from tests.npqml_widgets.documents.budget.budgets import LICENCE, SOUND, budgets

TWELVE_MONTHS = Line(
    "L1", "Licence", kind="licence", quantity=100, price=120_000, paid_on=date(2027, 4, 1),
    serves_from=date(2027, 4, 1), serves_to=date(2028, 3, 31),
)  # fmt: skip


def test_a_licence_from_1_april_is_five_twelfths_this_year_and_seven_next_in_an_academy() -> None:
    found = spread(Budget(year_ends="31 August", lines=(TWELVE_MONTHS,)), "financial year")
    assert (found.periods, found.totals) == (("Year to 31 August 2027", "Year to 31 August 2028"), (50_000, 70_000))


def test_in_a_maintained_school_the_same_licence_is_all_in_one_year() -> None:
    found = spread(Budget(year_ends="31 March", lines=(TWELVE_MONTHS,)), "financial year")
    assert (found.periods, found.totals) == (("Year to 31 March 2028",), (120_000,))


def test_terms_are_whole_months_and_academic_years_begin_in_september() -> None:
    budget = Budget(lines=(TWELVE_MONTHS,))
    found = spread(budget, "term")
    assert dict(zip(found.periods, found.totals, strict=True)) == {
        "Summer 2027": 50_000, "Autumn 2027": 40_000, "Spring 2028": 30_000,
    }  # fmt: skip
    assert spread(budget, "academic year").periods == ("2026/27", "2027/28")
    assert spread(budget, "month").periods[0] == "Apr 2027"


def test_a_month_that_is_served_in_part_counts_by_its_days() -> None:
    line = evolve(TWELVE_MONTHS, price=3_100, serves_from=date(2027, 1, 17), serves_to=date(2027, 2, 14))
    assert list(by_month(Budget(), line).values()) == [1_525, 1_575]  # 15 of 31 days, 14 of 28


@given(budgets(), st.sampled_from(PERIODS))
def test_any_plan_adds_up_by_line_and_by_period(budget: Budget, period: Period) -> None:
    found = spread(budget, period)
    assert sum(found.totals) + sum(found.undated) == total(budget)
    for line, (key, amounts), undated in zip(budget.lines, found.lines, found.undated, strict=True):
        assert (key, sum(amounts) + undated) == (line.id, cost(budget, line).total)
    assert len(set(found.periods)) == len(found.periods)


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, date(2027, 1, 1)), (date(2027, 2, 1), date(2027, 1, 1)), (date(1927, 1, 1), date(2027, 1, 1)),
     (date(2027, 1, 1), date(2207, 1, 1))],
)  # fmt: skip
def test_what_cannot_be_put_into_a_year_is_kept_in_sight(start: date | None, end: date | None) -> None:
    budget = Budget(lines=(evolve(TWELVE_MONTHS, serves_from=start, serves_to=end),))
    found = spread(budget, "financial year")
    assert (found.periods, found.undated, total(budget)) == ((), (120_000,), 120_000)


def test_what_is_planned_so_far_goes_by_the_bill_where_there_is_one_else_by_the_months() -> None:
    assert up_to(SOUND, LICENCE, date(2026, 12, 31)) == 0
    assert up_to(SOUND, LICENCE, date(2027, 1, 31)) == 69_012
    served = evolve(LICENCE, paid_on=None)
    assert up_to(SOUND, served, date(2027, 2, 3)) == sum(list(by_month(SOUND, served).values())[:2])
    assert up_to(SOUND, served, None) == 69_012
    assert month_of(date(2027, 2, 3)) - month_of(date(2027, 1, 1)) == 1
