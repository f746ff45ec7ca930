"""The worked choice of a project is the course's own: nothing to mend, and its days and pupils those of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.worked_documents import plan
from npqml.authoring.worked_documents.ownproject import worked_own_project
from npqml.course.cohort import load_cohort
from npqml.course.project import load_project
from npqml_widgets.documents.ownproject.consistency import warnings

COURSE = Path(__file__).parents[4] / "course"


@pytest.mark.parametrize("name", ["demo-primary", "demo-secondary", "demo-special"])
def test_it_fits_and_says_what_the_project_says(name):
    cohort = load_cohort(COURSE, name)
    choice, project = worked_own_project(cohort), load_project(COURSE, cohort)
    assert [mend.words for mend in warnings(choice)] == []
    assert (choice.begins, choice.ends) == (plan.worked_plan(cohort).starts, plan.worked_plan(cohort).ends)
    assert choice.number == 2 * project.numbers["places"]
    assert choice.measures[0].before == project.dates["check_september"]
