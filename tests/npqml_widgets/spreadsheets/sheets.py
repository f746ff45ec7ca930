"""Workbooks as people send them: formatted far beyond what they hold, merged, in Strict Open XML, locked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
ROWS: tuple[tuple[Any, ...], ...] = (("Risk", "Likelihood", "Owner"), ("Roof", 3, "Head"), ("Cover", 4, "Deputy"))


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def book_of(*rows: tuple[Any, ...]) -> Any:
    book = Workbook()
    for row in rows or ROWS:
        book.active.append(row)
    return book


def formatted(*cells: str) -> bytes:
    """A workbook whose cells here are formatted, and hold nothing."""
    book = book_of()
    for cell in cells:
        book.active[cell].fill = PatternFill("solid", fgColor="FFFF00")
    return saved(book)


def changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with each of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in parts.namelist():
            written.writestr(name, change(name, parts.read(name)))
    return target.getvalue()


def with_sheet(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with the text of its sheets changed."""
    return changed(content, lambda name, part: change(part) if "worksheets/" in name else part)


def strict(content: bytes) -> bytes:
    """The workbook as Excel saves it in Strict Open XML."""

    def renamed(_: str, part: bytes) -> bytes:
        for transitional, name in STRICT.items():
            part = part.replace(transitional, name)
        return part

    return changed(content, renamed)


def column_to_the_bottom(content: bytes, rows: int = 200_000) -> bytes:
    """The workbook with a column of formatted cells that hold nothing."""
    cells = b"".join(b'<row r="%d" spans="1:6"><c r="F%d" s="1"/></row>' % (row, row) for row in range(4, rows))
    return with_sheet(content, lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"))
