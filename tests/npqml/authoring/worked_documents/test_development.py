"""The worked development plan has everybody, the budget's money and prices, and nothing to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from npqml.authoring.worked_documents.budget import worked_budget
from npqml.authoring.worked_documents.development import MONEY_LINE, worked_development
from npqml.course.cohort import load_cohort
from npqml.course.people import load_people
from npqml.course.project import load_project
from npqml.course.school_year import school_year
from npqml.course.sources import load_sources
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.development.consistency import warnings

COURSE = Path(__file__).parents[4] / "course"


@pytest.fixture(scope="module", params=("demo-primary", "demo-secondary", "demo-special"))
def made(request):
    cohort, sources = load_cohort(COURSE, request.param), load_sources(COURSE)
    return cohort, worked_budget(cohort, sources), worked_development(cohort, sources)


def test_there_is_nothing_to_mend_and_money_is_left(made):
    _, _, plan = made
    assert [mend.words for mend in warnings(plan)] == []
    assert plan.left >= 0


def test_the_money_is_the_budget_s_and_so_is_a_half_day_of_cover(made):
    _, budget, plan = made
    lines = {line.what: line for line in budget.lines}
    assert plan.money == cost(budget, lines[MONEY_LINE]).total
    cover = lines["Cover for shared planning"]
    half_days = cover.quantity * cover.times / 100
    assert plan.rows[4].cost == pytest.approx(cost(budget, cover).total / half_days, abs=1)


def test_everybody_of_the_team_and_the_tutor_lent_to_it_has_a_row(made):
    cohort, _, plan = made
    people = load_people(COURSE, cohort)
    team = {person.name for key, person in people.items() if person.team or key == "beth"}
    assert {row.person for row in plan.rows} == {member.name for member in plan.team} == team
    assert {row.support for row in plan.rows} <= {person.name for person in people.values()} | {"You"}


def test_its_days_are_school_days_after_the_plan_was_made(made):
    cohort, _, plan = made
    days, dates = set(school_year(cohort).days()), load_project(COURSE, cohort).dates
    assert plan.ends == dates["did_development_help"]
    for row in plan.rows:
        assert isinstance(row.check, date)
        assert {row.starts, row.check} <= days
        assert dates["development_planned"] < row.starts < row.check
