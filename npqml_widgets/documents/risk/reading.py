"""A field of a risk read from what stands in a cell, or was typed in one; or, in words, why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.scales import CATEGORIES, RESPONSES, STATUSES
from npqml_widgets.documents.shared.cells import Unreadable, choice_of, date_of, moment_of, text_of

TEXTS = ("id", "cause", "event", "effect", "controls", "risk_owner", "action", "action_owner", "notes")
"""The fields that take any text."""
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
    return words.partition(":")[0].strip().casefold()
