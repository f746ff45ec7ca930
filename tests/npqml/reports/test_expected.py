"""Whoever handed in nothing stands in marks and report as missing, with no mark; never as 0, never left out."""

from __future__ import annotations

import csv

import pytest

from npqml.course.arrivals import Arrival
from npqml.course.not_taken import NotTaken, keep_not_taken
from npqml.grading.result import GRADED, NOT_GRADED, Result, TaskResult, save_result
from npqml.reports.cohort import write_report
from npqml.reports.expected import all_expected
from npqml.reports.export import write_marks
from npqml_widgets.tasks.states import TaskState

TASK = TaskResult("1a-t1", "Task 1: x", "1.1.1", 2.0, 3.0, TaskState.NOT_YET)


@pytest.fixture
def results(place, cohort) -> list[Result]:
    """Of four who are listed one is graded, one could not be, one waits to be graded, and one is missing."""
    place.submitted(cohort).mkdir(parents=True)
    (place.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,A B\nc002,C D\nc003,E F\nc004,G H\n")
    for name in ("c001", "c002", "c003"):
        (place.submitted(cohort) / name / "1a").mkdir(parents=True)
    (place.submitted(cohort) / "c003" / "notes").mkdir()
    (place.submitted(cohort) / "c004").mkdir()
    made = [
        Result("c001", "1a", cohort, GRADED, tasks=(TASK,)),
        Result("c002", "1a", cohort, NOT_GRADED, reasons=("Its file is cut short.",)),
    ]
    for result in made:
        save_result(place, result)
    return made


def read(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_everybody_has_a_state(place, cohort, results):
    found = {entry.candidate: entry.state for entry in all_expected(place, cohort, results)}
    assert found == {
        "c001": "graded", "c002": "could not be graded", "c003": "not graded yet", "c004": "missing",
    }  # fmt: skip


def test_whoever_is_not_listed_and_handed_in_all_the_same_is_there(place, cohort, results):
    (place.submitted(cohort) / "zz" / "1a").mkdir(parents=True)
    assert all_expected(place, cohort, results)[-1].state == "not graded yet"


def test_marks_have_a_row_for_everybody_and_no_nought(place, cohort, results, tmp_path):
    rows = {row["Candidate"]: row for row in read(write_marks(place, cohort, tmp_path / "marks.csv"))}
    assert {name: row["1a state"] for name, row in rows.items()} == {
        "c001": "graded", "c002": "could not be graded", "c003": "not graded yet", "c004": "missing",
    }  # fmt: skip
    assert (rows["c001"]["1a total"], rows["c001"]["Name"]) == ("2.0", "A B")
    for name in ("c002", "c003", "c004"):
        assert [rows[name][column] for column in ("1a-t1", "1a total", "1a counts")] == ["", "", ""]


def test_the_report_names_who_is_missing_and_its_table_has_a_line_for_each(place, cohort, results):
    page, *_ = write_report(place, cohort)
    html = page.read_text(encoding="utf-8")
    assert "Module 1a, 1 missing. Nothing was handed in by c004, G H." in html
    assert "<strong>4</strong> candidates" in html
    rows = {row["Candidate"]: row for row in read(place.reports(cohort) / "results.csv")}
    assert (rows["c004"]["State"], rows["c004"]["Mark"]) == ("missing", "")
    assert list(rows) == ["c001", "c002", "c003", "c004"]


def test_one_reason_is_said_once_of_a_candidate_however_often_it_is_true(place, cohort, results):
    for number in range(3):
        arrival = Arrival(f"{number}", f"{number}.png")
        keep_not_taken(place, cohort, NotTaken(arrival, "c004", "", ("It is a picture.",)))
    save_result(place, Result("c001", "1b", cohort, NOT_GRADED))
    write_report(place, cohort)
    rows = read(place.reports(cohort) / "results.csv")
    assert {row["Module"]: row["Why"] for row in rows if row["Candidate"] == "c004"} == {
        "1a": "3 things: It is a picture.", "1b": "As for module 1a.",
    }  # fmt: skip
