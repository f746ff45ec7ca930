"""What stands in one cell of a spreadsheet, read as a field of a risk; or, in words, why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from npqml_widgets.documents.risk.scales import CATEGORIES, RESPONSES, STATUSES

_DATES = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_LEVEL = re.compile(r"\(?(\d)(?:\.0)?\)?(?!\d)(?:\s*(?:[:)=/]|[-–—.](?!\s*\d)).*|\s+[^\d].*|)", re.DOTALL)
_THREE = ({"l", "low"}, {"m", "medium", "med", "moderate"}, {"h", "high"})
_RESPONSE_WORDS = {
    "accept": "accept tolerate tolerated accepted retain",
    "treat": "treat treated mitigate mitigated reduce manage control",
    "avoid": "avoid avoided terminate eliminate remove",
    "transfer": "transfer transferred share insure",
}
_STATUS_WORDS = {
    "open": "open live active new current",
    "under way": "underway ongoing started treating progress",
    "closed": "closed complete completed done resolved ended",
}


class Unreadable(Exception):
    """Says what was expected in a cell."""


def text_of(value: object) -> str:
    """Give what a cell shows as text: a whole number without decimals, a date as 31/03/2026."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == datetime.min.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def rating_of(value: object, words: tuple[str, ...]) -> int | None:
    """Read a level from its number ("4", "4 - Likely") or from its words on the scale; None where blank."""
    text = text_of(value).strip()
    if not text:
        return None
    size = len(words)
    if (level := _LEVEL.fullmatch(text)) and 1 <= int(level[1]) <= size:
        return int(level[1])
    said = text.casefold()
    for place, level_words in enumerate(words):
        if said in (level_words.casefold(), _first_part(level_words)) or (size == 3 and said in _THREE[place]):
            return place + 1
    raise Unreadable(f"a level from 1 to {size}, or its words")


def date_of(value: object) -> date | None:
    """Read a date from a date cell or from text such as 31/03/2026 (day first) or 31 March 2026; None where blank."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(text_of(value).split())
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Unreadable("a date such as 31/03/2026") from problem


def category_of(value: object) -> str:
    """Read a category from its word; "other" where blank."""
    return _choice(value, "other", CATEGORIES, {})


def response_of(value: object) -> str:
    """Read a response from its word, or from tolerate, mitigate, terminate and the like; blank where blank."""
    return _choice(value, "", RESPONSES, _RESPONSE_WORDS)


def status_of(value: object) -> str:
    """Read a status from its word, or from ongoing, completed and the like; "open" where blank."""
    return _choice(value, "open", STATUSES, _STATUS_WORDS)


def moment_of(value: object) -> datetime | None:
    """Read the time of a change as our own export writes it; None where blank."""
    if isinstance(value, datetime) or value is None:
        return value
    try:
        return datetime.fromisoformat(text_of(value))
    except ValueError as problem:
        raise Unreadable("a time such as 2026-03-31 14:05:00+00:00") from problem


def _choice(value: object, blank: str, words: Mapping[Any, str], synonyms: Mapping[str, str]) -> str:
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


def _first_part(words: str) -> str:
    return words.partition(":")[0].strip().casefold()
