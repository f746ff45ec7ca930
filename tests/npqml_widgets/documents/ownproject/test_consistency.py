"""Each rule of the choice of a project finds what does not fit, in words; a sound and an empty choice have nothing."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from npqml_widgets.documents.ownproject.consistency import warnings
from npqml_widgets.documents.ownproject.model import FixedThing, OwnProject
from tests.npqml_widgets.documents.ownproject.ownprojects import SOUND, ownprojects

CHECK, VISITS = SOUND.measures


def words_of(project: OwnProject) -> list[tuple[str, str]]:
    return [(mend.rule, mend.words) for mend in warnings(project)]


def test_a_sound_choice_and_an_empty_one_have_nothing_to_mend():
    assert words_of(SOUND) == []
    assert words_of(OwnProject()) == []


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"role": ""}, "team", "Your role: not chosen"),
        ({"team": None}, "team", "how many people do you lead"),
        ({"team": 0}, "team", "you lead nobody"),
        ({"capability": " "}, "team", "Part B: nothing says"),
        ({"title": ""}, "pupils", "Part A: nothing says"),
        ({"pupils": ""}, "pupils", "no group is named"),
        ({"number": None}, "pupils", "how many are they"),
        ({"number": 0}, "pupils", "there are none"),
        ({"number": 5}, "pupils", "5 are fewer than the 6"),
        ({"number": 18, "smallest": 20}, "pupils", "18 are fewer than the 20"),
        ({"terms": None}, "time", "over how many terms"),
        ({"terms": 1}, "time", "1 term is too short"),
        ({"begins": None}, "time", "no first day"),
        ({"ends": None}, "time", "no last day"),
        ({"ends": SOUND.begins}, "time", "Mend one"),
        ({"ends": date(2027, 3, 26)}, "time", "are 10 weeks"),
        ({"measures": ()}, "measures", "none is of pupils"),
        ({"measures": (CHECK,)}, "measures", "none is of the team"),
        ({"sponsor": ""}, "sponsor", "nobody yet"),
        ({"fixed": ()}, "nothing fixed", "nothing is named"),
        ({"fixed": (FixedThing("F1"), FixedThing("F2", "Rooms"))}, "no words", "F1: it names nothing"),
    ],
)
def test_each_rule_of_the_whole_finds_its_fault_and_no_other_rule_does(change, rule, words):
    found = words_of(evolve(SOUND, **change))
    assert [said for name, said in found if name == rule and words in said], found
    because_of_the_day = {"again"} if "ends" in change else set()  # measures that come after an earlier end
    assert {name for name, _ in found} - because_of_the_day == {rule}


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"what": ""}, "whose", "names no measure"),
        ({"about": ""}, "whose", "of pupils or of the team"),
        ({"way": "public"}, "public", "cannot be taken again"),
        ({"before": None}, "first", "not taken before the project begins"),
        ({"before": date(2027, 1, 12)}, "first", "after the project has begun on 11 January 2027"),
        ({"after": None}, "again", "not taken again"),
        ({"after": CHECK.before}, "again", "no later than the first time"),
        ({"after": date(2027, 7, 19)}, "again", "after the project has ended on 16 July 2027"),
        ({"after": date(2027, 1, 8)}, "again", "before anything has been done"),
    ],
)
def test_each_rule_of_a_measure_finds_its_fault(change, rule, words):
    found = words_of(evolve(SOUND, measures=(evolve(CHECK, **change), VISITS)))
    assert [said for name, said in found if name == rule and words in said and said.startswith("M1")], found


def test_one_term_and_a_day_on_which_it_begins_are_no_fault_of_the_weeks():
    short = evolve(SOUND, terms=1, ends=date(2027, 3, 26), measures=(evolve(CHECK, after=date(2027, 3, 25)),))
    assert not any("weeks" in said for _, said in words_of(short))
    assert words_of(evolve(SOUND, number=6)) == []


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(ownprojects())
def test_any_choice_is_looked_through(project):
    assert all(mend.words.strip() for mend in warnings(project))
