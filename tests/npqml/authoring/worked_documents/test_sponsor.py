"""The worked evidence agrees with the cohort's project, budget and plan, has nothing to mend, and counts for nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.worked_documents.budget import worked_budget
from npqml.authoring.worked_documents.plan import worked_plan
from npqml.authoring.worked_documents.sponsor import worked_sponsor
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.people import load_people
from npqml.course.project import load_project
from npqml.course.school_year import school_year
from npqml.course.sources import load_sources
from npqml_widgets.documents.budget.printing import printed as printed_budget
from npqml_widgets.documents.plan.printing import printed as printed_plan
from npqml_widgets.documents.shared.printing import to_text
from npqml_widgets.documents.sponsor.answer import answer_in
from npqml_widgets.documents.sponsor.consistency import warnings
from npqml_widgets.documents.sponsor.model import SponsorComments
from npqml_widgets.documents.sponsor.since import changed_since
from npqml_widgets.documents.sponsor.verdict import unchecked
from npqml_widgets.handin.receipt import CANDIDATE

COURSE = Path(__file__).parents[4] / "course"
SOURCES = load_sources(COURSE)


@pytest.fixture(params=("demo-primary", "demo-secondary", "demo-special"), scope="module")
def made(request) -> tuple[Cohort, SponsorComments]:
    cohort = load_cohort(COURSE, request.param)
    return cohort, worked_sponsor(cohort, SOURCES)


def test_it_has_the_project_s_days_all_of_them_school_days_of_the_project(made):
    cohort, sheet = made
    dates, year = load_project(COURSE, cohort).dates, school_year(cohort)
    days = {row.id: row.day for row in sheet.evidence}
    assert [days[name] for name in ("E2", "E3", "E4", "E5")] == [
        dates["second_workshop"], dates["moderation_round_1"], dates["governors_meet"], dates["mid_year_decision"],
    ]  # fmt: skip
    assert dates["team_asked"] <= days["E1"] <= dates["governors_meet"]
    assert all(day in list(year.days()) for day in days.values())


def test_nothing_is_to_mend_and_its_figures_stand_in_the_other_examples(made):
    cohort, sheet = made
    own = {
        "Budget": to_text(printed_budget(worked_budget(cohort, SOURCES))),
        "Project plan": to_text(printed_plan(worked_plan(cohort))),
    }
    assert warnings(sheet, None, own) == ()
    figured = [row for row in sheet.evidence if row.figure]
    assert figured
    wrong = evolve(sheet, evidence=tuple(evolve(row, figure="£1.99", source="Budget") for row in sheet.evidence))
    assert any(warning.rule == "figure" for warning in warnings(wrong, None, own))


def test_its_people_are_the_course_s_own_and_its_steps_are_the_plan_s(made):
    cohort, sheet = made
    people = load_people(COURSE, cohort)
    assert sheet.sponsor == people["daniel"].name
    assert {person.name for person in people.values()} >= {"Shanice Grant", "Leila Farouk"}
    words = " ".join(f"{row.partner} {row.place}" for row in sheet.evidence)
    steps = {step.id for step in worked_plan(cohort).steps}
    assert set(re.findall(r"\bS\d+\b", words)) <= steps


def test_its_comments_are_on_this_evidence_and_can_count_for_nobody(made):
    _, sheet = made
    answer = answer_in(sheet.answer)
    assert answer is not None
    assert changed_since(sheet, answer) == ""
    assert all(answer.comment_on(criterion) for criterion in sheet.criteria)
    assert unchecked(sheet).state == "example"
    assert not CANDIDATE.fullmatch(sheet.candidate)


def test_amounts_differ_by_cohort():
    figures = {
        worked_sponsor(load_cohort(COURSE, name), SOURCES).evidence[3].figure
        for name in ("demo-primary", "demo-secondary", "demo-special")
    }
    assert len(figures) == 3
