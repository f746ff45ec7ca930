"""Each rule of the development plan finds what it is for, in words, and a sound plan has nothing to mend."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from npqml_widgets.documents.development.consistency import next_check, warnings
from npqml_widgets.documents.development.model import DevelopmentPlan, Member, Row
from tests.npqml_widgets.documents.development.developments import COACHING, SOUND, VISIT, plans


def words_of(plan: DevelopmentPlan) -> list[tuple[str, str]]:
    return [(mend.rule, mend.words) for mend in warnings(plan)]


def test_a_sound_plan_and_an_empty_one_have_nothing_to_mend():
    assert words_of(SOUND) == []
    assert words_of(DevelopmentPlan()) == []


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"person": " "}, "incomplete", "names nobody"),
        ({"need": ""}, "incomplete", "names no need"),
        ({"opportunity": ""}, "incomplete", "nothing is done"),
        ({"source": ""}, "source", "where the need shows"),
        ({"source": "Own view"}, "source", "one more witness"),
        ({"sign": ""}, "sign", "what others will see"),
        ({"sign": "Better questions"}, "sign", "no number"),
        ({"sign": "2 lessons graded outstanding"}, "sign", "a grade is no sign"),
        ({"sign": "80% in the test; better results"}, "sign", "many causes"),
        ({"support": ""}, "support", "nobody is beside them"),
        ({"support": "Herself"}, "support", "nobody beside them"),
        ({"support": "teacher of year 3"}, "support", "Name somebody else"),
        ({"hours": None}, "amounts", "no hours"),
        ({"cost": None}, "amounts", "no cost"),
        ({"where": ""}, "amounts", "inside or outside"),
        ({"starts": None}, "dates", "on which it begins"),
        ({"check": None}, "dates", "looks again"),
        ({"check": date(2027, 1, 11)}, "dates", "not after it begins"),
        ({"check": date(2027, 8, 30)}, "dates", "after the plan ends on 16 July 2027"),
        ({"check": date(2027, 3, 6)}, "days", "a Saturday"),
        ({"check": date(2027, 3, 4)}, "days", "works Mon, Tue"),
    ],
)
def test_each_rule_finds_its_fault_in_the_row(change, rule, words):
    found = words_of(evolve(SOUND, rows=(evolve(COACHING, **change), VISIT)))
    assert [said for name, said in found if name == rule and words in said], found
    assert all(said.startswith("D1") for name, said in found if name == rule)


def test_results_beside_something_that_is_seen_are_no_fault():
    row = evolve(COACHING, sign="Asks everybody in 8 of 10 lessons, and the test scores rise")
    assert words_of(evolve(SOUND, rows=(row, VISIT))) == []


@pytest.mark.parametrize(
    ("plan", "rule", "words"),
    [
        (evolve(SOUND, money=9_000), "over the money", "£0.50 more than the £90.00"),
        (evolve(SOUND, money=None), "over the money", "nobody has said what money"),
        (evolve(SOUND, team=(*SOUND.team, Member("P3", "Lead tutor"))), "somebody missing", "Lead tutor has no row"),
        (evolve(SOUND, team=SOUND.team[:1]), "somebody missing", "Teaching assistant (D2) is not in the team"),
        (
            evolve(SOUND, team=(), rows=tuple(evolve(VISIT, id=f"D{n}", person=f"Person {n}") for n in range(3))),
            "same for all", "one and the same thing for 3 people",
        ),
        (evolve(SOUND, rows=(COACHING, evolve(VISIT, where="inside"))), "all inside", "within and beyond"),
    ],
)  # fmt: skip
def test_each_rule_of_the_whole_plan_finds_its_fault(plan, rule, words):
    assert [said for name, said in words_of(plan) if name == rule and words in said]


def test_a_name_in_other_letters_is_the_same_person():
    rows = (evolve(COACHING, person="teacher of  YEAR 3"), VISIT)
    assert words_of(evolve(SOUND, rows=rows)) == []


def test_the_next_look_back_is_the_first_from_today_on():
    assert next_check(SOUND, date(2027, 2, 11)).id == "D1"
    assert next_check(SOUND, None).id == "D2"
    assert next_check(DevelopmentPlan(rows=(Row("D1"),)), None) is None


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_is_looked_through(plan):
    assert all(mend.words.strip() for mend in warnings(plan))
