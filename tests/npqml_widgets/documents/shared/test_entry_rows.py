"""Rows become entries, each with an ID of its own, and whatever does not fit is said and kept."""

from __future__ import annotations

from npqml_widgets.documents.plan.model import Step
from npqml_widgets.documents.plan.reading import TEXTS, read_field
from npqml_widgets.documents.shared.entry_rows import RowKind, RowReader, any_of, sheet_rows
from npqml_widgets.documents.shared.workbook import Column, add_table, new_book, open_book, saved

KIND = RowKind(Step, "S", TEXTS, read_field, any_of(("what", "days")), "says nothing")


def read(*rows, entries=()):
    reader = RowReader(KIND, entries, rows)
    return [reader.entry(f"Row {number}", row) for number, row in enumerate(rows, 1)], reader


def test_a_made_up_id_is_in_no_other_row_and_in_no_entry():
    found, reader = read(
        [("what", "Item", "Pens")], [("id", "Ref", "S1"), ("what", "Item", "Ink")], entries=[Step("S2")]
    )
    assert [step.id for step in found] == ["S3", "S1"]
    assert reader.reports == []


def test_an_id_that_is_taken_is_kept_in_the_notes_and_said():
    found, reader = read([("id", "Ref", "S2"), ("what", "Item", "Ink"), ("notes", "N", "own")], entries=[Step("S2")])
    assert (found[0].id, found[0].notes, reader.renamed) == ("S1", "own\nID: S2", {"S2": "S1"})
    assert reader.reports == ["Row 1: its ID “S2” is taken, so it is S1 here; the old one is kept in the notes."]


def test_what_cannot_be_read_is_kept_in_the_notes_and_a_row_that_says_nothing_is_left_out():
    found, reader = read([("days", "Days", "soon"), ("what", "Item", "Ink")], [("", "Mood", "calm")])
    assert (found[0].days, found[0].notes, found[1]) == (None, "Days: soon", None)
    assert reader.reports[1] == "Row 2 was left out: it says nothing (Mood “calm”)."


def test_rows_of_our_own_sheet_come_by_field_without_what_is_worked_out():
    book = new_book()
    add_table(
        book,
        "Steps",
        [Column("What"), Column("Ends"), Column("Mood")],
        [["Ink", 3, "calm"], [None, 4, None], ["Pens", None, None]],
    )
    fields = {"What": "what", "Ends": "end"}
    assert sheet_rows(open_book(saved(book), "a plan"), "Steps", fields, ("end",)) == [
        ("Steps, row 2", [("what", "What", "Ink"), ("", "Mood", "calm")]),
        ("Steps, row 4", [("what", "What", "Pens")]),
    ]
