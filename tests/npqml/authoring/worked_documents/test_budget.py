"""The worked budget comes to the amounts of the course's project, with its people and days, and has nothing to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.shared_data import pupils_of
from npqml.authoring.worked_documents.budget import worked_budget
from npqml.course.cohort import load_cohort
from npqml.course.people import load_people
from npqml.course.project import load_project
from npqml.course.sources import load_sources
from npqml_widgets.documents.budget.consistency import warnings
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.periods import total
from npqml_widgets.documents.budget.views import unfunded
from npqml_widgets.documents.shared.money import pounds

pytestmark = pytest.mark.slow  # the pupils of a school are drawn

COURSE = Path(__file__).parents[4] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")
LINES = {
    "TA hours with on-costs": ("Tutors of the catch-up groups",),
    "Tom's TLR3 with on-costs": ("TLR3 for leading a group",),
    "Gate, half an hour": ("Gate opened half an hour earlier",),
    "Training: fees and TA hours": ("Training of two tutors: fees", "Training of two tutors: their hours"),
    "Licence": ("Licence of the structured scheme",),
    "Breakfast": ("Breakfast",),
    "Cover for six half-days of planning": ("Cover for shared planning",),
    "Quizzes": ("Diagnostic quizzes",),
    "Coaching cover and TA planning hours": ("Cover for coaching", "Planning hours of the tutors"),
    "Kept back for development from January": ("Kept back for development from January",),
}
"""The lines of the budget for each line of the project's file."""


@pytest.fixture(scope="module", params=DEMOS)
def made(request) -> tuple[object, Budget]:
    cohort = load_cohort(COURSE, request.param)
    return cohort, worked_budget(cohort, load_sources(COURSE))


def test_each_line_of_the_project_comes_to_the_same_pounds(made):
    cohort, budget = made
    costs = {line.what: cost(budget, line).total for line in budget.lines}
    found = {line: round(sum(costs.pop(what) for what in items) / 100) for line, items in LINES.items()}
    assert found == dict(load_project(COURSE, cohort).costs)
    assert costs == {}
    assert abs(total(budget) / 100 - sum(found.values())) < 1


def test_days_places_and_people_are_the_project_s_own(made):
    cohort, budget = made
    project, people = load_project(COURSE, cohort), load_people(COURSE, cohort)
    assert (budget.starts, budget.places) == (project.dates["team_asked"], project.numbers["places"])
    assert budget.reached == len(pupils_of(cohort).pupils)
    assert (budget.year_ends, budget.setting) == (cohort.year_ends, cohort.school)
    assert budget.lines[0].serves_from == project.dates["full_run"]
    assert budget.lines[0].who == f"{people['shanice'].name} and {people['beth'].name}"
    assert budget.lines[1].who == people["tom"].name


def test_it_has_nothing_to_mend_and_is_funded_to_the_pound(made):
    _, budget = made
    assert [warning.words for warning in warnings(budget)] == []
    assert unfunded(budget) == 0


def test_its_rates_are_those_of_the_sources_and_the_pension_of_support_staff_is_a_fund_s(made):
    _, budget = made
    percents = {(rate.kind, rate.starts.year): rate.percent for rate in budget.rates}
    figure = load_sources(COURSE).figure("teacher-pension-employer")
    assert percents["teachers pension", 2024] == round(figure.value * 100)
    assert 1_700 <= percents["support pension", 2026] <= 2_700
    assert all(rate.source for rate in budget.rates)


def test_pay_is_that_of_a_teaching_assistant(made):
    _, budget = made
    assert "£14.20" <= pounds(budget.lines[0].price) <= "£16.40"
