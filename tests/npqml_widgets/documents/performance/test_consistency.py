"""What does not add up, rule by rule: each says what is wrong and what to do; of a sound document nothing is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from npqml_widgets.documents.performance.consistency import faults
from npqml_widgets.documents.performance.model import Point, PupilPerformance, Typed, ValueUse
from npqml_widgets.documents.performance.results import MERGED
from npqml_widgets.documents.rawdata.model import CodeUse
from tests.npqml_widgets.documents.performance.tables import document_of, pupils

FOUND = pupils()
BASE = PupilPerformance(
    purpose="Catch-up", chosen="They drew no place", missing="Three were away", conclusion="3.5 marks more; keep it",
    begins=date(2026, 10, 6), ends=date(2027, 7, 20), scale="same", allocation="lot", claim="more",
    points=(Point(date(2026, 10, 14), "Check"), Point(date(2027, 2, 9), "Check"), Point(date(2027, 6, 9), "Check")),
)  # fmt: skip
SOUND = document_of(FOUND, BASE)
UNCLEAR = document_of(pupils(effect=0), BASE)
START, MIDDLE, END = SOUND.points


def test_a_sound_document_has_nothing_to_mend() -> None:
    assert SOUND.results is not None
    assert SOUND.results.interval is not None
    assert SOUND.results.interval[0] > 0
    assert faults(SOUND) == ()


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "a point without a date": ({"points": (START, Point(None, "Check"), END)}, "date of the middle is missing"),
    "dates out of order": ({"points": (MIDDLE, START, END)}, "does not lie after the start"),
    "the same day twice": ({"points": (START, START, END)}, "does not lie after the start"),
    "a date before the project": ({"begins": date(2026, 11, 1)}, "lies before the project begins"),
    "a date after the project": ({"ends": date(2027, 5, 1)}, "lies after the project has ended"),
    "no days of the project": ({"ends": None}, "first and the last day of the project are missing"),
    "a project that ends before it begins": ({"ends": date(2026, 10, 1)}, "does not lie after the first"),
    "a test without a name": ({"points": (Point(START.day), MIDDLE, END)}, "What was used at the start"),
    "tests not said": ({"scale": ""}, "whether the same test was used"),
    "tests of another scale": ({"scale": "different"}, "cannot be taken from each other"),
    "no way of choosing": ({"allocation": ""}, "how it was settled"),
    "no claim": ({"claim": ""}, "Say what you claim"),
    "less claimed": ({"claim": "less"}, "do not agree"),
    "nothing claimed of an interval without 0": ({"claim": "unclear"}, "does not hold 0"),
    "an empty text": ({"chosen": " "}, "is still empty"),
    "a UPN in a text": ({"missing": "A999204512345"}, "UPN stands in"),
    "a conclusion without a number": ({"conclusion": "It went well"}, "no number"),
    "a cause without a lot": ({"allocation": "choice", "conclusion": "3 more thanks to us"}, "did not go by lot"),
    "a value not decided": ({"values": (ValueUse("x"),)}, "“x” is not decided"),
    "a code not decided": ({"codes": (CodeUse("end", "Z"),)}, "“Z” in “Mark at the end” is not decided"),
    "no figures": ({"results": None}, "no figures yet"),
}


@pytest.mark.parametrize(("changes", "said"), CHANGES.values(), ids=CHANGES)
def test_each_rule_says_its_fault(changes: dict[str, Any], said: str) -> None:
    found = faults(evolve(SOUND, **changes))
    assert any(said in words for words in found), found


def test_a_cause_after_a_lot_is_no_fault() -> None:
    assert faults(evolve(SOUND, conclusion="3.5 more thanks to catch-up")) == ()


def test_a_claim_whose_interval_holds_0_is_a_fault_and_unclear_is_none() -> None:
    assert UNCLEAR.results is not None
    low, high = UNCLEAR.results.interval or (1, 1)
    assert low < 0 < high
    assert any("its interval holds 0" in words for words in faults(UNCLEAR))
    assert faults(evolve(UNCLEAR, claim="unclear")) == ()


def test_groups_of_another_size_at_each_point_are_a_fault_until_somebody_says_who() -> None:
    document = document_of(FOUND, evolve(BASE, counted="ends", missing=""))
    assert any("These are not the same pupils" in words for words in faults(document))
    assert faults(evolve(document, missing="One was away in February")) == ()


def test_more_than_a_fifth_missing_is_a_fault() -> None:
    away = iter(range(100))
    found = [evolve(pupil, end="A" if pupil.route == "lot: place" and next(away) < 6 else pupil.end) for pupil in FOUND]
    assert any("more than a fifth" in words for words in faults(document_of(found, BASE)))


def test_no_comparison_and_one_of_too_few_are_told_apart() -> None:
    none = [pupil for pupil in FOUND if pupil.route != "lot: waiting"]
    assert any("There is no comparison" in words for words in faults(document_of(none, BASE)))
    few = document_of(pupils(waiting=5, decided=0), evolve(BASE, values=(ValueUse(MERGED, "comparison"),)))
    assert any("Fewer than 6 comparison pupils" in words for words in faults(few))
    assert not any("There is no comparison" in words for words in faults(few))
    others = [pupil for pupil in FOUND if pupil.route != "lot: place"]
    assert any("no figures of project pupils" in words for words in faults(document_of(others, BASE)))


TYPED: dict[str, tuple[Typed, str]] = {
    "of nobody knows how many": (Typed("project", "start", None, 10.0), "of how many pupils"),
    "of too few": (Typed("project", "start", 5, 10.0), "5 pupils are fewer than 6"),
    "no average": (Typed("project", "start", 24), "average of these 24 pupils is missing"),
}


@pytest.mark.parametrize(("cell", "said"), TYPED.values(), ids=TYPED)
def test_a_typed_average_that_cannot_be_shown_is_said(cell: Typed, said: str) -> None:
    found = faults(evolve(BASE, source="hand", typed=(cell,)))
    assert any(said in words for words in found), found


def test_a_claim_from_averages_alone_is_a_fault() -> None:
    cells = [(group, point) for group in ("project", "comparison") for point in ("start", "middle", "end")]
    typed = tuple(Typed(group, point, 24, 10.0 + place) for place, (group, point) in enumerate(cells))
    document = evolve(BASE, source="hand", typed=typed)
    assert any("no interval can be had" in words for words in faults(document))
    assert faults(evolve(document, claim="unclear")) == ()
    alone = evolve(document, typed=typed[:3])
    assert any("no gain to compare with" in words for words in faults(alone))
