"""The worked performance data agree with the course: effect, dates, people and money; and they name no pupil."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve

from npqml.authoring.shared_data import pupils_of
from npqml.authoring.worked_documents import budget, plan
from npqml.authoring.worked_documents.performance import EXAMPLE, TABLE
from npqml.authoring.worked_documents.write import write_example
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.project import load_project
from npqml.course.sources import load_sources
from npqml.madeup.this_year import effect_as_allocated
from npqml_widgets.documents.budget.views import by_strand, each
from npqml_widgets.documents.performance.consistency import faults
from npqml_widgets.documents.performance.model import PupilPerformance
from npqml_widgets.documents.shared.money import pounds
from npqml_widgets.keeping.plain import from_plain
from npqml_widgets.keeping.readjson import read_json

COURSE = Path("course")
COHORTS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.fixture(scope="module", params=COHORTS)
def made(request, tmp_path_factory) -> tuple[Cohort, PupilPerformance, Path]:
    cohort = load_cohort(COURSE, request.param)
    folder = tmp_path_factory.mktemp(request.param)
    write_example("pupil-performance-data", cohort, load_sources(COURSE), folder)
    return cohort, read(folder), folder / "examples"


def read(folder: Path) -> PupilPerformance:
    return from_plain(read_json((folder / "examples" / EXAMPLE).read_bytes()), PupilPerformance)


def test_the_difference_is_the_effect_as_places_were_drawn(made):
    cohort, document, _ = made
    drawn = pupils_of(cohort)
    effect, low, high = effect_as_allocated(drawn.pupils, drawn.places)
    assert document.results.difference == pytest.approx(effect)
    assert document.results.interval == pytest.approx((low, high))
    places = load_project(COURSE, cohort).numbers["places"]
    assert [side.listed for side in document.results.groups] == [places, places]


def test_nothing_is_left_to_mend(made):
    assert faults(made[1]) == ()


def test_its_days_are_the_projects_and_its_money_the_budgets(made):
    cohort, document, _ = made
    dates, whole = load_project(COURSE, cohort).dates, plan.worked_plan(cohort)
    assert [point.day for point in document.points] == [
        dates["check_october"], dates["check_february"], dates["check_june"],
    ]  # fmt: skip
    assert (document.begins, document.ends) == (whole.starts, whole.ends)
    costs = budget.worked_budget(cohort, load_sources(COURSE))
    strands = {name.casefold(): pence for name, pence in by_strand(costs).items()}
    assert pounds(each(strands["catch-up"], costs.places)) in document.conclusion
    assert document.baseline.figures


def test_it_names_no_pupil_and_its_table_is_of_those_who_started_low(made):
    cohort, _, folder = made
    text = (folder / EXAMPLE).read_text(encoding="utf-8")
    table = pd.read_csv(io.BytesIO((folder / TABLE).read_bytes()))
    assert not [upn for upn in table["UPN"] if upn in text]
    assert not [name for name in table["Forename"] + " " + table["Surname"] if name in text]
    assert set(table["UPN"]) == set(pupils_of(cohort).places["UPN"])


def test_another_seed_is_another_example_and_the_same_seed_the_same_bytes(tmp_path):
    cohort = load_cohort(COURSE, "demo-special")
    first, again, other = (tmp_path / name for name in ("first", "again", "other"))
    for school, place in ((cohort, first), (cohort, again), (evolve(cohort, seed=cohort.seed + 1), other)):
        write_example("pupil-performance-data", school, load_sources(COURSE), place)
    found = [(place / "examples" / EXAMPLE).read_bytes() for place in (first, again, other)]
    assert found[0] == found[1] != found[2]
    assert faults(read(other)) == ()
