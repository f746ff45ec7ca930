"""The right form of a value that was written as a person writes it, and not as TOML has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, get_args, get_origin

from npqml_widgets.spreadsheets.typeddates import NoDate, NoSuchDay, read_date

LINE = re.compile(r"""\s*(?P<key>[\w.-]+|"[^"]*")\s*=+>?\s*(?P<value>"[^"]*"|'[^']*'|.*?)\s*(?:\#.*)?""")
TRUTH = {"true": "true", "yes": "true", "y": "true", "on": "true"} | dict.fromkeys(("false", "no", "n", "off"), "false")
QUOTES = "\"'“”„‘’«»"
_TIME = re.compile(
    r"(?:(?<=\d)t|,?\s+(?:at\s+)?)(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?"
    r"\s*(z|utc|gmt|bst|[+-]\d{2}:\d{2})?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+|(\d+(?:\.\d+)?)(?:\s?%|\s[a-z]+)?", re.IGNORECASE)


def key_of(line: str) -> str:
    """The key that a line gives a value, or an empty text."""
    found = LINE.fullmatch(line)
    return found["key"].strip('"') if found else ""


def value_of(line: str) -> str:
    """The value that a line gives a key, as it is written, or an empty text."""
    found = LINE.fullmatch(line)
    return found["value"] if found else ""


def mended(line: str, kind: object = None) -> str:
    """The line as TOML has it, such as start = 2025-09-01, or an empty text where nobody can tell.

    `kind` is the type of value that belongs there, None where that is not known.
    """
    value = right_form(value_of(line), kind) if value_of(line) else ""
    return f"{key_of(line)} = {value}" if value else ""


def right_form(value: str, kind: object = None) -> str:
    """A value as TOML has it: true or false, a date, a number, else words in quotation marks; "" for what is none."""
    bare = " ".join(value.strip(QUOTES + " \t\xa0,;").split())
    if get_origin(kind) is Literal:
        return next((f'"{word}"' for word in get_args(kind) if str(word).casefold() == bare.casefold()), "")
    if kind is not None:
        return _FORMS[kind](bare) if kind in _FORMS else ""
    if found := _truth(bare) or ("" if bare.isdecimal() else _moment(bare)) or _whole(bare):
        return found
    return "" if re.match(r"[\d\[{-]", bare) or '"' in bare or "\\" in bare else _words(bare)


def no_such_day(value: str) -> tuple[str, str]:
    """Say what is wrong with a day that no calendar has, such as 2026-11-31, and which may be meant; else two ""."""
    bare = " ".join(value.strip(QUOTES + " ,;").split())
    time = _time_in(bare)
    day, rest = (bare[: time.start()], bare[time.start() :]) if time else (bare, "")
    try:
        read_date(day)
    except NoSuchDay as found:
        return found.why, _moment(f"{found.nearest}{rest}") if found.nearest else ""
    except NoDate:
        pass
    return "", ""


def _truth(bare: str) -> str:
    return TRUTH.get(bare.casefold(), "")


def _day(bare: str) -> str:
    try:
        return read_date(bare).isoformat()
    except NoDate:
        return ""


def _moment(bare: str) -> str:
    """A day, or a day with its time."""
    time = _time_in(bare)
    if time is None:
        return _day(bare)
    hour, minute, second = (int(part or 0) for part in time.groups()[:3])
    if time[4] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if time[4] in "pP" else 0)
    day, zone = _day(bare[: time.start()]), (time[5] or "").upper()
    try:
        clock = f"{datetime(2000, 1, 1, hour, minute, second):%H:%M:%S}"
    except ValueError:
        return ""
    zone = {"UTC": "Z", "GMT": "", "BST": ""}.get(zone, zone)  # the last two are how England writes its own time
    return f"{day}T{clock}{zone}" if day else ""


def _time_in(bare: str) -> re.Match[str] | None:
    """The time behind a day: an hour alone is one with am or pm only."""
    found = _TIME.search(bare)
    return found if found and (found[2] or found[4]) else None


def _number(bare: str) -> str:
    found = _NUMBER.fullmatch(bare)
    return (found[1] or re.sub(r"\D", "", bare)) if found else ""


def _whole(bare: str) -> str:
    return found if "." not in (found := _number(bare)) else ""


def _words(bare: str) -> str:
    if not bare or bare.count('"') % 2 or ("'" in bare and ('"' in bare or "\\" in bare)):
        return ""
    return f"'{bare}'" if '"' in bare or "\\" in bare else f'"{bare}"'


_FORMS: dict[object, Callable[[str], str]] = {
    bool: _truth,
    date: lambda bare: _moment(bare)[:10],
    date | datetime: _moment,
    int: _whole,
    float: _number,
    float | None: _number,
    str: _words,
    int | str: lambda bare: _whole(bare) if bare.isdecimal() else _words(bare),
}
"""How each type of value is written."""
