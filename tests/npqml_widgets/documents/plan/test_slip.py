"""A slip says what moves, from when to when, and which deadlines go; the plan stays as it was."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.slip import slip
from tests.npqml_widgets.documents.plan.plans import SOUND, TABLE, step


def test_a_slip_within_its_days_to_spare_moves_no_more_than_it_must():
    plan = Plan(steps=TABLE)
    found = slip(plan, plan.steps[2], 4)
    assert (found.whole, [moved.step.id for moved in found.moved]) == (0, ["C"])
    assert found.words == "If C takes 4 working days longer, nothing else moves, and the plan ends as before."


def test_a_slip_that_is_longer_moves_the_end_and_says_which_deadline_goes():
    found = slip(SOUND, SOUND.steps[1], 4)
    assert [(moved.step.id, moved.days) for moved in found.moved] == [("S2", 4), ("S4", 4)]
    assert (found.moved[1].before, found.moved[1].after) == (date(2026, 11, 3), date(2026, 11, 9))
    assert found.words == (
        "If S2 takes 4 working days longer, 1 other step moves, and the plan ends 4 working days later, on 9 November "
        "2026. Deadlines missed that were kept before: S4."
    )


def test_a_slip_of_two_chains_is_not_added_up():
    plan = Plan(steps=TABLE)
    both = evolve(plan, steps=tuple(evolve(each, days=each.length + 3) if each.id == "I" else each for each in TABLE))
    assert slip(both, both.steps[5], 2).whole == 2


def test_a_moment_slips_by_days_too_and_a_step_without_a_place_says_so():
    plan = Plan(steps=(step("A", 2), step("M", 0, "A"), step("B", 1, "M"), step("X", 1, "X")))
    assert slip(plan, plan.steps[1], 2).whole == 2
    assert not slip(plan, plan.steps[3], 1).is_placed
