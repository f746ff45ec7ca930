"""Somebody's own table out of an XLSX or CSV file: its headings found, its columns understood, its rows read.

Nothing of it is lost: what cannot be read as the field that its column stands for is said, row by row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from npqml_widgets.documents.shared import workbook
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.workbook import open_book
from npqml_widgets.keeping.authored import Refused

MOST_ROWS, MOST_COLUMNS = 5_000, 200
NO_FIELD = ""
"""Stands for a column that is no field of the document."""
_LOOKED_AT = 30  # rows in which headings are looked for
Fitting = Callable[[str], Sequence[str]]
"""Returns the fields that a plain heading may stand for, likeliest first."""
Cell = tuple[str, str, object]
"""A field (or NO_FIELD), the heading of the column, and what stands in the cell."""


@frozen
class Table(workbook.Table):
    """A table with the field that each column seems to be, its sheet, and all the sheets of its file."""

    fields: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def cells(self, fields: Sequence[str]) -> list[list[Cell]]:
        """Return the cells of each row, each with its field out of `fields`, one a column."""
        return [list(zip(fields, self.headings, row, strict=True)) for row in self.rows]


@frozen
class ReadRow:
    """One row: its values by field, what was kept apart as "heading: text", and why what could not be read was not."""

    values: dict[str, Any] = field(factory=dict)
    apart: list[str] = field(factory=list)
    reports: list[str] = field(factory=list)


def read_table(content: bytes, filename: str, fitting: Fitting, *, entry: str, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, which has a row for each `entry`, such as "risk".

    The row with most headings that stand for a field is taken for the headings, and the sheet with most of them is
    read unless one is named. Raises Refused where there is none.
    """
    names: tuple[str, ...] = ()
    if filename.lower().endswith((".csv", ".tsv", ".txt")):
        text = _decoded(content)
        found = [("", _csv_rows(text, delimiter, filename)) for delimiter in ",;\t"]
    else:
        book = open_book(content, "a table in an XLSX workbook or a CSV file", name=filename)
        names = tuple(one.title for one in book.worksheets)
        found = [(one.title, _sheet_rows(one)) for one in book.worksheets if sheet in ("", one.title)]
    tables = [_table(rows, fitting, name) for name, rows in found]
    table = max(tables, key=lambda pair: pair[0], default=(0, None))[1]
    if table is None or not table.rows:
        raise Refused(f"{filename} holds no table with headings and rows. Choose a file with a row for each {entry}.")
    if len(table.rows) > MOST_ROWS:
        raise Refused(
            f"{filename} has {len(table.rows)} rows, more than {MOST_ROWS:,}. Save only the table in a new file."
        )
    return evolve(table, sheets=names)


def guess_fields(headings: Sequence[str], fitting: Fitting) -> tuple[str, ...]:
    """Return the field that each column seems to be, NO_FIELD where it is none; each field is used once."""
    taken: set[str] = set()
    fields = []
    for heading in headings:
        guess = next((one for one in fitting(plain_heading(heading)) if one not in taken), NO_FIELD)
        taken |= {guess} - {NO_FIELD}
        fields.append(guess)
    return tuple(fields)


def named_field(heading: str, words: Mapping[str, Iterable[str]], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the field of which a plain heading is the label or one of the words; empty where it is none."""
    return next(
        ((one,) for one, synonyms in words.items() if heading == plain_heading(labels[one]) or heading in synonyms), ()
    )


def plain_heading(text: str) -> str:
    """Return a heading in lower case, with nothing but letters and figures in it."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def read_row(place: str, row: Sequence[Cell], texts: Sequence[str], read: Callable[[str, object], Any]) -> ReadRow:
    """Return a row's values; `texts` are fields that take any text, `read` reads the others or raises Unreadable.

    A column that is no field, a second one of the same field, and what cannot be read are kept apart.
    """
    found = ReadRow()
    for name, heading, value in row:
        text = text_of(value)
        if name in texts and text:
            found.values[name] = f"{found.values[name]}\n{text}" if name in found.values else text
        elif text.strip() and (name == NO_FIELD or name in found.values):
            found.apart.append(f"{heading}: {text}")
        elif text.strip():
            try:
                found.values[name] = read(name, value)
            except Unreadable as expected:
                found.apart.append(f"{heading}: {text}")
                found.reports.append(f"{place}, {heading}: found {shortened(text)}, expected {expected}")
    return found


def shortened(text: str) -> str:
    """Return the beginning of a text in quotation marks, as a report shows it."""
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= 40 else f"“{plain[:40]}…”"


def _sheet_rows(sheet: Any) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS), values_only=True))


def _csv_rows(text: str, delimiter: str, filename: str) -> list[tuple[object, ...]]:
    try:
        return [tuple(row[:MOST_COLUMNS]) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as problem:
        raise Refused(f"{filename} cannot be read as CSV ({problem}). Save it again as CSV UTF-8.") from problem


def _decoded(content: bytes) -> str:
    """Read UTF-8, or what Excel on Windows writes as plain CSV."""
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _table(rows: list[tuple[object, ...]], fitting: Fitting, sheet: str) -> tuple[int, Table | None]:
    """Return the table below the row with most headings that are understood, and how many there are."""
    scored = [(_understood(_headings(rows, at), fitting), at) for at in range(min(len(rows), _LOOKED_AT))]
    count, at = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    if not rows or (count == 0 and not any(map(text_of, rows[at]))):
        return 0, None
    headings = _headings(rows, at)
    below = [(number, row) for number, row in enumerate(rows[at + 1 :], at + 2) if any(text_of(cell) for cell in row)]
    filled = tuple((*row, *[None] * (len(headings) - len(row))) for _, row in below)
    width = max(map(len, filled), default=0)
    headings += tuple(f"Column {place + 1}" for place in range(len(headings), width))
    fields = guess_fields(headings, fitting)
    return count, Table(headings, filled, tuple(number for number, _ in below), fields, sheet)


def _understood(headings: Sequence[str], fitting: Fitting) -> int:
    return sum(name != NO_FIELD for name in guess_fields(headings, fitting))


def _headings(rows: list[tuple[object, ...]], at: int) -> tuple[str, ...]:
    """Return the headings of a row; those that occur twice take the heading above them, such as Inherent, with them."""
    texts = [" ".join(text_of(cell).split()) for cell in rows[at]]
    above = _filled_right(rows[at - 1]) if at else []
    above += [""] * (len(texts) - len(above))
    return tuple(
        f"{above[place]} {text}".strip() if texts.count(text) > 1 and text else text or f"Column {place + 1}"
        for place, text in enumerate(texts)
    )


def _filled_right(row: Iterable[object]) -> list[str]:
    """Return the texts of a row in which a heading that spans several columns stands over each of them."""
    texts: list[str] = []
    for cell in row:
        texts.append(" ".join(text_of(cell).split()) or (texts[-1] if texts else ""))
    return texts
