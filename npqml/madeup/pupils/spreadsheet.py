"""CSV and XLSX files that are the same, byte for byte, whenever the same cells are written."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]
"""A header and the rows under it."""

_WHEN = datetime(2020, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDEST = 70


def write_csv(path: Path, rows: Rows) -> None:
    """Write comma-separated text: UTF-8, dates dd/mm/yyyy, whole numbers without a decimal point."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> None:
    """Write a workbook with a frozen, filtered header and fitting widths on each sheet."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "NPQML workbook"
    book.properties.created = _WHEN
    for title, rows in sheets.items():
        _fill(book.create_sheet(title), rows)
    written = BytesIO()
    book.save(written)
    path.write_bytes(_without_times(written))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _fill(sheet: Worksheet, rows: Rows) -> None:
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            written = sheet.cell(number, place, cell)
            if isinstance(cell, date):
                written.number_format = "DD/MM/YYYY"
    for heading in sheet[1]:
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="DDE6EE")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for place, column in enumerate(zip(*rows, strict=True), 1):
        widest = max(len(_text(cell)) for cell in column)
        sheet.column_dimensions[get_column_letter(place)].width = min(widest, _WIDEST) + 3


def _without_times(written: BytesIO) -> bytes:
    """Return the workbook with one fixed time in all places where openpyxl puts the clock's."""
    fixed = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _WHEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            new.writestr(zipfile.ZipInfo(name, _WHEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
