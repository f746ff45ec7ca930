"""A workbook's file with nothing in it but the cells that hold something.

A sheet says how large it is, and one formatted cell far below makes it a million rows long. A reader that believes
it walks them all. Here the file is cut down, as text, before anything reads it: formatted cells that hold nothing,
columns' and sheets' looks, pictures and links go out; of merged areas as much is kept as tells what is merged. Strict
Open XML, which openpyxl cannot read, gets the names that it knows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import IO

from attrs import frozen

PIECE = 1 << 20  # bytes of a sheet that are looked at together
LONGEST_AREA = 5_000  # rows of a merged area; a longer one is no longer merged
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^<>]*>")
_PASSED_OVER = re.compile(r"(?:^|/)(?:docProps|worksheets/_rels|chartsheets/_rels)/")
_AREA = re.compile(rb"""ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")


@frozen
class _Elements:
    """What is looked for in a sheet, with the prefix that its elements have."""

    empty_cell: re.Pattern[bytes]
    empty_row: re.Pattern[bytes]
    without_place: re.Pattern[bytes]
    row_number: re.Pattern[bytes]
    row: bytes
    placed: bytes
    values: tuple[bytes, ...]
    begin: re.Pattern[bytes]
    end: bytes


def only_filled_cells(content: bytes) -> bytes:
    """Return a workbook's file without anything that holds no value; raises zipfile.BadZipFile where it is no zip."""
    reduced = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as parts, zipfile.ZipFile(reduced, "w") as target:
        for part in parts.infolist():
            if not part.filename.endswith((".xml", ".rels")) or _PASSED_OVER.search(part.filename):
                continue
            with parts.open(part) as source, target.open(part.filename, "w", force_zip64=True) as written:
                for piece in _reduced(source):
                    written.write(piece)
    return reduced.getvalue()


def _reduced(part: IO[bytes]) -> Iterator[bytes]:
    """Return a part piece by piece: a sheet with its filled cells only, any other part as it is."""
    start = part.read(PIECE)
    root = _ROOT.search(start)
    if root is None:
        yield _as_transitional(start + part.read())
        return
    prefix = root[1]
    elements = _elements(prefix)
    begin = elements.begin.search(start)
    while begin is None and (more := part.read(PIECE)):
        start += more
        begin = elements.begin.search(start)
    if begin is None:
        yield _as_transitional(start)
        return
    yield _as_transitional(start[: root.end()])
    yield begin[0]
    tail, last = b"", 0
    if not begin[0].endswith(b"/>"):
        for rows, rest in _rows(part, start[begin.end() :], elements):
            filled = _filled(rows, elements)
            numbers = elements.row_number.findall(filled)
            last = max(last, int(numbers[-1])) if numbers else last
            tail = rest
            yield filled
        yield elements.end
    yield _merged(tail, last, prefix)
    yield b"</" + prefix + b"worksheet>"


def _rows(part: IO[bytes], held: bytes, elements: _Elements) -> Iterator[tuple[bytes, bytes]]:
    """Return whole rows, and, with the last ones, what stands behind them."""
    while elements.end not in held:
        more = part.read(PIECE)
        if not more:
            break
        cut = max(held.rfind(elements.row), 0)
        yield held[:cut], b""
        held = held[cut:] + more
    rows, _, rest = held.partition(elements.end)
    yield rows, rest + part.read()


def _filled(rows: bytes, elements: _Elements) -> bytes:
    """Return rows without cells that hold nothing; as they are where a cell's place follows from those before it."""
    if b"<!" in rows:
        return rows
    if not any(value in rows for value in elements.values) and rows.count(elements.row) == rows.count(elements.placed):
        return b""  # as most of a column is that is formatted to the bottom
    if elements.without_place.search(rows):
        return rows
    return elements.empty_row.sub(b"", elements.empty_cell.sub(b"", rows))


def _merged(tail: bytes, last: int, prefix: bytes) -> bytes:
    """Return the merged areas, two columns wide at most, as far down as the last row that holds something."""
    areas = []
    for left, top, right, bottom in _AREA.findall(tail) if b"mergeCell" in tail else ():
        lowest = min(int(bottom), last)
        if int(top) > lowest or lowest - int(top) >= LONGEST_AREA:
            continue
        until = left if left == right else _next(left)
        if (left, int(top)) != (until, lowest):
            areas.append(b'<%bmergeCell ref="%b%b:%b%d"/>' % (prefix, left, top, until, lowest))
    if not areas:
        return b""
    return b"<%bmergeCells>%b</%bmergeCells>" % (prefix, b"".join(areas), prefix)


def _next(column: bytes) -> bytes:
    """Return the letters of the next column: Z is followed by AA."""
    if not column:
        return b"A"
    return column[:-1] + bytes([column[-1] + 1]) if column[-1:] < b"Z" else _next(column[:-1]) + b"A"


def _as_transitional(part: bytes) -> bytes:
    for strict, transitional in _TRANSITIONAL:
        part = part.replace(strict, transitional)
    return part


@cache
def _elements(prefix: bytes) -> _Elements:
    name = re.escape(prefix)
    nothing = rb"(?:/>|>\s*(?:<" + name + rb"v\s*/>|<" + name + rb"v>\s*</" + name + rb"v>)?\s*</" + name
    return _Elements(
        empty_cell=re.compile(rb"<" + name + rb"c\s[^<>]*?" + nothing + rb"c>)"),
        empty_row=re.compile(rb"<" + name + rb"row\s[^<>]*?(?:/>|>\s*</" + name + rb"row>)"),
        without_place=re.compile(rb"<" + name + rb"(?:c|row)(?!\s(?:[^<>]*?\s)?r=)(?=[\s/>])"),
        row_number=re.compile(rb"<" + name + rb"""row\s(?:[^<>]*?\s)?r=["'](\d+)"""),
        row=b"<" + prefix + b"row",
        placed=b"<" + prefix + b'row r="',
        values=tuple(b"<" + prefix + value for value in (b"v", b"is", b"f")),
        begin=re.compile(rb"<" + name + rb"sheetData\s*/?>"),
        end=b"</" + prefix + b"sheetData>",
    )
