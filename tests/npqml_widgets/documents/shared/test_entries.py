"""Every change gives a new document and leaves the old one as it was."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.plan.model import Person, Step
from npqml_widgets.documents.shared.entries import entry_of, next_id, with_entry, without_entry
from tests.npqml_widgets.documents.plan.plans import SOUND


def test_an_entry_is_put_in_place_of_its_own_or_at_the_end():
    changed = with_entry(SOUND, "steps", evolve(SOUND.steps[1], what="Write"))
    assert [step.what for step in changed.steps][1] == "Write"
    assert SOUND.steps[1].what == "Put the hours in writing"
    assert with_entry(SOUND, "people", Person("P9")).people[-1].id == "P9"


def test_an_entry_is_taken_out_and_found():
    assert entry_of(without_entry(SOUND, "steps", "S1"), "steps", "S1") is None
    assert entry_of(SOUND, "closed", "C2") == SOUND.closed[1]


def test_a_new_id_is_above_all_others():
    assert next_id((Step("S2"), Step("S10"), Step("x"), Step("s99"), Step("S" + "9" * 5_000)), "S") == "S11"
    assert next_id((), "C") == "C1"
