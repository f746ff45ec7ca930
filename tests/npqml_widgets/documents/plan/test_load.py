"""Each person's work is spread over the days of a step, week by week, against the days that they have."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.plan.load import loads, monday_of
from npqml_widgets.documents.plan.model import Person, Plan
from tests.npqml_widgets.documents.plan.plans import HALF_TERM, SOUND, any_days, plans, step

STARTS = date(2026, 10, 19)


def test_work_is_spread_over_the_days_and_a_short_week_gives_fewer():
    plan = Plan(
        starts=STARTS, closed=(HALF_TERM,), people=(Person("P1", "head of maths", 100),),
        steps=(step("A", 7, work=140),),
    )  # fmt: skip
    found = loads(plan)
    assert [(load.person, load.monday, load.work, load.has) for load in found] == [
        ("head of maths", date(2026, 10, 19), Fraction(1), Fraction(1)),
        ("head of maths", date(2026, 11, 2), Fraction(2, 5), Fraction(1)),
    ]
    assert not any(load.is_too_much for load in found)


def test_two_whole_steps_on_one_desk_are_too_much_for_one_person_of_several():
    first, second = step("A", 2), evolve(step("B", 3), owner="Office, Head of Maths")
    found = loads(Plan(starts=STARTS, steps=(first, second)))
    assert [(load.person, load.work, load.has, load.steps) for load in found] == [
        ("Head of Maths", 5, 5, ("A", "B")), ("Office", 3, 5, ("B",)),
    ]  # fmt: skip
    assert loads(Plan(starts=STARTS, people=(Person("P1", "Office", 200),), steps=(second,)))[1].is_too_much is False
    assert loads(Plan(starts=STARTS, people=(Person("P1", "Office", 200),), steps=(second,)))[0].is_too_much


def test_without_a_first_day_nobody_has_a_week():
    assert loads(evolve(SOUND, starts=None)) == ()


@settings(max_examples=50, deadline=None)
@given(plans(any_days))
def test_any_plan_has_loads(plan: Plan) -> None:
    assert all(load.work >= 0 and load.has >= 0 for load in loads(plan))


def test_the_first_days_of_all_have_a_monday():
    assert monday_of(date(1, 1, 1)) == date(1, 1, 1)
    assert monday_of(date(2026, 11, 1)) == date(2026, 10, 26)
