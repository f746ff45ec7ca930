"""The worked raw data analysis has module 1a's numbers on 1a's export, and names no pupil, in every cohort."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from attrs import evolve

from npqml.authoring.worked_documents.rawdata import EXPORT
from npqml.authoring.worked_documents.write import write_example
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.sources import load_sources
from npqml.madeup.pupils.files import write_files
from npqml.madeup.pupils.measures import measure
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.forms.rawdata.example import ESTIMATES, NAME
from npqml_widgets.keeping.plain import from_plain
from npqml_widgets.schooldata import NO_START, TOTAL, gap_by_start, progress_by_start, start_bands, with_estimates

COURSE = Path("course")
EXAMPLE = f"{NAME}.json"
COHORTS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.fixture(scope="module", params=COHORTS)
def made(request, tmp_path_factory) -> tuple[Cohort, RawData, Path]:
    cohort = load_cohort(COURSE, request.param)
    folder = tmp_path_factory.mktemp(request.param)
    write_example("raw-data-analysis", cohort, load_sources(COURSE), folder)
    written = json.loads((folder / "examples" / EXAMPLE).read_text(encoding="utf-8"))
    return cohort, from_plain(written, RawData), folder / "examples"


def on_1as_page(cohort: Cohort, folder: Path) -> dict[str, Any]:
    """Work out what 1a's page does, from the cleaned list that lies beside it, by the solutions' own lines."""
    write_files(cohort, folder, workbooks=False)
    names = measure(cohort.phase)
    pupils = with_estimates(
        pd.read_csv(folder / "pupils-clean.csv"), pd.read_csv(folder / "estimates.csv"), names.baseline
    )
    pupils["To reach"] = pupils[names.standard] if cohort.phase == "special" else names.standard
    bands = start_bands(pupils, names.baseline, names.outcome, cohort.minimum_group)
    known = pupils.dropna(subset=[names.outcome, "To reach"])
    gaps = gap_by_start(pupils, bands, names.outcome)
    gap, weights = gaps["PP average"] - gaps["Others' average"], gaps["PP pupils"].drop(TOTAL)
    own = (pupils[names.outcome] - pupils["Estimate"])[pupils["PP"] == "Y"].dropna()
    half = 1.96 * own.std() / len(own) ** 0.5
    return {
        "roll": pupils["UPN"].nunique(),
        "share": 100 * (known[names.outcome] >= known["To reach"]).mean(),
        "progress": (pupils[names.outcome] - pupils["Estimate"]).mean(),
        "bands": progress_by_start(pupils, bands, names.outcome).drop(NO_START, errors="ignore"),
        "overall": gap[TOTAL],
        "like": (gap.drop(TOTAL) * weights).sum() / weights.sum(),
        "interval": (own.mean() - half, own.mean() + half),
    }


def test_it_comes_to_what_1as_page_comes_to(made, tmp_path):
    cohort, document, _ = made
    results, page = document.results, on_1as_page(cohort, tmp_path)
    assert results.roll.pupils == page["roll"]
    assert results.reached[-1].share == pytest.approx(page["share"])
    assert results.progress == pytest.approx(page["progress"])
    assert [band.pupils for band in results.bands] == page["bands"]["Pupils"].tolist()
    assert [band.result for band in results.bands] == pytest.approx(page["bands"]["Average result"].tolist())
    assert (results.gap.overall, results.gap.like_for_like) == pytest.approx((page["overall"], page["like"]))
    assert (results.interval.low, results.interval.high) == pytest.approx(page["interval"])


def test_its_day_is_the_projects_and_it_names_no_pupil(made):
    cohort, document, folder = made
    assert document.exported == date(cohort.results_year, 8, 31)
    text = json.dumps((folder / EXAMPLE).read_text(encoding="utf-8"))
    pupils = pd.read_csv(folder / EXPORT)
    assert not [upn for upn in pupils["UPN"] if upn in text]
    assert not [name for name in pupils["Forename"] + " " + pupils["Surname"] if name in text]
    assert (folder / ESTIMATES).is_file()


def test_another_seed_is_another_example_and_the_same_seed_the_same_bytes(tmp_path):
    cohort = load_cohort(COURSE, "demo-special")
    first, again, other = (tmp_path / name for name in ("first", "again", "other"))
    for one, place in ((cohort, first), (cohort, again), (evolve(cohort, seed=cohort.seed + 1), other)):
        write_example("raw-data-analysis", one, load_sources(COURSE), place)
    read = [(place / "examples" / EXAMPLE).read_bytes() for place in (first, again, other)]
    assert read[0] == read[1] != read[2]
