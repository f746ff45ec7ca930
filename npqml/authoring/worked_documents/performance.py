"""The worked pupil performance data of the course's project: catch-up as places went by lot, at three of its checks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from attrs import evolve

from npqml.authoring.shared_data import catch_up_plan, pupils_of, write_table
from npqml.authoring.worked_documents import budget, plan, rawdata
from npqml.course.cohort import Cohort
from npqml.course.people import load_people
from npqml.course.project import in_words, load_project
from npqml.course.sources import Sources
from npqml.madeup.this_year import CHECKS, MOST
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.views import by_strand, each
from npqml_widgets.documents.performance.baseline import baseline_of
from npqml_widgets.documents.performance.model import Point, PupilPerformance, ValueUse
from npqml_widgets.documents.performance.results import MERGED, project_pupils_of, read_performance_table, worked
from npqml_widgets.documents.performance.words import missing_words
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.words import signed
from npqml_widgets.documents.shared.money import pounds
from npqml_widgets.documents.shared.table_import import NO_FIELD

EXAMPLE, TABLE = "pupil-performance-data.json", "pupil-performance-table.csv"
"""The example, and the made-up table of pupils beside it, for whoever wants to try the form on it."""
MARKS = {"start": ("Check Oct", "check_october"), "middle": ("Check Feb", "check_february"),
         "end": ("Check Jun", "check_june")}  # fmt: skip
"""The column and the day of each point in time: the lot was drawn after the check of October."""
STRAND = "catch-up"


def files(cohort: Cohort, sources: Sources) -> dict[str, object]:
    """Return the example with its table of pupils, as the files of its page."""
    table = table_of(cohort)
    raw = rawdata.worked_raw_data(cohort, *rawdata.tables_of(cohort))
    costs = budget.worked_budget(cohort, sources)
    return {EXAMPLE: worked_performance(cohort, table, raw, costs), TABLE: table}


def table_of(cohort: Cohort) -> bytes:
    """Return everybody who started low as a table in CSV: who they are, how they were placed, and all checks."""
    made = pupils_of(cohort)
    rows = made.pupils.merge(made.places[["UPN", "Route"]], on="UPN")
    columns = ["UPN", "Forename", "Surname", "Class", "PP", "Route", *CHECKS]
    with TemporaryDirectory() as folder:
        path = Path(folder, TABLE)
        write_table(pd.DataFrame(rows[columns]), path)
        return path.read_bytes()


def worked_performance(cohort: Cohort, table: bytes, raw: RawData, costs: Budget) -> PupilPerformance:
    """Return the data of the course's project in a cohort's school, as they went to the headteacher in June."""
    project, people = load_project(cohort.course, cohort), load_people(cohort.course, cohort)
    read = read_performance_table(table, TABLE)
    wanted = {heading: name for name, (heading, _) in MARKS.items()} | {"Route": "group"}
    fields = tuple(
        wanted.get(heading, NO_FIELD if field in MARKS else field)
        for heading, field in zip(read.headings, read.fields, strict=True)
    )
    whole = plan.worked_plan(cohort)
    start = PupilPerformance(
        purpose=_purpose(cohort),
        chosen=(
            "Everybody who started low and drew no place. They were named on "
            f"{in_words(project.dates['check_october'])}, before the first session on "
            f"{in_words(project.dates['full_run'])}, and are the first to be offered a place in September. Pupils whom "
            f"{people['fiona'].name} placed by decision are in neither group: no lot was drawn for them. Whoever "
            "stopped coming counts as a project pupil, whoever came without a place as a comparison "
            "pupil."
        ),
        begins=whole.starts,
        ends=whole.ends,
        units="steps" if cohort.phase == "special" else "marks",
        scale="same",
        allocation="lot",
        claim="more",
        limit=cohort.minimum_group,
        counted="ends",
        points=tuple(
            Point(project.dates[day], f"{heading}: the same questions on the two units")
            for heading, day in MARKS.values()
        ),
        values=(ValueUse(MERGED, "out"), ValueUse("decision", "out")),
        baseline=baseline_of(raw),
    )
    document = worked(start, project_pupils_of(read, fields))
    return evolve(document, missing=_missing(document), conclusion=_conclusion(cohort, document, costs))


def _purpose(cohort: Cohort) -> str:
    numbers, held = load_project(cohort.course, cohort).numbers, catch_up_plan(cohort)
    tutors = " and ".join([", ".join(held.tutors[:-1]), held.tutors[-1]] if len(held.tutors) > 1 else held.tutors)
    return (
        f"Catch-up in {cohort.subject}: {numbers['mornings_a_week']} mornings a week before the first lesson, in "
        f"groups of {numbers['group_size']}, led by {tutors}; {sum(held.held.values())} sessions. "
        f"{numbers['places']} places by lot, for twice as many who started low. Measured by the in-school check of "
        f"the two units, 0 to {MOST[cohort.phase]}, with the same questions each time."
    )


def _missing(document: PupilPerformance) -> str:
    results = document.results
    sides = results.groups if results else ()
    counted = " ".join(missing_words(side) for side in sides)
    away = any(number != side.listed for side in sides for number in side.marked)
    why = " Whoever lacks a mark was away on the day of that check, and none was put in." if away else ""
    return f"{counted}{why} Nobody was taken out for staying away from the sessions."


def _conclusion(cohort: Cohort, document: PupilPerformance, costs: Budget) -> str:
    """Return what the figures bear and what is to be decided: no more than that is true on these pupils."""
    results = document.results
    if results is None or results.difference is None or results.interval is None:
        return ""
    low, high = results.interval
    project = load_project(cohort.course, cohort)
    strand = next((pence for name, pence in by_strand(costs).items() if name.casefold() == STRAND), 0)
    place = each(strand, project.numbers["places"]) or 0
    return (
        f"Pupils with a place gained {results.difference:.1f} {document.units} more from October to June than pupils "
        f"who waited, 95% interval {signed(low, 1)} to {signed(high, 1)}. The interval just leaves 0 out: the offer "
        "helped, and by how much is only loosely known. It is an average, not what each pupil gained. By the budget a "
        f"place cost {pounds(place)}. Keep it; change the times, since pupils with pupil premium came less often than "
        "others; look again at the same check next June."
    )
