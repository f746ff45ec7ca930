"""A document of lists as an XLSX workbook with live formulas that a school can go on with, and back."""

from __future__ import annotations

from typing import Any, TypeVar

from npqml_widgets.documents.shared.cells import Unreadable, from_cell, text_of
from npqml_widgets.documents.shared.entry_rows import Imported, RowReader, sheet_rows
from npqml_widgets.documents.shared.lists.columns import NO_VALUE, EntryList, Field, ListDocument, Places
from npqml_widgets.documents.shared.workbook import (
    SPARE_ROWS,
    Column,
    Formula,
    Value,
    add_row,
    add_table,
    embolden,
    filled_rows,
    new_book,
    open_book,
    print_across,
    saved,
    set_widths,
    show_as,
)
from npqml_widgets.keeping.authored import Refused

T = TypeVar("T")
ABOUT = "About"
LAYOUT = 1
"""Raised when a workbook is written in a way that an older version of the course cannot read."""
FORMULA_ROWS = 20  # below the last entry, which have their formulas already
_APOSTROPHE = "In front of a text that begins with = + - or @ it keeps the text a text. Leave it there."


def to_xlsx(kind: ListDocument[T], document: T) -> bytes:
    """Return the document as the bytes of an XLSX file; raises Refused for a text that no cell can hold."""
    return saved(to_book(kind, document), kind.title_of(document), opens=kind.lists[0].name)


def to_book(kind: ListDocument[T], document: T) -> Any:
    """Return the document as a workbook, to which a document may add sheets of its own."""
    book = new_book()
    for each in kind.lists:
        _add_list(book, each, document)
    _add_about(book, kind, document)
    return book


def places_of(each: EntryList, document: object, row: int = 0) -> Places:
    """Return where the cells of a list are in the workbook."""
    from openpyxl.utils import get_column_letter

    letters = {name: get_column_letter(place) for place, name in enumerate(each.columns, 1)}
    return Places(each.name, letters, len(getattr(document, each.part)) + 1 + SPARE_ROWS, row)


def from_xlsx(kind: ListDocument[T], content: bytes, filename: str) -> Imported[T] | None:
    """Return the document in a workbook that `to_xlsx` has made, None if it is another workbook.

    Raises Refused for what is no workbook.
    """
    book = open_book(content, f"a {kind.words}", name=filename)
    if not {ABOUT, *(each.name for each in kind.lists)} <= set(book.sheetnames):
        return None
    about = {text_of(row.get(1)): row.get(2) for row in filled_rows(book[ABOUT]).values()}
    layout = about.get(_layout_label(kind))
    if not isinstance(layout, int) or not layout:
        return None
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    reports: list[str] = []
    settings = {name: _setting(each, about.get(each.label), reports) for name, each in kind.settings.items()}
    lists = {each.part: _read_list(book, each, reports) for each in kind.lists}
    return Imported(kind.model(**settings, **lists), sum(map(len, lists.values())), tuple(reports))


def _add_list(book: Any, each: EntryList, document: object) -> None:
    entries = getattr(document, each.part)
    columns = [
        Column(column.label, column.wide * 1.8, tuple(filter(None, column.kind.options.values())))
        for column in each.columns.values()
    ]
    padded = (*entries, *[None] * (FORMULA_ROWS if each.worked_out else 0))
    rows = [_row(each, entry, places_of(each, document, row)) for row, entry in enumerate(padded, 2)]
    sheet = add_table(book, each.name, columns, rows)
    sheet.freeze_panes = "B2"
    places = places_of(each, document)
    for name, column in each.columns.items():
        if column.kind.number_format:
            letter = places.letters[name]
            show_as(sheet, f"{letter}2:{letter}{places.last}", column.kind.number_format)
    print_across(sheet)


def _row(each: EntryList, entry: object, places: Places) -> list[Value]:
    own = {} if entry is None else {name: _value(field, getattr(entry, name)) for name, field in each.fields.items()}
    formulas = {name: Formula(worked.formula(places)) for name, worked in each.worked_out.items()}
    return [own.get(name, formulas.get(name)) for name in each.columns]


def _value(each: Field, value: Any) -> Value:
    return None if value in NO_VALUE else each.kind.in_cell(value)


def _add_about(book: Any, kind: ListDocument[T], document: T) -> None:
    sheet = book.create_sheet(ABOUT)
    lists = {each.part: places_of(each, document) for each in kind.lists}
    rows: list[tuple[str, Value, str]] = [
        *(
            (each.label, _value(each, getattr(document, name)), each.kind.number_format)
            for name, each in kind.settings.items()
        ),
        *((total.label, Formula(total.formula(lists)), total.kind.number_format) for total in kind.totals),
        *((f"How it is worked out {place}", words, "") for place, words in enumerate(kind.method, 1)),
        ("Apostrophe", _APOSTROPHE, ""),
        (_layout_label(kind), LAYOUT, ""),
    ]
    for label, value, number_format in rows:
        row = add_row(sheet, [label, value])
        if number_format:
            show_as(sheet, f"B{row}:B{row}", number_format)
    set_widths(sheet, (38, 90))
    embolden(sheet, [1])


def _layout_label(kind: ListDocument[T]) -> str:
    return f"Layout of this {kind.words}"


def _setting(each: Field, value: object, reports: list[str]) -> Any:
    plain = from_cell(value) if isinstance(value, str) else value
    try:
        return each.kind.read(plain)
    except Unreadable as expected:
        reports.append(f"{ABOUT}, {each.label}: found {text_of(plain)}, expected {expected}; left blank.")
        return each.kind.read(None)


def _read_list(book: Any, each: EntryList, reports: list[str]) -> tuple[Any, ...]:
    names = {column.label: name for name, column in each.columns.items()}
    rows = sheet_rows(book, each.name, names, each.worked_out)
    reader = RowReader(each.row_kind, (), [row for _, row in rows])
    found = [reader.entry(place, row, always=True) for place, row in rows]
    reports += reader.reports
    return tuple(entry for entry in found if entry is not None)
