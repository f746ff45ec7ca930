"""What stands in a file with a table: its rows and columns that hold something, and which cells are merged."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.workbook import filled_rows, open_book
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.spreadsheets.delimited import SEPARATORS, decoded, rows_of

_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # how workbooks begin, whatever their names say


@frozen
class Grid:
    """One sheet: its rows that hold something, with their numbers there, a cell for each column that does.

    `columns` are the columns' numbers. `covered` says what stands in the cell that is merged with a blank one below
    it, by the row's number and the place among the columns; `across` are the rows with a cell over several columns.
    """

    sheet: str
    columns: tuple[int, ...]
    numbers: tuple[int, ...]
    rows: tuple[tuple[object, ...], ...]
    covered: Mapping[tuple[int, int], object] = field(factory=dict)
    across: frozenset[int] = frozenset()


def grids_of(content: bytes, filename: str) -> list[Grid]:
    """Return each sheet of a workbook, or a text cut into cells in each way there is; raises Refused where it is none.

    A workbook is known by its first bytes, whatever its name says.
    """
    if filename.lower().endswith(_TEXT_ENDINGS) and not content.startswith(_PACKED):
        text = decoded(content)
        return [_of_text(text, separator, filename) for separator in SEPARATORS]
    book = open_book(content, "a table in an XLSX workbook or a CSV file", name=filename)
    return [_of_sheet(sheet) for sheet in book.worksheets]


def _of_text(text: str, separator: str, filename: str) -> Grid:
    try:
        found = {number: dict(enumerate(row, 1)) for number, row in enumerate(rows_of(text, separator), 1)}
    except csv.Error as problem:
        raise Refused(f"{filename} cannot be read as CSV ({problem}). Save it again as CSV UTF-8.") from problem
    return _grid("", {number: dict(row) for number, row in found.items()})


def _of_sheet(sheet: Any) -> Grid:
    grid = _grid(sheet.title, filled_rows(sheet))
    place_of = {column: place for place, column in enumerate(grid.columns)}
    areas = [area for area in sheet.merged_cells.ranges if area.min_col in place_of]
    covered = {
        (number, place_of[area.min_col]): sheet.cell(area.min_row, area.min_col).value
        for area in areas
        for number in grid.numbers
        if area.min_row < number <= area.max_row
    }
    across = frozenset(area.min_row for area in areas if area.max_col > area.min_col)
    return Grid(grid.sheet, grid.columns, grid.numbers, grid.rows, covered, across)


def _grid(sheet: str, found: Mapping[int, Mapping[int, object]]) -> Grid:
    """Return the rows and columns in which there is anything to see."""
    seen = {
        number: {column: cell for column, cell in row.items() if text_of(cell).strip()} for number, row in found.items()
    }
    numbers = tuple(number for number, row in seen.items() if row)
    columns = tuple(sorted({column for row in seen.values() for column in row}))
    rows = tuple(tuple(found[number].get(column) for column in columns) for number in numbers)
    return Grid(sheet, columns, numbers, rows)
