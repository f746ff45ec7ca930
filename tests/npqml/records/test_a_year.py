"""A year of three cohorts of sixty, drawn by chance: the overview equals the count that was kept while drawing.

No mirror: it is about the overview, the marks and what may go back to a platform, together.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter
from datetime import datetime, timedelta

import pytest

from npqml.authoring.gradebook import BuildBook
from npqml.course.arrivals import Arrival, keep_arrival
from npqml.grading.result import GRADED, NEEDS_PERSON, NOT_GRADED, Result, TaskResult, save_result
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml.records.overview import HEADINGS, overview
from npqml.records.platform.marks_files import write_marks_for
from npqml.records.platform.platform_name import PlatformName
from npqml.reports.export import write_marks
from npqml_widgets.tasks.states import TaskState
from tests.npqml.records.conftest import canvas, moodle

pytestmark = pytest.mark.slow  # together they take many seconds

COHORTS = {"autumn": PlatformName.MOODLE, "spring": PlatformName.CANVAS, "summer": PlatformName.MOODLE}
MODULES = ("1a", "1b", "2a")
PEOPLE = [f"p{number:02}" for number in range(1, 61)]
DUE = datetime.fromisoformat("2026-11-24T17:00:00+00:00")


@pytest.fixture(params=[1, 2])
def year(place: Place, request) -> tuple[Place, Counter, Counter]:
    """The course after a year, what was planted by cohort, module and heading, and how many marks may go back."""
    draw = random.Random(request.param)
    planted: Counter = Counter()
    whole_marks: Counter = Counter()
    for cohort, platform in COHORTS.items():
        for home in (place.source, place.release):
            for module in MODULES:
                shutil.copytree(home("demo-small") / "1a", home(cohort) / module)
        shutil.copy(place.gradebook("demo-small"), place.gradebook(cohort))
        with BuildBook(place, cohort) as book:
            for module in MODULES:
                book.update_or_create_assignment(module)
                book.update_or_create_notebook("1a-analyse-performance-data", module)
            book.keep()
        place.submitted(cohort).mkdir(parents=True)
        rows = "".join(f"{name},Person{name} Brown\n" for name in PEOPLE)
        (place.submitted(cohort) / "candidates.csv").write_text(f"id,name\n{rows}")
        deadlines = ["[deadline]", *(f"{module} = {DUE.isoformat()}" for module in MODULES)]
        for number, name in enumerate(PEOPLE, 100):
            for module in MODULES:
                found = _draw_one(place, cohort, name, module, platform, number, draw)
                deadlines += found.pop("extension", [])
                whole_marks[cohort, module] += found.pop("whole", False)
                planted.update((cohort, module, heading) for heading, true in found.items() if true)
        (place.submitted(cohort) / "deadlines.toml").write_text("\n".join(deadlines))
    shutil.rmtree(place.release("demo-small"))
    return place, planted, whole_marks


def _draw_one(place, cohort, name, module, platform, number, draw) -> dict:
    """Hand something in, or nothing, and return what is true of it."""
    extended = draw.random() < 0.1
    said: dict = {"candidates": True}
    if extended:
        until = (DUE + timedelta(days=14)).isoformat()
        said["extension"] = ["[[extension]]", f'candidate = "{name}"', f'module = "{module}"', f"until = {until}"]
    if draw.random() < 0.15:
        return said | {"missing": True}
    days = draw.choice([-10, -1, 3, 13, 20])
    folder = place.submitted(cohort) / name / module
    (folder / "work").mkdir(parents=True)
    (folder / "1a.ipynb").write_text(f"{cohort} {name} {module}")
    if draw.random() < 0.05:
        (folder / "work" / "problems.json").write_text("cut off")
        said["reported"] = True
    known = draw.random() < 0.8
    person = f"Person{name} Brown" if platform == PlatformName.MOODLE else f"brownperson{name}"
    shown = moodle(person, number, module) if platform == PlatformName.MOODLE else canvas(person, number, number + 900)
    sha256 = sha256_of(folder)
    when = DUE + timedelta(days=days)
    came = shown if known else "mail/x.zip"
    in_download = shown if known else ""
    keep_arrival(place, cohort, name, module, Arrival(sha256, came, when, "by mail", True, in_download=in_download))
    said |= {"handed_in": True, "late": days > (14 if extended else 0)}
    state = draw.choices([GRADED, NEEDS_PERSON, NOT_GRADED, None, "again"], [70, 10, 5, 10, 5])[0]
    if state is None:
        return said | {"to_grade": True}
    again, state = state == "again", GRADED if state == "again" else state
    task = TaskResult(f"{module}-t1", "Task 1: x", "1.1.1", 2.0, 3.0, TaskState.NOT_YET)
    waits = TaskResult(f"{module}-t9", "Task 9: x", "1.1.1", None, 4.0, TaskState.WAITING)
    tasks = {GRADED: (task,), NEEDS_PERSON: (task, waits), NOT_GRADED: ()}[state]
    save_result(place, Result(name, module, cohort, state, tasks=tasks, source_sha256="before" if again else sha256))
    said |= {"to_grade": again, "waiting": state == NEEDS_PERSON, "not_graded": state == NOT_GRADED}
    return said | {"whole": state == GRADED and known and not again}


def test_the_overview_equals_what_was_drawn(year):
    place, planted, _ = year
    stands = {found.cohort: found for found in overview(place)}
    for cohort in COHORTS:
        assert [module.module for module in stands[cohort].modules] == list(MODULES)
        for module in stands[cohort].modules:
            counted = {heading: len(getattr(module, heading)) for heading in HEADINGS}
            assert counted == {heading: planted[cohort, module.module, heading] for heading in HEADINGS}


def test_everybody_is_in_the_marks_and_only_whole_marks_go_back(year, tmp_path):
    place, planted, whole_marks = year
    for cohort, platform in COHORTS.items():
        with write_marks(place, cohort, tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["Candidate"] for row in rows] == PEOPLE
        found = write_marks_for(place, cohort, platform)
        assert [path.name for path in found.files] == [f"marks-{module}.csv" for module in MODULES]
        for module, path in zip(MODULES, found.files, strict=True):
            missing = [row for row in rows if row[f"{module} state"] == "missing"]
            assert len(missing) == planted[cohort, module, "missing"]
            assert {row[f"{module} total"] for row in missing} <= {""}
            assert len(path.read_text().splitlines()) - 1 == whole_marks[cohort, module]
