"""What module 1b's own data plant can be found in them again, in every phase and for teams of other sizes.

No mirror: it is about the data of one module of the course.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import modules
from npqml_widgets.documents.change.consistency import warnings

pytestmark = pytest.mark.slow  # what may stop is taken from 2a, whose tables need this year's pupils
COURSE = Path(__file__).parents[2] / "course"
SIZES = (5, 20)
"""People in a small team and in a large one."""


@pytest.fixture(scope="module", params=["primary", "secondary", "special"])
def kit(request) -> Kit:
    """What the data are drawn from, in each phase."""
    return Kit(load_cohort(COURSE, f"demo-{request.param}").with_seed(11))


@pytest.fixture(scope="module")
def tables(kit):
    """The tables as they are drawn."""
    return own_tables(modules(COURSE)["1b"], kit).made


def test_people_want_it_and_do_not_feel_able_once_one_line_is_turned(tables):
    back = tables["pulse.csv"].query("Answered == 'Y'")
    able = pd.concat([back["Q4"], 6 - back["Q5"], back["Q6"]]).mean()
    assert 3.8 <= pd.concat([back["Q1"], back["Q2"], back["Q3"]]).mean() <= 4.4
    assert 2.2 <= able <= 3.0
    assert pd.concat([back["Q4"], back["Q5"], back["Q6"]]).mean() >= able + 0.4


def test_whoever_is_silent_says_nothing_and_is_seldom_a_full_time_teacher(tables):
    pulse = tables["pulse.csv"]
    silent = pulse[pulse["Answered"] == "N"]
    assert 12 <= len(pulse) <= 19
    assert 3 <= len(silent) <= 6
    assert silent.filter(like="Q").isna().all(axis=None)
    assert silent["Full-time teacher"].eq("N").mean() >= 2 / 3


def test_a_slip_tells_no_role_that_only_one_person_has(tables):
    assert tables["pulse.csv"].groupby("Full-time teacher").size().min() >= 2


def test_toms_week_grows_most_and_gareths_most_for_each_day(kit, tables):
    minutes, weeks = tables["minutes.csv"], {"week": 1, "fortnight": 2, "half-term": 7}
    grows = {
        person: sum(
            (1 if row["Adds or stops"] == "Adds" else -1) * row["Minutes"] / weeks[row["Every"]]
            for _, row in minutes[minutes["Person"] == person].iterrows()
        )
        for person in minutes["Person"].unique()
    }
    days = {person.name: len(person.days) for person in kit.people.values()}
    assert max(grows, key=grows.get) == "Tom Ashdown"
    assert max(grows, key=lambda person: grows[person] / days[person]) == "Gareth Pugh"
    assert 24 <= len(minutes) <= 30


def test_enough_may_stop_in_everybody_s_week_and_no_practice_has_more_teachers_than_in_2a(kit, tables):
    minutes, stops = tables["minutes.csv"], tables["may-stop.csv"]
    weekly = minutes["Minutes"] / minutes["Every"].map({"week": 1, "fortnight": 2, "half-term": 7})
    grows = weekly.where(minutes["Adds or stops"] == "Adds", -weekly).groupby(minutes["Person"]).sum()
    may_stop = stops.groupby("Person")["Minutes"].sum()
    assert (may_stop[grows.index] >= grows).all()
    practices = kit.tables_of("2a")["practices.csv"].set_index("Practice")
    traced = stops[stops["What may stop"].isin(practices.index)]
    for practice, rows in traced.groupby("What may stop"):
        assert practices.loc[practice, "Who asks for it"].startswith("Nobody")
        assert set(rows["Minutes"]) == {practices.loc[practice, "Minutes a week each"]}
        assert len(rows) <= practices.loc[practice, "Teachers"]


def test_one_class_has_another_order_and_one_has_few_quizzes(kit, tables):
    log = tables["log.csv"].query("Planned == 'Y'")
    share = {
        (teacher, column): (rows[column] == "Y").mean()
        for teacher, rows in log.groupby("Teacher")
        for column in ("Quiz", "Acted on", "Our order", "Prerequisite first")
    }
    assert share["Carol Whitby", "Our order"] <= 0.2
    assert share["Carol Whitby", "Prerequisite first"] == 1
    assert share["Carol Whitby", "Quiz"] >= 0.85
    assert share["Gareth Pugh", "Our order"] >= 0.8
    assert share["Gareth Pugh", "Quiz"] <= 0.55
    assert share["Gareth Pugh", "Acted on"] >= 0.7 * share["Gareth Pugh", "Quiz"]
    assert set(log["Class"]) == set(kit.pupils["Class"])


def test_each_week_of_the_log_begins_on_a_school_day(kit, tables):
    first = tables["log.csv"]["Beginning"]
    assert all(kit.year.is_school_day(day) for day in first)
    assert kit.project.dates["team_asked"] < first.min()
    assert first.max() <= kit.project.dates["mid_year_numbers"]


def test_tom_s_page_has_the_faults_that_are_to_be_mended(tables):
    plan = tables["change-plan-tom.json"]
    tight = attrs.evolve(plan, ingredients=tuple(attrs.evolve(each, hold="tight") for each in plan.ingredients))
    found = {(each.entry, each.rule) for each in warnings(tight)}
    assert {("I1", "sign"), ("I2", "owner"), ("I3", "by"), ("", "room")} <= found
    days = pd.to_datetime(tables["school-days.csv"]["Date"]).dt.date.to_list()
    assert plan.ingredients[1].by not in days
    assert {plan.ingredients[0].by, plan.ingredients[3].by, plan.look} <= set(days)


@pytest.mark.parametrize("size", SIZES)
def test_a_team_of_another_size_has_data_too(kit, size):
    other = Kit(attrs.evolve(kit.cohort, team_size=size))
    pulse = own_tables(modules(COURSE)["1b"], other).made["pulse.csv"]
    assert {"Y", "N"} == set(pulse["Full-time teacher"])
