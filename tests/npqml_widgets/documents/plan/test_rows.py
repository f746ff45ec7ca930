"""Rows are read as steps with IDs of their own; a row that says nothing is left out unless all are wanted."""

from __future__ import annotations

from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.rows import read_steps

ROWS = [("Row 1", [("what", "Task", "Buy")]), ("Row 2", [("done", "Done", "50")]), ("Row 3", [("id", "ID", "S1")])]


def test_a_made_up_id_is_in_no_row_and_what_says_nothing_is_left_out():
    steps, reports = read_steps(Plan(), ROWS)
    assert [step.id for step in steps] == ["S2"]
    assert reports == (
        "Row 2 was left out: it says neither what nor when (Done “50”).",
        "Row 3 was left out: it says neither what nor when (ID “S1”).",
    )
    assert [step.id for step in read_steps(Plan(), ROWS, always=True)[0]] == ["S2", "S3", "S1"]
