"""How a plan stands is said in sentences: when it ends, what sets the milestones, how much is done."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.words import chain_words, share_done, summary
from tests.npqml_widgets.documents.plan.plans import SOUND, step


def test_the_summary_says_the_end_the_chain_and_the_milestone():
    assert summary(SOUND) == (
        "4 steps, 10 working days from 14 October 2026; the last ends on 3 November 2026, 32 working days before the "
        "project does.",
        "No day to spare: S1, S2, S4.",
        "First morning: 3 November 2026, set by S1 → S2 → S4; no day to spare.",
    )
    assert summary(Plan()) == ("There is no step yet.",)
    assert summary(Plan(steps=(step("A", 1),))) == ("1 step, 1 working day.", "No day to spare: A.")


def test_a_date_that_is_fixed_or_waits_for_nothing_says_so():
    fixed = step("A", 1, not_before=date(2026, 11, 5))
    plan = Plan(starts=date(2026, 10, 14), steps=(fixed, step("B", 1), step("C", 1, deadline=date(2026, 10, 13))))
    assert chain_words(plan, fixed) == "Step A: 5 November 2026, set by its own date; no day to spare."
    assert "it waits for nothing; 16 working days to spare." in chain_words(plan, plan.steps[1])
    assert "1 working day too late." in chain_words(plan, plan.steps[2])
    assert chain_words(Plan(steps=(fixed,)), fixed) == ""


def test_what_is_done_is_counted_by_days():
    steps = (evolve(SOUND.steps[0], done=100), evolve(SOUND.steps[1], done=50), *SOUND.steps[2:])
    assert share_done(evolve(SOUND, steps=steps)) == 53  # 4 + 3 of 13 days
    assert summary(evolve(SOUND, steps=steps))[-1] == "53% of all working days are done."
