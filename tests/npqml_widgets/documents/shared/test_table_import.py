"""Somebody's own table, read for a document of any kind: headings found, columns understood, nothing lost."""

from __future__ import annotations

from npqml_widgets.documents.shared.cells import date_of
from npqml_widgets.documents.shared.table_import import (
    NO_FIELD,
    guess_fields,
    named_field,
    plain_heading,
    read_row,
    read_table,
    shortened,
)

LABELS = {"line": "Budget line", "paid": "Paid on"}
WORDS = {"line": ("item", "description"), "paid": ("date", "paid")}
FILE = b"Spending of Hill Lane,,\nItem,Paid,Supplier\nBooks,31/03/2026,Peters\n,,\nCover,soon,\n"


def fields_for(heading: str) -> tuple[str, ...]:
    return named_field(heading, WORDS, LABELS)


def test_the_row_with_most_headings_that_are_understood_stands_over_the_table() -> None:
    table = read_table(FILE, "spent.csv", fields_for, entry="budget line")
    assert table.headings == ("Item", "Paid", "Supplier")
    assert table.fields == ("line", "paid", NO_FIELD)
    assert table.numbers == (3, 5)
    assert table.rows == (("Books", "31/03/2026", "Peters"), ("Cover", "soon", ""))


def test_a_field_is_guessed_from_its_label_or_a_synonym_and_only_once() -> None:
    headings = ["BUDGET LINE:", "Description", "Paid-on", "Else"]
    assert guess_fields(headings, fields_for) == ("line", NO_FIELD, "paid", NO_FIELD)
    assert plain_heading("  Budget LINE (£): ") == "budget line"


def test_a_row_is_read_field_by_field_and_what_cannot_be_is_kept_apart_and_reported() -> None:
    table = read_table(FILE, "spent.csv", fields_for, entry="budget line")
    books, cover = (
        read_row(f"Row {number}", row, ("line",), lambda _, value: date_of(value))
        for number, row in zip(table.numbers, table.cells(table.fields), strict=True)
    )
    assert (books.values["line"], f"{books.values['paid']}") == ("Books", "2026-03-31")
    assert (books.apart, books.reports) == (["Supplier: Peters"], [])
    assert (cover.values, cover.apart) == ({"line": "Cover"}, ["Paid: soon"])
    assert cover.reports == ["Row 5, Paid: found “soon”, expected a date such as 31/03/2026"]


def test_a_second_column_of_texts_joins_the_first() -> None:
    row = [("line", "Item", "Books"), ("line", "Description", "for Year 9")]
    assert read_row("Row 2", row, ("line",), lambda _, value: value).values == {"line": "Books\nfor Year 9"}


def test_a_report_shows_the_beginning_of_a_long_text() -> None:
    assert shortened("a \n b") == "“a b”"
    assert shortened("x" * 50) == f"“{'x' * 40}…”"
