"""The worked plan reaches the first morning to the day, with the project's days and people, and nothing to mend."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.worked_documents.plan import closed_times, worked_plan
from npqml.course.cohort import load_cohort
from npqml.course.people import load_people
from npqml.course.project import load_project
from npqml.course.school_year import school_year
from npqml_widgets.documents.plan.consistency import warnings
from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.schedule import chain, schedule
from npqml_widgets.documents.plan.workingdays import working_days
from npqml_widgets.documents.shared.entries import entry_of, with_entry

COURSE = Path(__file__).parents[4] / "course"


@pytest.fixture(params=("demo-primary", "demo-secondary", "demo-special"))
def made(request) -> tuple[object, Plan]:
    cohort = load_cohort(COURSE, request.param)
    return cohort, worked_plan(cohort)


def test_its_working_days_are_the_cohort_s_school_days(made):
    cohort, plan = made
    year = school_year(cohort)
    days = working_days(evolve(plan, starts=year.first, closed=closed_times(cohort)))
    every = (year.first + timedelta(days=number) for number in range((year.last - year.first).days + 1))
    assert [day for day in every if days.is_working(day)] == list(year.days())


def test_it_has_the_project_s_days(made):
    cohort, plan = made
    dates, times = load_project(COURSE, cohort).dates, schedule(plan).times
    assert plan.starts == dates["team_asked"]
    assert times["S3"].first == dates["budget_planned"]
    assert times["S6"].last == dates["governors_meet"]
    assert times["S9"].last == dates["check_october"]
    assert times["S12"].first == times["S12"].last == dates["full_run"]
    assert [times[name].last for name in ("S14", "S15", "S16")] == [
        dates["mid_year_decision"], dates["catch_up_ends"], dates["did_it_help"],
    ]  # fmt: skip


def test_one_chain_sets_the_first_morning_and_the_order_that_waits_for_the_committee_would_move_it(made):
    _, plan = made
    assert chain(plan, "S12") == ("S2", "S3", "S4", "S8", "S12")
    slower = with_entry(plan, "steps", evolve(entry_of(plan, "steps", "S7"), after=("S6",)))
    assert chain(slower, "S12") == ("S6", "S7", "S8", "S12")
    assert schedule(slower).times["S12"].slack == -5
    assert all(schedule(plan).times[name].slack >= 1 for name in ("S5", "S7", "S9", "S10", "S11"))


def test_people_are_the_course_s_and_there_is_nothing_to_mend(made):
    cohort, plan = made
    known = {person.name for person in load_people(COURSE, cohort).values()} | {"You", "Office", "Site supervisor"}
    assert {owner for step in plan.steps for owner in step.owners} <= known
    assert [warning.words for warning in warnings(plan)] == []
