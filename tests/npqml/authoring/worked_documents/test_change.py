"""The worked change plan has nothing to mend: nobody's week grows, and each sign is seen before half-term."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.worked_documents.budget import PLANNING_A_WEEK
from npqml.authoring.worked_documents.change import TUTORS, worked_change
from npqml.course.cohort import load_cohort
from npqml.course.people import load_people
from npqml.course.project import load_project
from npqml.course.school_year import school_year
from npqml_widgets.documents.change.consistency import warnings

COURSE = Path(__file__).parents[4] / "course"


@pytest.fixture(params=("demo-primary", "demo-secondary", "demo-special"))
def made(request):
    cohort = load_cohort(COURSE, request.param)
    return cohort, worked_change(cohort)


def test_there_is_nothing_to_mend_and_nobody_s_week_grows(made):
    _, plan = made
    assert [mend.words for mend in warnings(plan)] == []
    assert all(plan.net_of(person) <= 0 for person in plan.people)


def test_signs_are_seen_on_school_days_between_the_question_and_half_term(made):
    cohort, plan = made
    days, dates = set(school_year(cohort).days()), load_project(COURSE, cohort).dates
    seen = [ingredient.by for ingredient in plan.ingredients if ingredient.hold == "tight"]
    assert set(seen) <= days
    assert dates["team_asked"] < min(seen) <= max(seen) <= plan.look < dates["governors_meet"]


def test_people_are_the_course_s_and_the_tutors_minutes_are_those_of_the_budget(made):
    cohort, plan = made
    people = load_people(COURSE, cohort)
    names = {person.name for person in people.values()} | {"You"}
    assert {ingredient.owner for ingredient in plan.ingredients if ingredient.owner} <= names
    tutors = {people[key].name for key in TUTORS}
    added = sum(line.minutes for line in plan.minutes if line.person in tutors and line.turn == "adds")
    assert added == PLANNING_A_WEEK * 60 / 100
