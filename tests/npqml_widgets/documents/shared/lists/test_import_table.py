"""Somebody's own table is read as far as it can be, and nothing in it is lost unsaid."""

from __future__ import annotations

from npqml_widgets.documents.development.columns import ROWS
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.shared.lists.import_table import import_rows, read_own_table

THEIRS = (
    "Staff development 2027\n\nName,Target,CPD,Cost,Review date,Mood\n"
    'Mr A,Ask more,"Course, one day",£120,31/03/2027,calm\nMs B,,Visit,soon,,\n,,,,,worried\n'
)


def test_a_school_s_table_is_understood_and_each_row_accounted_for():
    table = read_own_table(ROWS, THEIRS.encode(), "ours.csv")
    assert table.fields == ("person", "need", "opportunity", "cost", "check", "")
    found = import_rows(ROWS, table, table.fields, DevelopmentPlan())
    first, second = found.document.rows
    assert (first.person, first.opportunity, first.cost, first.notes) == (
        "Mr A", "Course, one day", 12_000, "Mood: calm",
    )  # fmt: skip
    assert (second.cost, second.notes) == (None, "Cost: soon")
    assert "names nobody and nothing (Mood “worried”)" in found.left_out[-1]
    assert "Staff development 2027" in found.done[0]
