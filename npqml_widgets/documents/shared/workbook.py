"""A document's workbook, written and read back: sheets of columns and rows in which no text can run as a formula.

Whatever cannot be written or read is refused in words (`Refused`), which a form shows as they are.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

from attrs import frozen

from npqml_widgets.documents.shared.cells import LARGEST_CELL, from_cell, length_of, to_cell
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.spreadsheets.filledcells import only_filled_cells
from npqml_widgets.spreadsheets.kinds import what_it_is

LARGEST = 20_000_000  # bytes of a file, and
LARGEST_INSIDE = 60_000_000  # bytes when unpacked: a small file can hold a huge one
MOST_CELLS = 2_000_000  # of the rows and columns in which something stands
NEVER_WORKED_OUT = "a formula that was never worked out"
WIDEST = 60  # characters, of a column that is as wide as what stands in it
SPARE_ROWS = 200  # below the last one, where people may add their own and still choose from lists


@frozen
class Formula:
    """A value that the spreadsheet works out, such as "=B2*C2"; `of_lists` where it goes through whole columns."""

    text: str
    of_lists: bool = False


Value = str | float | bool | date | datetime | Formula | None
"""What can be put in a cell."""


@frozen
class Column:
    """A column: its heading, its width (else as wide as what stands in it), and what to choose from, if anything."""

    heading: str
    width: float = 0
    choices: tuple[str, ...] = ()


@frozen
class Table:
    """Rows as they stand in a file, under their headings; `numbers` are the rows' numbers there."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    numbers: tuple[int, ...]

    def entries(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Return each row's number and its values by heading."""
        for number, row in zip(self.numbers, self.rows, strict=True):
            yield number, dict(zip(self.headings, row, strict=False))


def new_book() -> Any:
    """Return a workbook that has no sheet yet."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    return book


def add_table(book: Any, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Any:
    """Return a new sheet of the workbook: bold headings that stay in sight, and the rows under them.

    Raises Refused where a text is longer than a cell can hold.
    """
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name[:31])
    add_row(sheet, [column.heading for column in columns])
    for row in rows:
        add_row(sheet, row)
    last = sheet.max_row - 1 + SPARE_ROWS
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width or _longest(sheet, place)
        if column.choices:
            offer(sheet, f"{letter}2:{letter}{last}", column.choices, title=column.heading)
    embolden(sheet, [1])
    sheet.freeze_panes = "A2"
    return sheet


def add_row(sheet: Any, values: Sequence[Value]) -> int:
    """Put values under the other rows, each text as a text, and return the row's number."""
    sheet.append([None] * len(values))
    row: int = sheet.max_row
    for place, value in enumerate(values, 1):
        _put(sheet.cell(row, place), value)
    return row


def embolden(sheet: Any, rows: Iterable[int]) -> None:
    """Set rows of a sheet in bold."""
    from openpyxl.styles import Font

    for row in rows:
        for cell in sheet[row]:
            cell.font = Font(bold=True)


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Set the widths of a sheet's first columns."""
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def offer(sheet: Any, area: str, values: Iterable[str], *, title: str, meaning: str = "") -> None:
    """Let people choose from a list in an area such as "C2:C40"; `meaning` explains the values as they choose."""
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = list(values)
    rule = DataValidation(type="list", formula1=f'"{",".join(listed)}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = title, meaning or f"Choose one of: {', '.join(listed)}."
    if meaning:
        rule.promptTitle, rule.prompt, rule.showInputMessage = title, meaning, True
    rule.add(area)
    sheet.add_data_validation(rule)


def show_as(sheet: Any, area: str, number_format: str) -> None:
    """Show the numbers of an area such as "C2:E40" in a format, such as "£#,##0.00"."""
    for row in sheet[area]:
        for cell in row:
            cell.number_format = number_format


def mark_where(sheet: Any, area: str, formula: str) -> None:
    """Set the cells of an area in bold on a shaded ground where a formula, written for its first cell, holds."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    fill = PatternFill("solid", bgColor="FFD9B3")
    sheet.conditional_formatting.add(area, FormulaRule(formula=[formula], font=Font(bold=True), fill=fill))


def print_across(sheet: Any, *, headings: bool = True) -> None:
    """Print a wide sheet on A4 across, as wide as the page; with headings on each, by which it can be filtered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    if headings:
        sheet.auto_filter.ref = sheet.dimensions
        sheet.print_title_rows = "1:1"


def saved(book: Any, title: str = "", *, author: str = "", opens: str = "") -> bytes:
    """Return a workbook as the content of its file: for A4, and opened on the sheet `opens`, else on the first one."""
    for sheet in book.worksheets:
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_view.tabSelected = False
    book.active = book[opens] if opens else book.worksheets[0]
    book.active.sheet_view.tabSelected = True
    book.properties.title, book.properties.creator = _plain(title), _plain(author)  # else openpyxl names itself
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def open_book(content: bytes, expected: str, *, name: str = "The file", as_typed: bool = False) -> Any:
    """Return the workbook in a file, with the results of formulas or, `as_typed`, the formulas themselves.

    It has only the cells that hold something. Raises Refused where there is none that can be read; `expected` says
    what it should be, such as "a budget".
    """
    if len(content) > LARGEST:
        raise Refused(f"{name} is larger than {LARGEST // 1_000_000} MB. Save only the table in a new file.")
    if found := what_it_is(content):
        raise Refused(f"{name}: expected {expected}, found {found}.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_INSIDE:
                raise Refused(f"{name} unpacks to too much. Save only the table in a new file.")
        return _loaded(only_filled_cells(content), as_typed)
    except Refused:
        raise
    except Exception as problem:  # openpyxl raises whatever the broken part of a file leads to
        raise Refused(
            f"{name} is no XLSX workbook that can be opened; expected {expected}. In Excel choose Save As, Excel "
            "Workbook (.xlsx) without a password, or ask for the file again."
        ) from problem


def filled_rows(sheet: Any) -> dict[int, dict[int, object]]:
    """Return the values of a sheet's cells that hold something, by row and column, from the top.

    However large a sheet says it is, nothing else is looked at.
    """
    rows: dict[int, dict[int, object]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # openpyxl's own walks go over every cell in between
        if cell.value is not None:
            rows.setdefault(row, {})[column] = cell.value
    columns = {column for row in rows.values() for column in row}
    if len(rows) * len(columns) > MOST_CELLS:
        raise Refused(
            f"What stands on the sheet {sheet.title} is spread over {len(rows):,} rows and {len(columns):,} columns. "
            "Save only the table in a new file."
        )
    return rows


def read_sheet(book: Any, name: str) -> Table:
    """Return the rows of a sheet, texts as they were before they were written, without what holds nothing.

    Raises Refused where there is no such sheet.
    """
    if name not in book.sheetnames:
        raise Refused(f"The workbook has no sheet {name}. Choose the file that was exported from here.")
    rows = filled_rows(book[name])
    columns = sorted({column for row in rows.values() for column in row})
    headings = rows.pop(1, {})
    return Table(
        tuple(str(_read(headings.get(column, ""))) for column in columns),
        tuple(tuple(_read(row.get(column)) for column in columns) for row in rows.values()),
        tuple(rows),
    )


def _plain(text: str) -> str:
    """Return a text as the file's own properties can hold it."""
    return "".join(sign for sign in text if sign.isprintable())[:200]


def _loaded(content: bytes, as_typed: bool) -> Any:
    """Return openpyxl's workbook; a cell whose formula has no stored result says so rather than being blank."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing matters here
        typed = load_workbook(BytesIO(content), keep_links=False)
        if as_typed:
            return typed
        book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
    for sheet in typed.worksheets:
        for cell in [cell for cell in sheet._cells.values() if cell.data_type == "f"]:
            twin = book[sheet.title][cell.coordinate]
            if twin.value is None:
                twin.value = NEVER_WORKED_OUT
    return book


def _put(cell: Any, value: Value) -> None:
    """Put a value in a cell; a text stays a text, whatever it looks like."""
    cell.alignment = _in_lines()
    if isinstance(value, Formula):
        from openpyxl.worksheet.formula import ArrayFormula

        cell.value = ArrayFormula(cell.coordinate, value.text) if value.of_lists else value.text
    elif not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
    elif value:
        text = to_cell(value)
        if length_of(text) > LARGEST_CELL:
            found = f"found {length_of(text):,} characters; a cell holds {LARGEST_CELL:,}"
            raise Refused(f"{_place_of(cell)}: {found}. Shorten the text.")
        cell.value = text
        cell.data_type = "s"  # openpyxl would make a formula of a text that starts with =, an error of "#N/A"


@cache
def _in_lines() -> Any:
    """Return how a cell shows a long text: broken into lines, from the top."""
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top")


def _place_of(cell: Any) -> str:
    """Say where a cell is, as nobody has seen the sheet yet: "All risks, row 2 (R1), Notes"."""
    sheet, entry = cell.parent, cell.parent.cell(cell.row, 1).value
    named = f" ({str(entry)[:30]})" if entry is not None and cell.column > 1 else ""
    return f"{sheet.title}, row {cell.row}{named}, {sheet.cell(1, cell.column).value or cell.column_letter}"


def _longest(sheet: Any, place: int) -> float:
    """Return the width of a column in which each line of a text has room, up to `WIDEST`."""
    cells = (cell for (cell,) in sheet.iter_rows(min_col=place, max_col=place))
    texts = (str(cell.value) for cell in cells if cell.value is not None and cell.data_type != "f")
    lines = (len(line) for text in texts for line in text.split("\n"))
    return min(WIDEST, max(lines, default=0) + 3)


def _read(value: object) -> object:
    return from_cell(value) if isinstance(value, str) else value
