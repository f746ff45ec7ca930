"""Sheets of a workbook written and read: what 360 forms, 360 reports and the leadership reflection have in common."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from npqml_widgets.documents.shared.cells import from_cell, to_cell

LARGEST = 50_000_000  # bytes, unpacked: far more than any of our own
Sheet = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""The headings of a sheet and the rows under them."""


class Damaged(Exception):
    """Says in words what is wrong with a code, file or workbook, and what to do."""


def write_book(sheets: Mapping[str, Sheet], widths: Mapping[str, int]) -> bytes:
    """Give sheets as a workbook in which no text can run as a formula; `widths` are of columns, by heading."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            add_row(sheet, row)
        for heading in sheet[1]:
            heading.font = Font(bold=True)
            sheet.column_dimensions[heading.column_letter].width = widths.get(heading.value, 22)
        sheet.freeze_panes = "A2"
    return saved(book)


def add_row(sheet: Any, row: Sequence[Any]) -> None:
    """Put a row of values under the others, each text as a text."""
    from openpyxl.styles import Alignment

    sheet.append([to_cell(cell) if isinstance(cell, str) else cell for cell in row])
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(cell.value, str):
            cell.data_type = "s"  # openpyxl takes any text that begins with "=" for a formula


def saved(book: Any) -> bytes:
    """Give a workbook as the content of its file."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def open_book(content: bytes, what: str) -> Any:
    """Give a workbook; raises Damaged, naming `what` was expected, where there is none that can be read."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise Damaged(f"The workbook is far larger than {what}. Ask for it again.")
        return load_workbook(BytesIO(content))
    except Damaged:
        raise
    except Exception as problem:  # openpyxl raises whatever the broken part of a file leads to
        raise Damaged(
            f"The workbook cannot be opened: expected {what}. It may be damaged: ask for it again."
        ) from problem


def read_rows(book: Any, name: str, width: int) -> list[tuple[int, list[Any]]]:
    """Give the numbers and values of the rows under the headings, without empty ones; raises Damaged."""
    if name not in book.sheetnames:
        raise Damaged(f"The workbook has no sheet named {name}. Take the file as it was exported.")
    rows = enumerate(book[name].iter_rows(min_row=2, max_col=width, values_only=True), 2)
    return [
        (number, [from_cell(cell) if isinstance(cell, str) else cell for cell in row])
        for number, row in rows
        if any(cell is not None for cell in row)
    ]
