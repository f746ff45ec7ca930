"""A data file that a spreadsheet has saved again, read as it was wherever that is certain; else said in a sentence.

Spreadsheets change more than anybody asked for: what stands between the cells, the alphabet, decimal points, dates,
long numbers. Only a file in which something of that kind is seen is looked at cell by cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from npqml_widgets.spreadsheets.delimited import decoded, rows_of, separator_of
from npqml_widgets.spreadsheets.typeddates import NoDate, read_date

_SIGNS = ('"', "E+", ",'", "\n'", ",=", "\n=", "\n,")
_SHORT_DAYS = tuple(f",{day}/" for day in range(1, 10))
_DATE = re.compile(r"/(?:0\d|1[0-2])/\d{4}(?![\d ])")  # as the file was released, behind the day
_OTHER_DATES = (re.compile(r"\.\d\d?\.\d"), re.compile(r"-(?:[A-Z][a-z]{2}|\d\d)-\d"))
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E[+-]\d{1,3}")
_COMMA = re.compile(r"-?\d+,\d+(%?)")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+")
_POINT = re.compile(r"-?\d+\.\d+%?")
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?")
_DATED = re.compile(r"\d.*[/.-].*\d{2}")
_DATA = re.compile(r"-?\d+(?:[.,]\d+)?|[A-Z]\d{9,}[A-Z]?|\d{1,2}/\d{1,2}/\d{2,4}")


class Changed(ValueError):
    """Says what a spreadsheet has done to a file that cannot be undone."""


def as_it_was(content: bytes) -> str:
    """Return a data file as text with commas between its cells; raises Changed where it cannot be as it was."""
    text = decoded(content)
    if "\0" in text:
        raise ValueError("it is no text")
    if not _is_touched(text):
        return text
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    told = re.match(r"\s*\"?sep=(.)", lines[0]) if lines else None
    body = "".join(lines[1:] if told else lines)
    rows = [row for row in rows_of(body, told[1] if told else separator_of(body)) if any(map(str.strip, row))]
    if not rows:
        return text
    columns = _columns(rows)
    headings = [column[0].strip() for column in columns]
    if lost := next((heading for heading in headings if _DATA.fullmatch(heading)), ""):
        raise Changed(f"its first row holds {lost}, where the columns' names were")
    if len(set(headings)) < len(headings):
        raise Changed("it has two columns of the same name, or one without a name")
    month_first = _month_first(columns)
    cells = [_mended(name, column[1:], month_first) for name, column in zip(headings, columns, strict=True)]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([headings, *zip(*cells, strict=True)])
    return written.getvalue()


def _is_touched(text: str) -> bool:
    """Tell whether anything in a file is as a spreadsheet writes it; this is asked of every file, and must be quick."""
    heading = text.partition("\n")[0].rstrip("\r")
    return (
        "," not in heading
        or heading.startswith("sep=")
        or heading.endswith(",")
        or any(map(heading.__contains__, ";\t|"))
        or any(_DATA.fullmatch(name) for name in heading.split(","))
        or any(sign in text for sign in (*_SIGNS, *_SHORT_DAYS))
        or len(_DATE.findall(text)) * 2 != text.count("/")
        or any(date.search(text) for date in _OTHER_DATES)
    )


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the columns of a table, without those that a spreadsheet has added and that hold nothing."""
    width = max(map(len, rows))
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    return [[_typed(cell) for cell in column] for column in columns if any(map(str.strip, column))]


def _typed(cell: str) -> str:
    """Return a cell without what keeps a number a text in a spreadsheet: a leading apostrophe, or ="..."."""
    if held := re.fullmatch(r'="(.*)"', cell, re.DOTALL):
        return held[1]
    return cell[1:] if re.match(r"'(?![A-Z][a-z])", cell) else cell


def _mended(name: str, cells: list[str], month_first: bool) -> list[str]:
    """Return the cells of a column as they were."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if lost := next((cell for cell in filled if _SCIENTIFIC.fullmatch(cell)), ""):
        raise Changed(f"its column {name} holds {lost}: a number that a spreadsheet has shortened")
    if _are_dates(filled):
        return [_day(name, cell, month_first) if cell.strip() else cell for cell in cells]
    if not any(_COMMA.fullmatch(cell) for cell in filled):
        return cells
    commas = [cell for cell in filled if _COMMA.fullmatch(cell)]
    if any(_POINT.fullmatch(cell) for cell in filled) or all(_THOUSANDS.fullmatch(cell) for cell in commas):
        raise Changed(f"its column {name} holds {commas[0]}, and nothing tells whether the comma is a decimal point")
    return [cell.replace(",", ".") if _COMMA.fullmatch(cell.strip()) else cell for cell in cells]


def _are_dates(cells: Sequence[str]) -> bool:
    return bool(cells) and all(_DATED.search(cell) and _read(cell) for cell in cells)


def _read(cell: str) -> bool:
    """Tell whether a text is a date, the day or the month first."""
    if slashes := _SLASHES.fullmatch(cell):
        return 1 <= int(slashes[1]) <= 31 and 1 <= int(slashes[2]) <= 31
    try:
        read_date(cell)
    except NoDate:
        return False
    return True


def _month_first(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether the dates of a file have the month first; raises Changed where some have and others have not."""
    dated = (column[1:] for column in columns if _are_dates([cell.strip() for cell in column[1:] if cell.strip()]))
    found = [slashes for column in dated for cell in column if (slashes := _SLASHES.fullmatch(cell.strip()))]
    turned = next((date[0] for date in found if int(date[2]) > 12), "")
    straight = next((date[0] for date in found if int(date[1]) > 12), "")
    if turned and straight:
        raise Changed(f"its dates have the day first in {straight} and the month first in {turned}")
    return bool(turned)


def _day(name: str, cell: str, month_first: bool) -> str:
    """Return a date as the file had it: 31/03/2026."""
    slashes = _SLASHES.fullmatch(cell.strip())
    said = f"{slashes[2]}/{slashes[1]}/{slashes[3]}" if slashes and month_first else cell
    try:
        return f"{read_date(said):%d/%m/%Y}"
    except NoDate as problem:
        raise Changed(f"its column {name} holds {cell.strip()}, which is no date") from problem
