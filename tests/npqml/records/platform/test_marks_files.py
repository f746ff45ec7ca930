"""Marks as Moodle's grading worksheet and Canvas's gradebook take them; no line for whoever has no whole mark."""

from __future__ import annotations

import csv

import pytest

from npqml.records.platform.marks_files import write_marks_for
from npqml.records.platform.platform_name import PlatformName
from npqml.refusal import Refusal
from tests.npqml.records.conftest import canvas, moodle

MOODLE, CANVAS = PlatformName


def rows_of(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_moodle_s_worksheet_has_the_columns_that_its_import_looks_for(listed, cohort, hand_in):
    hand_in("c001", moodle("Anna Maria Brown", 47), marks=(2.0, 2.5))
    hand_in("c002", moodle("Zoë Smith-Jones", 48), marks=(2.0, None))
    hand_in("c003", moodle("Sam Lee", 50), state="could not be graded", marks=())
    found = write_marks_for(listed, cohort, MOODLE)
    (row,) = rows_of(found.files[0])
    assert found.files[0].read_bytes().startswith(b"Identifier,")
    assert row == {
        "Identifier": "Participant 47", "Full name": "Anna Maria Brown", "Grade": "4.5", "Maximum Grade": "6.0",
        "Last modified (grade)": "-",
    }  # fmt: skip
    why = {hand_in.candidate: hand_in.why for hand_in in found.left}
    assert "wait for a person" in why["c002"]
    assert "could not be graded" in why["c003"]
    assert any("maximum grade to 6" in line for line in found.lines())


def test_canvas_s_file_begins_with_its_five_columns_and_the_assignment(listed, cohort, hand_in):
    hand_in("c001", canvas("brownannamaria", 123, 456), marks=(0.0, 0.0))
    hand_in("c002", moodle("Zoë Smith-Jones", 48))
    found = write_marks_for(listed, cohort, CANVAS, modules=["1a"], assignment="Module 1a (4711)")
    (row,) = rows_of(found.files[0])
    assert list(row) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Module 1a (4711)"]
    assert (row["Student"], row["ID"], row["Module 1a (4711)"]) == ("Anna Maria Brown", "123", "0.0")
    assert [hand_in.candidate for hand_in in found.left] == ["c002"]


def test_late_work_goes_with_what_it_keeps_of_its_marks(listed, cohort, hand_in):
    (listed.submitted(cohort) / "deadlines.toml").write_text("late_worth = 50\n[deadline]\n1a = 2026-11-19\n")
    hand_in("c001", moodle("Anna Maria Brown", 47), marks=(2.0, 3.0))
    (row,) = rows_of(write_marks_for(listed, cohort, MOODLE).files[0])
    assert row["Grade"] == "2.5"


def test_a_name_that_is_a_formula_is_none_and_marks_keep_their_release_date(listed, cohort, hand_in):
    hand_in("c001", canvas("sum1a1", 123, 456))
    (listed.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,=SUM(1A1)\n")
    found = write_marks_for(listed, cohort, CANVAS)
    assert rows_of(found.files[0])[0]["Student"] == "'=SUM(1A1)"
    (listed.submitted(cohort) / "deadlines.toml").write_text("[release]\n1a = 2999-01-01\n")
    with pytest.raises(Refusal, match="01 January 2999 00:00"):
        write_marks_for(listed, cohort, CANVAS)


def test_the_name_of_an_assignment_goes_with_one_module_of_canvas(listed, cohort, hand_in):
    hand_in("c001", canvas("brownannamaria", 123, 456))
    for platform, modules in ((CANVAS, []), (MOODLE, ["1a"])):
        with pytest.raises(Refusal, match="--assignment"):
            write_marks_for(listed, cohort, platform, modules=modules, assignment="X")
