"""Module 2a's own data: what is planted in scheme, quiz, spread and practices can be found again, on any seed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.madeup.draws import MOST_DRAWS
from npqml.madeup.pupils.questions import WEAK

COURSE = Path(__file__).parents[2] / "course"
PHASES = ("primary", "secondary", "special")
SEEDS = (601, 602)
ROOM = 10
"""This many times the draws that a seed took would still be few enough."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[(phase, seed) for phase in PHASES for seed in SEEDS], ids=str)
def made(request):
    """The kit of a school, and the tables that its seed drew."""
    phase, seed = request.param
    kit = Kit(load_cohort(COURSE, f"demo-{phase}").with_seed(seed))
    drawn = own_tables(find_module(COURSE, "2a"), kit)
    assert drawn.draws * ROOM < MOST_DRAWS
    return kit, drawn.made


def needs_of(units: pd.DataFrame) -> pd.DataFrame:
    """A row for each need of each unit, with the places of both."""
    rows = units.assign(Need=units["Needs"].str.split("; ")).explode("Need")
    rows = rows[rows["Need"] != ""]
    return rows.assign(Later=rows["Need"].map(units.set_index("Unit")["Place now"]))


def test_some_needs_come_too_late_and_one_of_the_first_weak_unit(made):
    kit, tables = made
    needs = needs_of(tables["units.csv"])
    late = needs[needs["Later"] > needs["Place now"]]
    assert 3 <= len(late) <= 5
    assert late["Unit"].nunique() < len(late)  # a unit has two: whoever counts units comes to another number
    assert WEAK[kit.phase][0] in set(late["Unit"])


def test_every_need_is_a_unit_and_the_units_can_be_put_in_order(made):
    _, tables = made
    units = tables["units.csv"]
    needs = {name: set(words.split("; ")) - {""} for name, words in zip(units["Unit"], units["Needs"], strict=True)}
    assert len(units) == 12
    assert sorted(units["Place now"]) == sorted(units["Easiest"]) == list(range(1, 13))
    placed: set[str] = set()
    while len(placed) < len(needs):
        ready = {name for name, needed in needs.items() if name not in placed and needed <= placed}
        assert ready, "some units need each other"
        placed |= ready


def test_items_3_and_6_have_one_score_and_two_reasons(made):
    kit, tables = made
    quiz, options = tables["quiz.csv"], tables["options.csv"]
    key = options[options["Key"] == "Y"].set_index("Item")["Letter"]
    assert key.index.is_unique
    assert set(options["Unit"]) == set(WEAK[kit.phase])
    right, most = {}, {}
    for item in (3, 6):
        given = quiz[f"Item {item}"]
        wrong = given[~given.isin(["", key[item]])]
        right[item], most[item] = (given == key[item]).mean(), wrong.value_counts(normalize=True).iloc[0]
    assert abs(right[3] - right[6]) <= 0.02
    assert most[3] > 0.70
    assert most[6] < 0.45


def test_abler_pupils_are_more_often_right(made):
    kit, tables = made
    quiz, options = tables["quiz.csv"].set_index("UPN"), tables["options.csv"]
    key = options[options["Key"] == "Y"].set_index("Item")["Letter"]
    score = sum((quiz[f"Item {item}"] == letter).astype(int) for item, letter in key.items())
    check = kit.pupils.set_index("UPN")["Check Sep"].reindex(quiz.index).astype(float)
    assert score.corr(check) > 0.2


def test_only_pupils_with_a_start_are_quizzed_in_a_special_school(made):
    kit, tables = made
    pupils = kit.pupils.set_index("UPN")
    if kit.phase == "special":
        assert pupils.loc[tables["quiz.csv"]["UPN"], "Start"].notna().all()
        assert len(tables["quiz.csv"]) == pupils["Start"].notna().sum()
    else:
        assert set(tables["quiz.csv"]["UPN"]) == set(pupils.index)


def test_one_start_leads_to_many_results(made):
    _, tables = made
    target, spread = tables["target.csv"].iloc[0], tables["spread.csv"]
    sums = spread.groupby("Start from")["Share, %"].sum()
    assert sums.between(99, 101).all()  # rounded shares
    rows = spread[spread["Start from"].le(target["Start"]) & spread["Start to"].ge(target["Start"])]
    assert len(rows) >= 6
    assert rows.loc[rows["Result"] == target["Flight path"], "Share, %"].sum() < 40  # most got something else


def test_who_asks_cannot_be_told_from_whom_it_is_said_to_be_for(made):
    kit, tables = made
    practices = tables["practices.csv"]
    nobody = practices["Who asks for it"].str.startswith("Nobody")
    ofsted = practices["Said to be for"] == "Ofsted"
    assert len(practices) == 9
    assert (nobody & ofsted).any()
    assert (nobody & ~ofsted).any()
    assert (~nobody & ofsted).sum() == 2
    assert practices["Teachers"].between(2, kit.cohort.team_size - 1).all()
