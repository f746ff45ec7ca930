"""Each rule of the change plan finds what it is for, in words, and a sound plan has nothing to mend."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from npqml_widgets.documents.change.consistency import warnings
from npqml_widgets.documents.change.model import ChangePlan, Minutes
from tests.npqml_widgets.documents.change.changeplans import SOUND, changeplans

QUIZ, LOOKS = SOUND.ingredients


def words_of(plan: ChangePlan) -> list[tuple[str, str]]:
    return [(mend.rule, mend.words) for mend in warnings(plan)]


def test_a_sound_plan_and_an_empty_one_have_nothing_to_mend():
    assert words_of(SOUND) == []
    assert words_of(ChangePlan()) == []


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"what": ""}, "incomplete", "names no ingredient"),
        ({"hold": ""}, "incomplete", "neither tight nor loose"),
        ({"sign": ""}, "sign", "no sign"),
        ({"sign": "Better results in February"}, "sign", "too late for a sign"),
        ({"by": None}, "by", "no day"),
        ({"by": date(2026, 10, 17)}, "by", "a Saturday"),
        ({"by": date(2026, 10, 23)}, "by", "after all signs are looked at on 22 October 2026"),
        ({"owner": ""}, "owner", "nobody looks after it"),
        ({"owner": "Tom and Ines"}, "owner", "Name one"),
        ({"owner": "Everybody"}, "owner", "Name one"),
    ],
)
def test_each_rule_finds_its_fault_in_the_ingredient(change, rule, words):
    found = words_of(evolve(SOUND, ingredients=(evolve(QUIZ, **change), LOOKS)))
    assert [said for name, said in found if name == rule and words in said and said.startswith("I1")], found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": ""}, "in nobody's week"), ({"minutes": None}, "no minutes"), ({"turn": ""}, "counted as added"),
        ({"every": ""}, "counted every week"),
    ],
)  # fmt: skip
def test_a_line_of_minutes_that_is_not_whole_is_said(change, words):
    found = words_of(evolve(SOUND, minutes=(evolve(SOUND.minutes[2], **change), *SOUND.minutes[:2])))
    assert [said for name, said in found if name == "line" and words in said and said.startswith("Minutes, M3")], found


@pytest.mark.parametrize(
    ("plan", "rule", "words"),
    [
        (evolve(SOUND, mechanism=" "), "mechanism", "how it is meant to work"),
        (
            evolve(SOUND, ingredients=tuple(evolve(QUIZ, id=f"I{n}") for n in range(3))), "tight and loose",
            "everything is tight",
        ),
        (evolve(SOUND, ingredients=(LOOKS,)), "tight and loose", "nothing is tight"),
        (evolve(SOUND, minutes=()), "room", "nobody's minutes"),
        (
            evolve(SOUND, minutes=(*SOUND.minutes, Minutes("M4", "Gareth", "Quiz", "adds", 15, "week"))), "room",
            "Gareth's week grows by 10 minutes",
        ),
    ],
)  # fmt: skip
def test_each_rule_of_the_whole_plan_finds_its_fault(plan, rule, words):
    assert [said for name, said in words_of(plan) if name == rule and words in said], words_of(plan)


def test_minutes_of_a_fortnight_and_a_half_term_are_of_a_week():
    assert [entry.a_week for entry in SOUND.minutes] == [3_000, -3_000, -500]
    assert (SOUND.added, SOUND.stopped, SOUND.net_of("CAROL"), SOUND.people) == (3_000, 3_500, 0, ("Carol", "Gareth"))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(changeplans())
def test_any_plan_is_looked_through(plan):
    assert all(mend.words.strip() for mend in warnings(plan))
