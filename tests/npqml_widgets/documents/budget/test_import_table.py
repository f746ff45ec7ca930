"""Somebody's own budget is read as far as it can be, every row is accounted for and nothing in it is lost."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.budget.import_table import import_lines, read_budget_table
from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.shared.table_import import NO_FIELD
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.budget.budgets import SOUND

THEIRS = (
    "Reading project budget 2026\n\n"
    "Item,Type,Qty,Unit cost,Total,Funding source,Start date,Mood\n"
    "Supply for training,Supply,6,£109.00,£654.00,Pupil premium,01/11/2026,calm\n"
    'Books,Resources,,"£1,250.50",,Dept,,\n'
    "Mentor,Staff,two,£20,,,,\n"
    ",,,,,,,worried\n"
    "Total,,,,£1904.50,,,\n"
)


def test_a_school_s_table_is_understood_and_each_row_accounted_for() -> None:
    table = read_budget_table(THEIRS.encode(), "ours.csv")
    assert table.fields == ("what", "kind", "quantity", "price", NO_FIELD, "payer", "serves_from", NO_FIELD)
    found = import_lines(table, table.fields, SOUND)
    supply, books, mentor = found.document.lines[len(SOUND.lines) :]
    assert (supply.id, supply.kind, supply.quantity, supply.price) == ("L4", "cover", 600, 10_900)
    assert (supply.payer, supply.notes) == ("premium", "Total: £654.00\nMood: calm")
    assert (books.quantity, books.price, books.payer) == (100, 125_050, "department")  # an amount alone counts once
    assert (mentor.quantity, mentor.notes) == (None, "Type: Staff\nQty: two")
    said = "\n".join((*found.left_out, *found.done))
    assert "Row 6, Qty: found “two”, expected a number with at most two decimals" in said
    assert "Row 7 was left out: it says neither what nor how much (Mood “worried”)." in said
    assert "Row 8 was passed over (a total): “Total £1904.50”." in said
    assert "Reading project budget 2026" in said


def test_an_id_that_is_taken_is_kept_in_the_notes() -> None:
    table = read_budget_table(b"Ref,Item,Cost\nL1,Pens,5\nL1,Paper,6\n", "ours.csv")
    found = import_lines(table, table.fields, Budget())
    assert [(line.id, line.what, line.notes) for line in found.document.lines] == [
        ("L1", "Pens", ""), ("L2", "Paper", "ID: L1"),
    ]  # fmt: skip
    assert "its ID “L1” is taken, so it is L2 here" in found.left_out[0]


def test_a_file_without_a_table_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="Choose a file with a row for each budget line"):
        read_budget_table(b"", "ours.csv")


def test_a_total_alone_is_taken_for_the_price() -> None:
    table = read_budget_table(b"Description,Total cost\nPens,12.50\n", "ours.csv")
    assert import_lines(table, table.fields, Budget()).document.lines == (Line("L1", "Pens", quantity=100, price=1250),)
