"""A cohort whose hand-ins came in downloads of platforms, by mail, or not at all, and what grading said of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from npqml.course.arrivals import Arrival, keep_arrival
from npqml.grading.result import Result, SubmissionState, TaskResult, save_result
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml_widgets.tasks.states import TaskState

NAMES = {
    "c001": "Anna Maria Brown",
    "c002": "Zoë Smith-Jones",
    "c003": "Sam Lee",
    "c004": "Sam Lee",
    "c005": "Owen Price",
}
CAME = datetime(2026, 11, 20, 9, tzinfo=UTC)

HandIn = Callable[..., Path]


@pytest.fixture
def listed(place: Place, cohort: str) -> Place:
    """The small course with a list of five candidates, two of the same name."""
    place.submitted(cohort).mkdir(parents=True)
    rows = "".join(f"{key},{name}\n" for key, name in NAMES.items())
    (place.submitted(cohort) / "candidates.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    return place


@pytest.fixture
def hand_in(listed: Place, cohort: str) -> HandIn:
    """A function that puts a hand-in in its place as collecting does, and its result as grading does."""

    def put(
        candidate: str, shown: str = "", *, marks: tuple[float | None, ...] = (2.0, 3.0), graded: bool = True,
        state: str = "graded", when: datetime = CAME, module: str = "1a", **known: object,
    ) -> Path:  # fmt: skip
        folder = listed.submitted(cohort) / candidate / module
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{module}.ipynb").write_text(f'{{"of": "{candidate}"}}')
        known.setdefault("in_download", shown)
        arrival = Arrival(sha256_of(folder), shown, when, "by Moodle", True, **known)  # type: ignore[arg-type]
        keep_arrival(listed, cohort, candidate, module, arrival)
        if graded:
            tasks = tuple(
                TaskResult(f"{module}-t{number}", f"Task {number}: x", "1.1.1", mark, 3.0,
                           TaskState.WAITING if mark is None else TaskState.NOT_YET)
                for number, mark in enumerate(marks, 1)
            )  # fmt: skip
            made = SubmissionState(state)
            save_result(listed, Result(candidate, module, cohort, made, ("Why.",), (), tasks, CAME, arrival.sha256))
        return folder

    return put


def moodle(name: str, number: int, module: str = "1a") -> str:
    """Where a hand-in lies in Moodle's download, as collecting tells it."""
    return f"download.zip: {name}_{number}_assignsubmission_file_{module}.npqml.zip"


def canvas(name: str, number: int, file: int, file_name: str = "1a.npqml.zip", late: str = "") -> str:
    """Where a hand-in lies in Canvas's download, as collecting tells it."""
    return f"submissions.zip: {name}{late}_{number}_{file}_{file_name}"
