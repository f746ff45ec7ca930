"""The right form of a value that was written as a person writes it, and not as TOML has it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime

LINE = re.compile(r"""\s*(?P<key>[\w-]+|"[^"]*")\s*=\s*(?P<value>.*?)\s*(?:\#.*)?""")
TRUTH = {"true": "true", "yes": "true", "y": "true", "on": "true"} | dict.fromkeys(("false", "no", "n", "off"), "false")
FORMS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", *(f"%d{sign}%m{sign}%Y" for sign in "/.-"),
         *(f"%Y{sign}%m{sign}%d" for sign in "/.-"))  # fmt: skip
"""How people write a day, as strptime reads it."""
QUOTES = "\"'“”„‘’«»"


def key_of(line: str) -> str:
    """The key that a line gives a value, or an empty text."""
    found = LINE.fullmatch(line)
    return found["key"].strip('"') if found else ""


def mended(line: str) -> str:
    """The line as TOML has it, such as start = 2025-09-01, or an empty text where nobody can tell."""
    found = LINE.fullmatch(line)
    if not found or not found["value"]:
        return ""
    value = right_form(found["value"])
    return f"{found['key']} = {value}" if value else ""


def right_form(value: str) -> str:
    """A value as TOML has it: true or false, a date, a number, else words in quotation marks."""
    bare = value.strip(QUOTES + " ,;")
    if bare.casefold() in TRUTH:
        return TRUTH[bare.casefold()]
    if day := as_day(bare):
        return day.isoformat()
    if re.fullmatch(r"\d{1,3}([, ]\d{3})+|\d+( [a-z]+)?", bare):
        return re.sub(r"\D", "", bare)
    if re.match(r"[\d\[{-]", bare) or not bare or '"' in bare or "\\" in bare:
        return ""
    return f'"{bare}"'


def as_day(words: str) -> date | None:
    """The day that words such as 1 September 2025 or 01/09/2025 name, day before month, or None."""
    plain = re.sub(
        r"(?i)\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b|(?<=\d)(st|nd|rd|th)\b|,", " ", words
    )
    plain = re.sub(r"(?i)\bsept\b", "Sep", " ".join(plain.split()))
    for form in FORMS:
        with suppress(ValueError):
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
    return None
