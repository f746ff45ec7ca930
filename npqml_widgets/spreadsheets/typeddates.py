"""A date as schools type it: day first, the month as a number or a word, two or four figures for the year."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

EXPECTED = "a date such as 31/03/2026"
YEAR_MISSING = "the year as well, such as 31/03/2026"
DAY_MISSING = "a day as well as the month, such as 31/03/2026"
_MONTHS = "january february march april may june july august september october november december".split()
_SERIAL = range(20_000, 80_000)  # days since 1900, as Excel counts them: 1954 to 2119
_EXCEL_BEGINS = date(1899, 12, 30)
_CLOCK = re.compile(
    r"(?:,?\s+(?:at\s+)?|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|gmt|bst|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_WORD = r"([a-z]{3,9})\.?"
_YEAR = r"['’]?(\d{4}|\d{2})"
_ISO = re.compile(r"(\d{4})([./-]?)(\d{2}|\d(?=[./-]))\2(\d{1,2})")
_NUMBERS = re.compile(rf"(\d{{1,2}})\s*([./-])\s*(\d{{1,2}})\s*\2\s*{_YEAR}")
_SPACED = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s./,-]*{_WORD}[\s./,-]*{_YEAR}")
_MONTH_FIRST = re.compile(rf"{_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{{4}})")
_NO_YEAR = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s./,-]*{_WORD}")
_NO_DAY = re.compile(rf"(?:[a-z]+\s+)*{_WORD}[\s./,-]*(?:{_YEAR})?|(\d{{1,2}})[./-](\d{{4}})")


class NoDate(ValueError):
    """Says what was expected in place of a text that is no date."""


class NoSuchDay(NoDate):
    """A date in every way but that no calendar has it, such as 31/11/2026.

    `why` says what is wrong with it; `nearest` is the day that may be meant, None where nobody can tell.
    """

    def __init__(self, year: int, month: int, day: int) -> None:
        """Say what was expected, as for any other text that is no date."""
        super().__init__(EXPECTED)
        self.why, self.nearest = _what_is_wrong(year, month, day)


def read_date(text: str) -> date:
    """Return the date that a text says; raises NoDate, saying what was expected, also where a day is missing."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    said = re.sub("[‐-―−]", "-", said).strip(" .,;")
    said = _CLOCK.sub("", _WEEKDAY.sub("", said))
    written_year, written_month, written_day = _parts(said)
    year, day = _whole(written_year), int(written_day)
    month = int(written_month) if written_month.isdecimal() else _month(written_month)
    try:
        return date(year, month, day)
    except ValueError:
        if not month and not written_month.isdecimal():
            raise NoDate(EXPECTED) from None
        raise NoSuchDay(year, month, day) from None


def from_serial(number: float) -> date:
    """Return the date of a number of days as Excel counts them; raises NoDate where it is none of our time."""
    if not _SERIAL.start <= number < _SERIAL.stop:
        raise NoDate(EXPECTED)
    return _EXCEL_BEGINS + timedelta(days=int(number))


def _parts(said: str) -> tuple[str, str, str]:
    """Return year, month and day as they are written."""
    if iso := _ISO.fullmatch(said):
        return iso[1], iso[3], iso[4]
    if found := _NUMBERS.fullmatch(said):
        return found[4], found[3], found[1]
    if found := (_SPACED.fullmatch(said) or _NAMED.fullmatch(said)):
        return found[3], found[2], found[1]
    if found := _MONTH_FIRST.fullmatch(said):
        return found[3], found[1], found[2]
    if (found := _NO_YEAR.fullmatch(said)) and _month(found[2]):
        raise NoDate(YEAR_MISSING)
    alone = _NO_DAY.fullmatch(said)
    if alone and ((alone[1] and _month(alone[1])) or alone[4]):
        raise NoDate(DAY_MISSING)
    raise NoDate(EXPECTED)


def _what_is_wrong(year: int, month: int, day: int) -> tuple[str, date | None]:
    if not (MINYEAR <= year <= MAXYEAR and month and day):
        return "there is no year, month or day 0", None
    if month > 12:
        turned = date(year, day, month) if day <= 12 and month <= monthrange(year, day)[1] else None
        return f"there is no month {month}", turned
    last = date(year, month, monthrange(year, month)[1])
    return f"{last:%B %Y} has {last.day} days", last


def _whole(year: str) -> int:
    """Return a year in four figures: 24 is 2024, 69 is 1969."""
    return int(year) if len(year) > 2 else int(year) + (2000 if int(year) < 69 else 1900)


def _month(word: str) -> int:
    """Return a month's number from its name, cut after three letters or later; 0 where it is none."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
