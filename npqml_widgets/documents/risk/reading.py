"""A field of a risk read from what stands in a cell, or was typed in one; or, in words, why it cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.scales import (
    CATEGORIES,
    RESPONSES,
    SIZES,
    STATUSES,
    impact_words,
    likelihood_words,
)
from npqml_widgets.documents.shared.cells import Unreadable, choice_of, date_of, moment_of, text_of

TEXTS = ("id", "cause", "event", "effect", "controls", "risk_owner", "action", "action_owner", "notes")
"""The fields that take any text."""
_NUMBER_FIRST = re.compile(r"\(?(\d)(?:[.,]0+)?(?!\d)(?:\s*(?:[:)=]|[-./](?!\s*\d)).*|\s+(?P<words>[^\d]+)|)")
_NUMBER_LAST = re.compile(r"([^\d]*[^\W\d_][^\d]*?)\s*(?:[(\[:=/-]\s*(\d)\s*[)\]]?|\s(\d))")
_OUT_OF = re.compile(r"(\d)\s*(?:/|of|out of)\s*(\d)")
_GENERAL = ("level", "score", "rating")  # a number behind one of these is a level whatever the scale's words are
_THREE = ({"l", "low"}, {"m", "medium", "med", "moderate"}, {"h", "high"})
_SOME_LEVELS = set().union(*_THREE)
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


def read_field(register: Register, field: str, value: object) -> Any:
    """Return what a value means as this field; raises Unreadable, saying what was expected."""
    if field in TEXTS:
        return text_of(value)
    if field.endswith("likelihood"):
        return rating_of(value, register.likelihood)
    if field.endswith("impact"):
        return rating_of(value, register.impact)
    return _READERS[field](value)


def rating_of(value: object, words: tuple[str, ...]) -> int | None:
    """Read a level from its number (4, "4 - Likely") or from its words on the scale; None where blank."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= len(words):
        return value  # a number is the level, though a scale may call another one "3"
    text = plain_text(value)
    if not text:
        return None
    size = len(words)
    names = _names(words)
    if text in names:
        return names[text]
    level = _numbered_level(text, size, names)
    if level is None and any(text in said for said in _THREE):
        raise Unreadable(f"a level from 1 to {size}, or its words; Low, Medium and High are levels of a grid of 3")
    if level is None or not 1 <= level <= size:
        raise Unreadable(f"a level from 1 to {size}, or its words")
    return level


def looks_like_a_level(value: object) -> bool:
    """Tell whether a value is a number or a level's words on some scale, such as "H" or "Likely (4)"."""
    text = plain_text(value)
    if re.fullmatch(r"\d{1,2}(?:[.,]\d+)?%?", text) or text.removeprefix("very ") in _SOME_LEVELS:
        return True
    return bool(text) and any(
        _reads(text, scale) for size in SIZES for scale in (likelihood_words(size), impact_words(size))
    )


def plain_text(value: object) -> str:
    """Return what a cell shows in small letters, with plain dashes, figures and spaces."""
    text = unicodedata.normalize("NFKC", text_of(value)).casefold()
    return " ".join(re.sub("[‐-―−]", "-", text).split())


def _numbered_level(text: str, size: int, names: Mapping[str, int]) -> int | None:
    """Return the level whose number stands before or behind words; of "2/5" only where there are five levels."""
    if parts := _OUT_OF.fullmatch(text):
        return int(parts[1]) if int(parts[2]) == size else None
    first = _NUMBER_FIRST.fullmatch(text)
    if first and (first["words"] is None or first["words"] in (*names, *_SOME_LEVELS)):
        return int(first[1])
    last = _NUMBER_LAST.fullmatch(text)
    if last and (last[2] or last[1].strip() in (*names, *_GENERAL)):
        return int(last[2] or last[3])
    return None


def _names(words: tuple[str, ...]) -> dict[str, int]:
    """Return the level of each name on a scale; of two that are the same the lower one."""
    names = {name: place for place, said in enumerate(_THREE, 1) for name in said} if len(words) == 3 else {}
    levels = reversed(list(enumerate(words, 1)))
    return names | {name: place for place, said in levels for name in (plain_text(said), _first_part(said))}


def _reads(text: str, scale: tuple[str, ...]) -> bool:
    try:
        rating_of(text, scale)
    except Unreadable:
        return False
    return True


def category_of(value: object) -> str:
    """Read a category from its word; "other" where blank."""
    return choice_of(value, CATEGORIES, blank="other", synonyms={})


def response_of(value: object) -> str:
    """Read a response from its word, or from tolerate, mitigate, terminate and the like; blank where blank."""
    return choice_of(value, RESPONSES, blank="", synonyms=_RESPONSE_WORDS)


def status_of(value: object) -> str:
    """Read a status from its word, or from ongoing, completed and the like; "open" where blank."""
    return choice_of(value, STATUSES, blank="open", synonyms=_STATUS_WORDS)


_READERS: dict[str, Callable[[object], Any]] = {
    "category": category_of,
    "response": response_of,
    "status": status_of,
    "due": date_of,
    "review": date_of,
    "added": moment_of,
}


def _first_part(words: str) -> str:
    return plain_text(words.partition(":")[0])
