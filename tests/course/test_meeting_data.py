"""On several seeds a phase module 3a's meeting, note and slips show what they are there to show.

No mirror: the data are drawn by course/3-leading-with-impact/3a-anticipate-views/data.py, which no package holds.
What is planted is recovered here from the tables alone, as a candidate would.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.course.school_year import WEEKDAYS

COURSE = Path(__file__).parents[2] / "course"
PHASES = ("primary", "secondary", "special")
SEEDS = range(501, 501 + int(os.environ.get("NPQML_SEEDS", "1")))
LINES = ["L1", "L2", "L3", "L4", "L5"]


@pytest.fixture(scope="module", params=[(phase, seed) for phase in PHASES for seed in SEEDS], ids=str)
def drawn(request):
    """A school, and what is drawn for it."""
    phase, seed = request.param
    kit = Kit(load_cohort(COURSE, f"demo-{phase}").with_seed(seed))
    return kit, own_tables(find_module(COURSE, "3a"), kit).made


def test_most_words_are_yours_and_few_questions_find_another_voice(drawn):
    _, tables = drawn
    meeting = tables["meeting.csv"]
    own = meeting["Who"] == "You"
    words, turns = meeting["Words"][own].sum() / meeting["Words"].sum(), own.mean()
    answered = meeting[own & (meeting["Kind"] == "ask")]["Answered by"]
    assert 0.55 <= words <= 0.68
    assert words - turns >= 0.15
    assert len(answered) >= 9
    assert 2 <= (~answered.isin(["", "You"])).sum() <= 4


def test_whoever_leaves_says_no_more_and_whoever_keeps_quiet_hardly_speaks(drawn):
    _, tables = drawn
    meeting = tables["meeting.csv"]
    assert meeting["Minute"][meeting["Who"] == "Gareth Pugh"].max() < 35 <= meeting["Minute"].max()
    assert (meeting["Who"] == "Ines Duarte").sum() <= 1
    assert "Shanice Grant" not in set(meeting["Who"])
    assert not (meeting["Kind"] == "object").any()


def test_a_question_that_is_answered_is_answered_in_the_next_turn(drawn):
    _, tables = drawn
    for name in ("meeting.csv", "meeting-2.csv"):
        meeting = tables[name]
        asked = meeting.index[(meeting["Kind"] == "ask") & (meeting["Answered by"] != "")]
        behind = meeting.loc[asked + 1]
        assert list(behind["Who"]) == list(meeting.loc[asked, "Answered by"])
        assert set(behind["Kind"]) == {"answer"}


def test_words_are_as_many_as_a_written_turn_has(drawn):
    _, tables = drawn
    written = pd.concat([tables["meeting.csv"], tables["meeting-2.csv"]]).query("Text != ''")
    assert list(written["Words"]) == [len(text.split()) for text in written["Text"]]


def test_agreement_is_foreseen_where_it_is_not(drawn):
    _, tables = drawn
    first = tables["slips.csv"].query("Meeting == 1")
    error = tables["note.csv"].set_index("Line")["You expected"] - (first[LINES] >= 4).sum()
    assert (error[["L2", "L3", "L4"]] > 0).all()
    assert error["L1"] <= 0 > error["L5"]
    assert error.abs().mean() >= 2
    assert error.abs().is_unique


def test_of_two_lines_with_one_mean_one_is_lukewarm_and_one_is_split(drawn):
    _, tables = drawn
    two = tables["slips.csv"].query("Meeting == 1")[["L2", "L3"]]
    assert abs(two["L2"].mean() - two["L3"].mean()) <= 0.1
    assert two.std().min() < 0.6
    assert two.std().max() > 1.4


def test_shares_rise_by_more_than_pairs_since_the_unhappiest_are_gone(drawn):
    _, tables = drawn
    first, second = (tables["slips.csv"].query(f"Meeting == {meeting}").set_index("Slip") for meeting in (1, 2))
    pairs = first.index.intersection(second.index)
    assert set(first.index) - set(pairs) == set(first[LINES].sum(axis="columns").nsmallest(2).index)
    before, after = (100 * (table["L2"] >= 4).mean() for table in (first, second))
    pairs_before, pairs_after = (100 * (table.loc[pairs, "L2"] >= 4).mean() for table in (first, second))
    assert (after - before) - (pairs_after - pairs_before) >= 12
    moved = second.loc[pairs, "L2"] - first.loc[pairs, "L2"]
    assert (moved > 0).sum() > (moved < 0).sum() > 0


def test_slips_come_from_fewer_than_were_asked_and_stay_on_the_scale(drawn):
    _, tables = drawn
    slips, rounds = tables["slips.csv"], tables["rounds.csv"].set_index("Meeting")
    assert slips[LINES].isin(range(1, 6)).all(axis=None)
    assert slips.groupby("Meeting").size().to_dict() == rounds["Came back"].to_dict()
    assert rounds["Came back"].between(8, 11).all()
    assert (rounds["Given out"] > rounds["Came back"]).any()
    assert rounds["Given out"].between(10, 14).all()


def test_the_meetings_are_on_days_on_which_everybody_works(drawn):
    kit, _ = drawn
    for key in ("meeting_went_wrong", "meeting_again"):
        day = kit.project.dates[key]
        assert kit.year.is_school_day(day)
        assert all(WEEKDAYS[day.weekday()] in person.days for person in kit.people.values() if person.teaches)
