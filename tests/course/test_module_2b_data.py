"""What module 2b's own data plant is there to be found, in each phase and on more seeds than one.

No mirror: it is about course/2-teaching-and-curriculum-excellence/2b-improve-progress-of-all/data.py.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.madeup.draws import MOST_DRAWS
from npqml_widgets.documents.performance.consistency import faults

COURSE = Path(__file__).parents[2] / "course"
PHASES = ("primary", "secondary", "special")
SEEDS = (None, 501)
ROOM = 4
"""This many times the draws that a seed took would still be few enough."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[(phase, seed) for phase in PHASES for seed in SEEDS], ids=str)
def drawn(request) -> tuple[Kit, dict[str, pd.DataFrame]]:
    phase, seed = request.param
    cohort = load_cohort(COURSE, f"demo-{phase}")
    kit = Kit(cohort.with_seed(seed) if seed else cohort)
    made = own_tables(find_module(COURSE, "2b"), kit)
    assert made.draws * ROOM <= MOST_DRAWS
    return kit, dict(made.made)


def test_catch_up_changes_where_pupils_sit_and_not_whether_they_are_late(drawn):
    kit, tables = drawn
    late = tables["late.csv"].merge(kit.places, on="UPN").groupby("Route")
    sums = late[["Late catch-up", "Mornings catch-up", "Late other", "Mornings other"]].sum()
    other = 100 * sums["Late other"] / sums["Mornings other"]
    during = 100 * sums["Late catch-up"] / sums["Mornings catch-up"]
    assert abs(other["lot: place"] - other["lot: waiting"]) < 1
    assert during["lot: place"] < during["lot: waiting"] - 3


def test_nobody_is_late_on_a_morning_of_which_they_sat_in_catch_up(drawn):
    kit, tables = drawn
    rows = tables["late.csv"].merge(kit.places, on="UPN")
    sat = rows.filter(like="Attended").sum(axis=1)
    assert (rows["Late catch-up"] + sat <= rows["Mornings catch-up"]).all()


def test_what_was_spent_stands_beside_the_projects_plan(drawn):
    kit, tables = drawn
    costs = tables["costs.csv"].set_index("Line")
    assert costs["Planned"].to_dict() == {line: kit.project.costs[line] for line in costs.index}
    eaten = kit.places.filter(like="Attended").to_numpy().sum()
    assert costs.loc["Breakfast", "Spent"] == round(0.70 * eaten)
    assert (costs["Of which on-costs"] < costs["Spent"]).all()


def test_six_pupils_call_for_six_different_next_steps(drawn):
    _, tables = drawn
    six = tables["six.csv"]
    seldom = six["Came"] < six["Held"] / 2
    slower = six["Others with this start"] - six["Gain"] >= 3
    behind = slower | (six["Gap to class Jun"] >= six["Gap to class Oct"])
    says = six["Outcome"].str[:4]
    assert [int(found.sum()) for found in (seldom, *(says == word for word in ("open", "not ", "an o")))] == [1] * 4
    left = six[~seldom & (says == "")]
    assert sorted(behind[left.index]) == [False, True]
    assert (slower[left.index] == behind[left.index]).all()  # either sign alone gives the same next step
    assert not (seldom & (says != "")).any()


def test_the_document_begins_with_the_projects_days_and_without_figures(drawn):
    kit, tables = drawn
    begun = tables["performance-start.json"]
    days = [kit.project.dates[f"check_{month}"] for month in ("october", "february", "june")]
    assert [point.day for point in begun.points] == days
    assert begun.results is None
    assert faults(begun)
    assert set(tables["catch-up.csv"]["UPN"]) == set(kit.places["UPN"])
