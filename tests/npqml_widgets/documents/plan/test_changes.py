"""Every change gives a new plan and leaves the old one as it was."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.plan.changes import entry_of, next_id, step_of, with_entry, without_entry
from npqml_widgets.documents.plan.model import Person, Step
from tests.npqml_widgets.documents.plan.plans import SOUND


def test_an_entry_is_put_in_place_of_its_own_or_at_the_end():
    changed = with_entry(SOUND, "steps", evolve(SOUND.steps[1], what="Write"))
    assert [step.what for step in changed.steps][1] == "Write"
    assert SOUND.steps[1].what == "Put the hours in writing"
    assert with_entry(SOUND, "people", Person("P9")).people[-1].id == "P9"


def test_an_entry_is_taken_out_and_found():
    assert step_of(without_entry(SOUND, "steps", "S1"), "S1") is None
    assert entry_of(SOUND, "closed", "C2") == SOUND.closed[1]
    assert step_of(SOUND, "S2") == SOUND.steps[1]


def test_a_new_id_is_above_all_others():
    assert next_id((Step("S2"), Step("S10"), Step("x")), "S") == "S11"
    assert next_id((), "C") == "C1"
