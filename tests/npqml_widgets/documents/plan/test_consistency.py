"""Each rule finds what does not add up, names its step, and says what to do; a sound plan has nothing to mend."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.plan.consistency import named, warnings
from npqml_widgets.documents.plan.model import Closed, Person, Plan, Step
from npqml_widgets.documents.shared.entries import with_entry
from tests.npqml_widgets.documents.plan.plans import SOUND, any_days, plans

FIRST, HOURS, ORDER, MORNING = SOUND.steps


def test_a_sound_plan_has_nothing_to_mend():
    assert warnings(SOUND) == ()
    assert warnings(Plan()) == ()


@pytest.mark.parametrize(
    ("step", "rule", "words"),
    [
        (evolve(ORDER, what=" "), "incomplete", "S3: it does not say what is done."),
        (evolve(ORDER, days=None), "incomplete", "S3 (Order the booklets): it has no working days"),
        (evolve(ORDER, owner=" , "), "no owner", "nobody does it. Name the one post"),
        (evolve(ORDER, what="put the  hours in writing"), "same name", "S2 has the same name."),
        (evolve(ORDER, after=("S9", "S1")), "unknown wait", "it waits for “S9”, which is no step of this plan."),
        (evolve(ORDER, after=("S3",)), "circle", "it waits for itself, so it can never begin."),
        (evolve(FIRST, after=("S4",)), "circle", "wait for each other in a circle: "),
        (
            evolve(ORDER, not_before=date(2026, 11, 5), deadline=date(2026, 11, 4)),
            "end before start",
            "it may not begin before 5 November 2026, but is due on 4 November 2026, which is earlier.",
        ),
        (
            evolve(ORDER, not_before=date(2026, 10, 1)),
            "outside",
            "its date “not before”, 1 October 2026, is before the project begins on 14 October 2026.",
        ),
        (evolve(ORDER, deadline=date(2026, 12, 24)), "outside", "is after the project ends on 18 December 2026."),
        (evolve(ORDER, days=60), "outside", "it ends on 19 January 2027, after the project ends on 18 December 2026."),
        (evolve(ORDER, days=1000, not_before=date(2034, 1, 2)), "outside", "more than 10 years after"),
        (
            evolve(ORDER, not_before=date(2026, 10, 28)),
            "closed day",
            "28 October 2026 is no working day, so it begins on 2 November 2026 at the earliest.",
        ),
        (
            evolve(MORNING, deadline=date(2026, 10, 30)),
            "too late",
            "it cannot be met: the deadline is 30 October 2026, the earliest end 3 November 2026, 2 working days",
        ),
        (
            evolve(ORDER, deadline=date(2026, 10, 21)),
            "too late",
            "it cannot be done in time: the deadline is 21 October 2026, the earliest end 22 October 2026, 1 work",
        ),
    ],
)
def test_each_rule_of_a_step_names_it_and_says_what_to_do(step, rule, words):
    found = [each for each in warnings(with_entry(SOUND, "steps", step)) if each.rule == rule]
    assert any(words in each.words for each in found), found


def test_a_circle_is_said_once_and_whatever_waits_for_it_has_no_dates():
    plan = with_entry(SOUND, "steps", evolve(FIRST, after=("S2",)))
    found = warnings(plan)
    assert [each.rule for each in found if each.rule == "circle"] == ["circle"]
    assert {each.step for each in found if each.rule == "held up"} == {"S3", "S4"}


@pytest.mark.parametrize(
    ("plan", "rule", "words"),
    [
        (evolve(SOUND, starts=None), "no dates", "nobody has said when it begins"),
        (evolve(SOUND, ends=date(2026, 10, 1)), "no dates", "before it begins on 14 October 2026."),
        (with_entry(SOUND, "steps", evolve(FIRST, kind="")), "nobody asked", "no step asks, hears or tells"),
        (evolve(SOUND, closed=()), "closed times", "no holiday or training day is put in"),
        (
            with_entry(SOUND, "closed", Closed("C3", None, None, "Easter")),
            "closed times",
            "C3 (Easter): it has no first",
        ),
        (
            with_entry(SOUND, "closed", Closed("C3", date(2026, 12, 2), date(2026, 12, 1))),
            "closed times",
            "C3: it ends on 1 December 2026, before it begins on 2 December 2026.",
        ),
        (
            with_entry(SOUND, "people", Person("P2", "Business manager", 50)),
            "too much",
            "Business manager has more work than days: in the week of 19 October 2026 1.5 days of work and 0.5 days",
        ),
    ],
)
def test_each_rule_of_the_whole_plan_says_what_to_do(plan, rule, words):
    found = [each.words for each in warnings(plan) if each.rule == rule]
    assert any(words in each for each in found), found


def test_what_is_late_is_said_once_anybody_keeps_what_is_done():
    later = date(2026, 11, 2)
    assert warnings(SOUND, later) == ()
    found = warnings(with_entry(SOUND, "steps", evolve(FIRST, done=100)), later)
    assert [(each.step, each.rule) for each in found] == [("S3", "overdue")]
    assert "should have ended on 22 October 2026 and is 0% done" in found[0].words


def test_a_long_name_is_shortened():
    assert named(Step("S1", "x" * 70)) == f"S1 ({'x' * 57}…)"


@settings(max_examples=50, deadline=None)
@given(plans(any_days))
def test_any_plan_can_be_looked_over(plan: Plan) -> None:
    assert all(warning.words.endswith(".") for warning in warnings(plan, date(2027, 1, 1)))
