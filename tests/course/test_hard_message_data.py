"""What module 3c's data plant is recovered from its tables, on many seeds and in each phase. It mirrors no module."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml_widgets.schooldata.tables import t_multiplier

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
SEEDS = {"primary": (32,), "secondary": (31, 32, 33), "special": (32,)}
"""Few, and such as are drawn soon: what is planted is tried on many by test_slips.py."""
MOST_DRAWS = 60
REAL, LEADING = ("How", "What", "When", "Which"), ("How hard", "What would Ruth")
"""With which words the page's check takes a sentence for a real question, and which of them are none."""


@pytest.fixture(scope="module", params=("primary", "secondary", "special"))
def schools(request):
    found = []
    for seed in SEEDS[request.param]:
        kit = Kit(load_cohort(COURSE, f"demo-{request.param}").with_seed(seed))
        drawn = own_tables(find_module(COURSE, "3c"), kit)
        assert drawn.draws <= MOST_DRAWS
        found.append((kit, dict(drawn.made)))
    return found


def test_in_february_a_place_is_a_little_ahead_and_it_may_be_luck(schools):
    for _, tables in schools:
        rows = tables["february.csv"]
        gain = rows["Check Feb"].astype(float) - rows["Check Oct"].astype(float)
        place, waiting = (gain[rows["Route"] == f"lot: {name}"].dropna() for name in ("place", "waiting"))
        ahead = place.mean() - waiting.mean()
        error = (place.var() / len(place) + waiting.var() / len(waiting)) ** 0.5
        assert ahead > 0 > ahead - t_multiplier(min(len(place), len(waiting))) * error


def test_nothing_is_known_of_what_comes_after_february(schools):
    for kit, tables in schools:
        rows = tables["february.csv"]
        names = [name for name in kit.places.columns if name.startswith("Held ")]
        first, second = names[:2]
        assert second.endswith("-Feb")
        assert "Check Jun" not in rows
        assert rows["Offered"].max() == int((kit.places[first] + kit.places[second]).max())
        assert (rows["Came"] <= rows["Offered"]).all()


def test_pupils_with_the_premium_came_less_often(schools):
    for _, tables in schools:
        rows = tables["february.csv"].query("Route == 'lot: place'").groupby("PP")[["Came", "Offered"]].sum()
        shares = rows["Came"] / rows["Offered"]
        assert shares["Y"] < shares["N"]


def test_some_of_both_groups_came_often_and_some_with_the_premium_did_not(schools):
    for _, tables in schools:
        rows = tables["february.csv"].query("Route == 'lot: place'")
        often = (rows["Came"] >= tables["often.csv"]["Mornings"].iloc[0]).groupby(rows["PP"])
        assert (often.sum() > 0).all()
        assert often.sum()["Y"] < often.size()["Y"]


def test_the_log_is_that_of_module_1b(schools):
    for kit, tables in schools:
        pd.testing.assert_frame_equal(tables["log.csv"], own_tables(find_module(COURSE, "1b"), kit).made["log.csv"])


def vowel_groups(word: str) -> int:
    """Return how many groups of vowels a word has, at least one, without a silent e at its end."""
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e[sd]?\W*$", "", word))))


def test_the_counts_of_a_draft_are_those_of_its_text(schools):
    for _, tables in schools:
        for draft in tables["drafts.csv"].itertuples():
            assert draft.Words == len(draft.Text.split())
            assert draft.Sentences == len(re.findall(r"[.?!](?:\s|$)", draft.Text))
            rough = sum(map(vowel_groups, draft.Text.lower().split()))
            assert abs(draft.Syllables - rough) <= 0.1 * rough  # a count of another kind comes near
            assert "_" not in draft.Text


def test_the_draft_with_the_lowest_grade_is_the_one_that_fewer_can_act_on(schools):
    for _, tables in schools:
        drafts = tables["drafts.csv"].set_index("Letter")
        grades = 0.39 * drafts["Words"] / drafts["Sentences"] + 11.8 * drafts["Syllables"] / drafts["Words"]
        knew = tables["readers.csv"].groupby("Letter")["Q2"].sum()
        assert grades.idxmin() == "A"
        assert knew["B"] - knew["A"] >= 3


def test_a_question_mark_is_not_a_question(schools):
    for _, tables in schools:
        said = tables["rehearsal.csv"]["You said"]
        marked = said[said.str.endswith("?")]
        real = [words for words in marked if words.startswith(REAL) and not words.startswith(LEADING)]
        assert len(said) == said.nunique() == 16
        assert 2 <= len(real) <= len(marked) - 4


def test_what_is_settled_lies_ahead_and_on_school_days(schools):
    for kit, tables in schools:
        days = {
            f"{day:%A} {day.day} {day:%B}" for day in kit.year.days() if day > kit.project.dates["mid_year_numbers"]
        }
        *dated, waiting = tables["settled.csv"]["When"]
        assert set(dated) <= days
        assert waiting == "September"


def test_no_child_changes_before_the_slips_are_back_and_both_can_have_read_the_letter(schools):
    for kit, tables in schools:
        talk = kit.project.dates["mid_year_decision"]
        after = [f"{day:%A} {day.day} {day:%B}" for day in kit.year.days() if day > talk]  # the letter follows the talk
        back, change = (after.index(when) for when in tables["settled.csv"]["When"][:2])
        assert 0 < back < change
