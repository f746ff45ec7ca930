"""What slips is shown for the step and days that are asked for, and follows the plan."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.forms.plan.whatif import TryASlip
from tests.npqml_widgets.documents.plan.plans import SOUND, step


def test_a_slip_is_shown_follows_the_plan_and_refuses_what_is_no_number():
    trial = TryASlip()
    trial.fill(SOUND, "")
    assert trial.shown.value == ""
    trial.edit("slip", "step", "S3")
    assert "If S3 takes 1 working day longer, nothing else moves" in trial.shown.value
    assert trial.edit("slip", "days", "some").startswith("found “some”, expected a number of working days")
    trial.edit("slip", "days", "4")
    assert "the plan ends 1 working day later" in trial.shown.value
    trial.fill(evolve(SOUND, steps=SOUND.steps[:2]), "")
    assert trial.shown.value == ""


def test_a_step_in_a_circle_and_an_empty_plan_say_so():
    trial = TryASlip()
    trial.fill(Plan(), "")
    assert "No step has dates yet" in trial.shown.value
    trial.fill(Plan(steps=(step("A", 1, "A"),)), "")
    trial.edit("slip", "step", "A")
    assert "look under To mend" in trial.shown.value
