"""The worked register has the project's days and amounts, owners that are posts, and nothing to mend on its day."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from npqml.authoring.worked_documents.budget import worked_budget
from npqml.authoring.worked_documents.plan import worked_plan
from npqml.authoring.worked_documents.risk import worked_register
from npqml.course.cohort import Cohort, cohort_names, load_cohort
from npqml.course.people import load_people
from npqml.course.project import Project, load_project
from npqml.course.sources import day, load_sources
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.risk.consistency import warnings
from npqml_widgets.documents.risk.model import Register, Risk

COURSE = Path("course")
SIX_WEEKS = timedelta(weeks=6)


@pytest.fixture(scope="module", params=cohort_names(COURSE))
def made(request) -> tuple[Cohort, Project, Register]:
    cohort = load_cohort(COURSE, request.param)
    return cohort, load_project(COURSE, cohort), worked_register(cohort)


def words(risk: Risk) -> str:
    return " ".join((risk.cause, risk.event, risk.effect, *risk.controls, risk.action, risk.notes))


def test_on_its_day_there_is_nothing_to_mend(made):
    _, project, register = made
    assert [found.words for found in warnings(register, project.dates["risks_written"])] == []


def test_what_is_due_is_due_before_it_is_looked_at_again_within_six_weeks(made):
    _, project, register = made
    for risk in register.risks:
        assert risk.due is None or project.dates["risks_written"] <= risk.due <= risk.review, risk.id
        assert risk.review <= project.dates["risks_written"] + SIX_WEEKS


def test_owners_are_posts_and_nobody_is_named(made):
    cohort, _, register = made
    names = {part for person in load_people(COURSE, cohort).values() for part in person.name.split()}
    for risk in register.risks:
        assert not names & set(re.findall(r"\w+", f"{words(risk)} {risk.risk_owner} {risk.action_owner}")), risk.id


def test_amounts_and_days_are_those_of_the_budget_and_the_plan(made):
    cohort, project, register = made
    budget = worked_budget(cohort, load_sources(COURSE))
    pounds = {what.what: f"£{cost(budget, what).total / 100:,.0f}" for what in budget.lines}
    said = [words(risk) for risk in register.risks]
    for line in ("Gate opened half an hour earlier", "Cover for shared planning", "Licence of the structured scheme"):
        assert [text for text in said if pounds[line] in text], line
    steps = schedule(worked_plan(cohort)).times
    due = {risk.due for risk in register.risks}
    assert {steps[step].last for step in ("S4", "S8", "S10", "S11")} <= due
    assert [text for text in said if day(project.dates["full_run"]) in text]


def test_a_control_in_place_lowers_a_score_and_a_promise_does_not(made):
    _, _, register = made
    for risk in register.risks:
        assert (risk.residual < risk.inherent) == bool(risk.controls), risk.id
    assert any(not risk.controls for risk in register.risks)


def test_the_page_says_of_it_what_is_so(made):
    _, _, register = made
    page = (COURSE / "assessment" / "risk-register.md").read_text(encoding="utf-8")
    seen = " ".join(page.partition("**What to have seen.**")[2].split("\n## ")[0].split())
    promised = [risk.id for risk in register.risks if risk.residual == risk.inherent]
    accepted = [risk for risk in register.risks if risk.response == "accept"]
    above = [risk for risk in register.risks if register.is_above_appetite(risk) and risk.controls]
    assert f"{promised[0]}, {promised[1]} and {promised[2]} wait" in seen
    assert " and ".join(f"{risk.id} ({risk.residual})" for risk in accepted) in seen
    assert f"appetite of {register.appetite}" in seen
    assert [risk.risk_owner for risk in accepted] == ["School business manager", "Deputy headteacher"]
    assert f"{above[0].id} lies above it at {above[0].residual}" in seen
