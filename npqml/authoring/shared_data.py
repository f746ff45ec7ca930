"""Files that several modules share, drawn for a cohort: this year's pupils, their places in catch-up, and the staff."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pandas as pd

from npqml.course.cohort import Cohort
from npqml.course.people import load_people, staff
from npqml.course.project import load_project
from npqml.course.school_year import WEEKDAYS, school_year
from npqml.madeup.draws import stream
from npqml.madeup.pupils.spreadsheet import write_csv
from npqml.madeup.this_year import Plan, ThisYear, this_year

TUTORS = ("shanice", "beth", "tom")
"""Who leads the groups of catch-up, in the order in which they are needed."""


def catch_up_weekdays(cohort: Cohort) -> tuple[str, ...]:
    """Return the weekdays of catch-up: three by the seed, Friday among them."""
    others = stream("catch-up weekdays", cohort.seed).permutation(WEEKDAYS[:-1])[:2]
    return tuple(day for day in WEEKDAYS if day in others or day == WEEKDAYS[-1])


def catch_up_plan(cohort: Cohort) -> Plan:
    """Return what the project's file and the school year say of catch-up in a cohort's school."""
    project, people, year = (
        load_project(cohort.course, cohort),
        load_people(cohort.course, cohort),
        school_year(cohort),
    )
    days = year.on_weekdays(project.dates["full_run"], project.dates["catch_up_ends"], catch_up_weekdays(cohort))
    held = {
        f"{first:%b}-{last:%b}": sum(first <= day <= last for day in days)
        for first, last in year.half_terms()
        if any(first <= day <= last for day in days)
    }
    numbers = project.numbers
    slots, groups = numbers["slots_a_morning"], numbers["places"] // numbers["group_size"]
    tutors = [people[key].name for key in TUTORS[: -(-groups // slots)]]
    classes = [(person.class_in(cohort.phase), person.name) for person in people.values() if person.teaches]
    return Plan(
        places=numbers["places"], slots=slots, tutors=tuple(tutors), held=held, classes=tuple(classes),
        year_ends=cohort.terms[-1].end.year,
    )  # fmt: skip


@lru_cache(maxsize=32)  # each of sixteen modules asks for the same pupils
def pupils_of(cohort: Cohort) -> ThisYear:
    """Return this year's pupils of a cohort's school, drawn once."""
    return this_year(cohort, catch_up_plan(cohort))


def _this_year(cohort: Cohort) -> pd.DataFrame:
    return pupils_of(cohort).pupils


def _places(cohort: Cohort) -> pd.DataFrame:
    return pupils_of(cohort).places


def staff_table(cohort: Cohort) -> pd.DataFrame:
    """Return the staff of a cohort's school, a row each; see npqml.course.people."""
    return pd.DataFrame(staff(load_people(cohort.course, cohort), cohort.phase))


SHARED: dict[str, Callable[[Cohort], pd.DataFrame]] = {
    "this-year.csv": _this_year,
    "places.csv": _places,
    "staff.csv": staff_table,
}
"""The shared files by name, each with what draws its table."""


def write_shared(cohort: Cohort, names: tuple[str, ...], folder: Path) -> list[Path]:
    """Write some of the shared files of a cohort to a folder, and return their paths; the same seed, the same bytes."""
    paths = []
    for name in names:
        paths.append(folder / name)
        write_table(SHARED[name](cohort), paths[-1])
    return paths


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as a CSV file that a spreadsheet opens: blanks where nothing is known."""
    cells = table.astype(object).where(table.notna(), None)
    write_csv(path, [list(cells.columns), *cells.to_numpy().tolist()])
