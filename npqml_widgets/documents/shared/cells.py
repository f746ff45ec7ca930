"""One cell of a spreadsheet: a text put in so that nothing in it runs, and what was typed read as what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from npqml_widgets.spreadsheets.typeddates import NoDate, from_serial, read_date

LARGEST_CELL = 32_767
"""What a cell holds at most, in UTF-16 units: an emoji counts as two."""
FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year: earlier days would move."""

# What a spreadsheet may take for a formula at the start of a cell, also behind spaces and in full width.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r])")
_HELD_BACK = re.compile(r"''*(?:(?:\s|_x00(?:0[BCD]|1[C-F])_)*[=+\-@＝＋－＠]|\t|_x000D_)")
# What XML cannot hold, or changes on the way; and text that already looks like an escape.
_BAD = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_NOT_FOR_XML = re.compile(f"{_BAD}|_(?=x[0-9A-Fa-f]{{4}}(?:_|{_BAD}))")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Unreadable(Exception):
    """Says what was expected in a cell."""


def to_cell(text: str) -> str:
    """Return a text as it is put in a cell: an apostrophe holds back what could be run as a formula.

    Characters that a spreadsheet's file cannot hold become _x001F_ and the like, as Office Open XML writes them.
    """
    escaped = _NOT_FOR_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f"'{escaped}" if _FORMULA.match(text) else escaped


def from_cell(text: str | None) -> str:
    """Return the text that `to_cell` put in a cell; an empty cell is an empty text.

    What somebody typed in the cell comes back as typed.
    """
    plain = text or ""
    plain = plain[1:] if _HELD_BACK.match(plain) else plain
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), plain)


def length_of(text: str) -> int:
    """Return how much of a cell's room a text takes, as `to_cell` gave it."""
    return len(text.encode("utf-16-le")) // 2


def text_of(value: object) -> str:
    """Return what a cell shows as text: a whole number without decimals, a date as 31/03/2026."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == datetime.min.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def day_in_cell(day: date | None) -> date | str | None:
    """Return a day as a cell holds it: as a date where a spreadsheet has such a date, else as text."""
    return day if day is None or day >= FIRST_EXCEL_DAY else day.isoformat()


def date_of(value: object) -> date | None:
    """Read a date from a date, Excel's number of days, or text such as 31/03/2026 (day first); None where blank."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    if not text.strip():
        return None
    try:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return from_serial(float(text)) if is_number else read_date(text)
    except NoDate as problem:
        raise Unreadable(str(problem)) from problem


def moment_of(value: object) -> datetime | None:
    """Read a time as our own exports write it; None where blank."""
    if isinstance(value, datetime) or value is None:
        return value
    try:
        return datetime.fromisoformat(text_of(value))
    except ValueError as problem:
        raise Unreadable("a time such as 2026-03-31 14:05:00+00:00") from problem


def choice_of(value: object, words: Mapping[Any, str], *, blank: str, synonyms: Mapping[str, str]) -> str:
    """Read one of a few values from its key, its words or a synonym (several, with spaces between); else `blank`."""
    said = " ".join(text_of(value).casefold().split())
    if not said:
        return blank
    for key, word in words.items():
        if said in (key, word.casefold()):
            return str(key)
    parts = set(re.findall(r"[a-z]+", said))
    fitting: list[Any] = [key for key in words if key and parts & {key, *synonyms.get(key, "").split()}]
    if len(fitting) == 1:
        return str(fitting[0])
    raise Unreadable(" or ".join(filter(None, words.values())))
