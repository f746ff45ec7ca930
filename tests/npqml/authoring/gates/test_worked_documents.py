"""The worked examples of all documents tell one project, follow its file, and are refused where one says otherwise."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.gates import worked_documents as gate
from npqml.authoring.worked_documents.write import MAKERS
from npqml.course.cohort import Cohort, cohort_names, load_cohort
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.performance.model import PupilPerformance
from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.risk.model import Register
from tests.npqml.authoring.gates.faults import REAL, change

COHORT = "demo-secondary"
LICENCE = "Licence of the structured scheme"


@pytest.fixture
def course(tmp_path) -> Path:
    """A copy of the course's files that examples are made of."""
    folder = tmp_path / "course"
    folder.mkdir()
    for path in REAL.glob("*.toml"):
        shutil.copy(path, folder)
    shutil.copytree(REAL / "cohorts", folder / "cohorts")
    shutil.copytree(REAL / "cases", folder / "cases")
    return folder


def cohort_of(course: Path) -> Cohort:
    return load_cohort(course, COHORT)


@pytest.mark.parametrize("name", cohort_names(REAL))
def test_the_examples_of_each_cohort_tell_one_project(name):
    assert [str(fault) for fault in gate.faults(REAL, load_cohort(REAL, name))] == []


def test_a_number_a_day_and_an_amount_of_the_project_s_file_are_followed_by_every_document(course):
    file = course / "project.toml"
    before = gate.make_examples(cohort_of(course))
    change(file, "primary = 24\nsecondary = 36", "primary = 24\nsecondary = 30")
    change(file, "primary = 510\nsecondary = 690", "primary = 510\nsecondary = 720")
    change(file, "primary = 600\nsecondary = 1400", "primary = 600\nsecondary = 1450")
    change(
        file,
        '[date.governors_meet]\nafter = "autumn half-term"',
        '[date.governors_meet]\nafter = "autumn half-term"\nweeks = 1',
    )
    cohort = cohort_of(course)
    assert [str(fault) for fault in gate.faults(course, cohort)] == []
    after = gate.make_examples(cohort)
    budget, plan, register = after.one(Budget), after.one(Plan), after.one(Register)
    assert budget.places == 30
    assert next(cost(budget, line).total for line in budget.lines if line.what == LICENCE) == 72_000
    said = " ".join(f"{risk.event} {risk.effect}" for risk in register.risks)
    assert "the 30 who have a place" in said
    assert "£720" in said
    assert "30 places" in after.one(PupilPerformance).purpose
    assert after.one(DevelopmentPlan).money == 145_000
    met = {each.one(Plan).steps[5].deadline for each in (before, after)}
    assert met == {each.project.dates["governors_meet"] for each in (before, after)}
    assert len(met) == 2
    assert f"{after.project.dates['full_run']:%B}" in said
    for page, document in after.made.items():
        if page not in ("raw-data-analysis", "responsibilities", "change-plan"):  # they have none of these numbers
            assert document != before.made[page], page
    assert plan.starts == budget.starts


def changed(register: Register, **fields: object) -> Register:
    first, *others = register.risks
    return evolve(register, risks=(evolve(first, **fields), *others))


PLANTED = {
    "an amount": ({"notes": "It costs £9,999."}, "found £9,999; expected an amount of the worked budget"),
    "somebody unknown": ({"action_owner": "Ruth Archer"}, "found the name Ruth Archer"),
    "a Sunday": ({"due": date(2026, 10, 25)}, "found Sunday 25 October 2026"),
    "a day in words": ({"notes": "By 25 December 2026."}, "found Friday 25 December 2026"),
    "something to mend": ({"risk_owner": ""}, "it has no risk owner"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_an_example_that_says_otherwise_is_refused_with_its_page(monkeypatch, fault):
    fields, words = PLANTED[fault]
    page = "risk-register"
    made = MAKERS[page](load_cohort(REAL, COHORT), None)
    [(name, register)] = made.items()
    monkeypatch.setitem(MAKERS, page, lambda cohort, sources: {name: changed(register, **fields)})
    found = [str(fault) for fault in gate.faults(REAL, load_cohort(REAL, COHORT))]
    assert any(words in one and "risk-register.md: worked example, demo-secondary" in one for one in found), found


def test_two_documents_that_disagree_are_both_named(monkeypatch):
    make = MAKERS["budget"]

    def fewer(cohort, sources):
        [(name, budget)] = make(cohort, sources).items()
        return {name: evolve(budget, places=35)}

    monkeypatch.setitem(MAKERS, "budget", fewer)
    found = [str(fault) for fault in gate.faults(REAL, load_cohort(REAL, COHORT))]
    assert any("places: 36 in project.toml, 35 in the budget" in one for one in found), found


def test_an_example_for_another_school_is_refused(monkeypatch):
    make = MAKERS["project-plan"]
    monkeypatch.setitem(
        MAKERS, "project-plan", lambda cohort, sources: make(evolve(cohort, school="Elsewhere School"), sources)
    )
    found = [str(fault) for fault in gate.faults(REAL, load_cohort(REAL, COHORT))]
    assert any("found the school Elsewhere School" in one for one in found), found
