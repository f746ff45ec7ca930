"""A line costs what the office would work out: pay, and on top of it what the employer pays at that time."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given

from npqml_widgets.documents.budget.costs import Cost, cost, next_year, rate_at
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.months import month_of
from tests.npqml_widgets.documents.budget.budgets import LICENCE, SOUND, TUTORS, YEAR_RATES, budgets

YEAR = {"serves_from": date(2026, 9, 1), "serves_to": date(2027, 8, 31)}


def of(line: Line, *rates: Rate) -> Cost:
    return cost(Budget(rates=rates or YEAR_RATES), line)


def test_an_allowance_of_3650_on_a_full_salary_has_on_costs_of_1612_57() -> None:
    tlr = Line("L1", kind="allowance", scheme="teachers", quantity=100, price=365_000, **YEAR)
    assert of(tlr) == Cost(365_000, 161_257)


def test_a_salary_of_20000_with_29_4_per_cent_and_no_levy_has_on_costs_of_8130() -> None:
    rates = (Rate("R1", "support pension", date(2025, 4, 1), 2940), YEAR_RATES[1])
    salary = Line("L1", kind="salary", scheme="support", quantity=100, price=2_000_000, **YEAR)
    assert of(salary, *rates) == Cost(2_000_000, 813_000)


@pytest.mark.parametrize(
    ("annual", "on_costs"), [(3_406_900, 1_430_168), (4_694_000, 1_998_809), (5_283_500, 2_259_250)]
)
def test_the_points_of_the_scale_have_the_on_costs_of_the_published_rates(annual: int, on_costs: int) -> None:
    found = of(Line("L1", kind="salary", scheme="teachers", quantity=100, price=annual, **YEAR))
    assert found == Cost(annual, on_costs)


def test_a_fifth_of_a_post_for_half_a_year_is_a_tenth_of_its_year() -> None:
    whole = of(Line("L1", kind="salary", scheme="teachers", quantity=100, price=4_000_000, **YEAR))
    part = Line("L1", kind="salary", scheme="teachers", quantity=20, price=4_000_000,
                serves_from=date(2026, 9, 1), serves_to=date(2027, 2, 28))  # fmt: skip
    assert of(part) == Cost(whole.pay // 10, whole.on_costs // 10)


@pytest.mark.parametrize(("insurance", "on_costs"), [("", 15_000), ("top", 15_000), ("whole", 0)])
def test_extra_hours_have_used_up_the_threshold_unless_they_are_all_that_somebody_earns(insurance, on_costs) -> None:
    hours = Line("L1", kind="hours", scheme="none", insurance=insurance, quantity=10_000, price=1_000, **YEAR)
    assert of(hours, YEAR_RATES[1]) == Cost(100_000, on_costs)


def test_what_is_no_pay_has_nothing_on_top() -> None:
    assert of(LICENCE) == Cost(69_012, 0)
    assert of(evolve(TUTORS, kind="cover")).on_costs == 0


def test_a_rate_holds_from_its_month_until_the_next_of_its_kind_begins() -> None:
    budget = Budget(rates=(Rate("R1", "levy", date(2026, 4, 6), 50), Rate("R2", "levy", date(2027, 4, 6), 100)))
    found = [rate_at(budget, "levy", month_of(day)) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2028, 1, 1))]
    assert [rate and rate.percent for rate in found] == [None, 50, 100]
    line = Line("L1", kind="allowance", scheme="none", quantity=100, price=1_200_000,
                serves_from=date(2027, 1, 1), serves_to=date(2027, 12, 31))  # fmt: skip
    assert cost(budget, line).on_costs == 3 * 500 + 9 * 1_000  # £1,000 a month: a half per cent, then one


def test_an_award_inside_the_time_lifts_only_the_months_from_which_it_holds() -> None:
    line = Line("L1", kind="hours", scheme="support", quantity=100, price=100_000,
                serves_from=date(2027, 1, 1), serves_to=date(2027, 6, 30))  # fmt: skip
    award = Rate("R1", "support award", date(2027, 4, 1), 300)
    assert of(line, award) == Cost(101_500, 0)  # three months of six are 3 % dearer
    assert of(evolve(line, serves_from=date(2027, 4, 1)), award) == Cost(100_000, 0)  # April's price


def test_next_year_running_lines_cost_what_they_cost_by_then_and_others_nothing() -> None:
    before, after = cost(SOUND, TUTORS), next_year(SOUND, TUTORS)
    assert after.pay > before.pay
    assert next_year(SOUND, LICENCE) == cost(SOUND, LICENCE)
    assert next_year(SOUND, evolve(LICENCE, recurs="once")) == Cost(0, 0)


@given(budgets())
def test_any_line_has_a_cost_in_whole_pence(budget: Budget) -> None:
    for line in budget.lines:
        found = cost(budget, line)
        assert found.total == found.pay + found.on_costs
        assert isinstance(found.total, int)
