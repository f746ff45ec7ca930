"""A table out of somebody's XLSX or CSV file: where its headings are, and its rows as they stand."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.documents.risk.cells import text_of

LARGEST = 20_000_000  # bytes of a file, and
LARGEST_INSIDE = 60_000_000  # bytes when unpacked: a small file can hold a huge one
MOST_ROWS, MOST_COLUMNS = 5_000, 200
NEVER_WORKED_OUT = "a formula that was never worked out"
_LOOKED_AT = 30  # rows in which headings are looked for


class NotATable(Exception):
    """Says why a file cannot be read and what to do."""


@frozen
class Table:
    """Rows of a file under their headings; `numbers` are the rows' numbers in the file, `sheets` all its sheets."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    numbers: tuple[int, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def read_table(content: bytes, filename: str, known: Callable[[Sequence[str]], int], *, sheet: str = "") -> Table:
    """Give the table in an XLSX or CSV file; raise NotATable, in words, where there is none.

    `known` tells how many headings of a row are understood: the row with most of them is taken for the headings,
    and the sheet with most of them is read unless one is named.
    """
    names: tuple[str, ...] = ()
    if filename.lower().endswith((".csv", ".tsv", ".txt")):
        text = _decoded(content)
        found = [("", _csv_rows(text, delimiter, filename)) for delimiter in ",;\t"]
    else:
        with opened(content, filename) as book:
            names = tuple(one.title for one in book.worksheets)
            found = [(one.title, _sheet_rows(one)) for one in book.worksheets if sheet in ("", one.title)]
    tables = [_table(rows, known, name) for name, rows in found]
    table = max(tables, key=lambda pair: pair[0], default=(0, None))[1]
    if table is None or not table.rows:
        raise NotATable(f"{filename} holds no table with headings and rows. Choose a file with a row for each risk.")
    if len(table.rows) > MOST_ROWS:
        raise NotATable(f"{filename} has {len(table.rows)} rows, more than {MOST_ROWS:,}. Save only the register.")
    return evolve(table, sheets=names)


@contextmanager
def opened(content: bytes, filename: str) -> Iterator[Any]:
    """Give an XLSX file as a workbook that holds values, not formulas; raise NotATable where it is none."""
    from openpyxl import load_workbook

    if len(content) > LARGEST:
        raise NotATable(f"{filename} is larger than {LARGEST // 1_000_000} MB. Save only the register in a new file.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_INSIDE:
                raise NotATable(f"{filename} unpacks to too much. Save only the register in a new file.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing matters here
            book, formulas = (load_workbook(io.BytesIO(content), data_only=values) for values in (True, False))
    except NotATable:
        raise
    except Exception as problem:
        raise NotATable(
            f"{filename} is no XLSX workbook that can be read. In Excel choose Save As, Excel Workbook (.xlsx) without "
            "a password, or CSV UTF-8."
        ) from problem
    _mark_unknown(book, formulas)
    yield book


def _mark_unknown(book: Any, formulas: Any) -> None:
    """Say so in the cells whose formula has no stored result, rather than leave them blank."""
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            twin = book[sheet.title][cell.coordinate]
            if twin.value is None:
                twin.value = NEVER_WORKED_OUT


def _sheet_rows(sheet: Any) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS), values_only=True))


def _csv_rows(text: str, delimiter: str, filename: str) -> list[tuple[object, ...]]:
    try:
        return [tuple(row[:MOST_COLUMNS]) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as problem:
        raise NotATable(f"{filename} cannot be read as CSV ({problem}). Save it again as CSV UTF-8.") from problem


def _decoded(content: bytes) -> str:
    """Read UTF-8, or what Excel on Windows writes as plain CSV."""
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _table(
    rows: list[tuple[object, ...]], known: Callable[[Sequence[str]], int], sheet: str
) -> tuple[int, Table | None]:
    """Give the table below the row with most known headings, and how many there are."""
    scored = [(known(_headings(rows, at)), at) for at in range(min(len(rows), _LOOKED_AT))]
    count, at = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    if not rows or (count == 0 and not any(map(text_of, rows[at]))):
        return 0, None
    headings = _headings(rows, at)
    below = [(number, row) for number, row in enumerate(rows[at + 1 :], at + 2) if any(text_of(one) for one in row)]
    filled = tuple((*row, *[None] * (len(headings) - len(row))) for _, row in below)
    width = max(map(len, filled), default=0)
    headings += tuple(f"Column {place + 1}" for place in range(len(headings), width))
    return count, Table(headings, filled, tuple(number for number, _ in below), sheet)


def _headings(rows: list[tuple[object, ...]], at: int) -> tuple[str, ...]:
    """Give the headings of a row; those that occur twice take the heading above them, such as Inherent, with them."""
    texts = [" ".join(text_of(cell).split()) for cell in rows[at]]
    above = _filled_right(rows[at - 1]) if at else []
    above += [""] * (len(texts) - len(above))
    return tuple(
        f"{above[place]} {text}".strip() if texts.count(text) > 1 and text else text or f"Column {place + 1}"
        for place, text in enumerate(texts)
    )


def _filled_right(row: Iterable[object]) -> list[str]:
    """Give the texts of a row in which a heading that spans several columns stands over each of them."""
    texts: list[str] = []
    for cell in row:
        texts.append(" ".join(text_of(cell).split()) or (texts[-1] if texts else ""))
    return texts


def plain_heading(text: str) -> str:
    """Give a heading in lower case, with nothing but letters and figures in it."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
