"""A field of a step, a closed time or a person read from a cell, or as typed; or, in words, why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from npqml_widgets.documents.plan.model import KINDS
from npqml_widgets.documents.shared.cells import Unreadable, choice_of, date_of, text_of
from npqml_widgets.documents.shared.money import decimal_words, hundredths_of

TEXTS = ("id", "what", "owner", "notes", "name")
"""The fields that take any text."""
MOST_DAYS = 1_000
"""A step that takes longer is a slip of the finger."""
_KIND_WORDS = {
    "change": "change people consult consultation communication",
    "milestone": "milestones gate",
    "step": "task activity",
}
_DAYS = "a number of working days such as 4, or weeks such as 2 weeks"
_DONE = "a percentage from 0 to 100, such as 50"
_DONE_WORDS = {"done": 100, "complete": 100, "completed": 100, "finished": 100, "yes": 100, "not started": 0, "no": 0}
_BETWEEN = re.compile(r"[,;\n]")
_BETWEEN_IDS = re.compile(r"\s*(?:[+&]|\band\b)\s*", re.IGNORECASE)
_LOOKS_LIKE_AN_ID = re.compile(r"\w{1,8}")


def read_field(field: str, value: object) -> Any:
    """Return what a value means as this field of a step; raises Unreadable, saying what was expected."""
    return text_of(value) if field in TEXTS else _READERS[field](value)


def read_closed_field(field: str, value: object) -> Any:
    """Return what a value means as this field of a closed time; raises Unreadable, saying what was expected."""
    return date_of(value) if field in ("first", "last") else text_of(value)


def read_person_field(field: str, value: object) -> Any:
    """Return what a value means as this field of a person; raises Unreadable, saying what was expected."""
    return days_a_week_of(value) if field == "days" else text_of(value)


def kind_of(value: object) -> str:
    """Read what a step is, such as a milestone; an ordinary step where blank."""
    synonyms = {key: words for key, words in _KIND_WORDS.items() if key != "step"}
    said = " ".join(text_of(value).casefold().split())
    return "" if said in _KIND_WORDS["step"].split() else choice_of(value, KINDS, blank="", synonyms=synonyms)


def days_of(value: object) -> int | None:
    """Read a number of working days such as 4, 4 days, 4d or 2 weeks; None where blank."""
    text = " ".join(text_of(value).casefold().split())
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,4})(?:\.0+)? ?(?:working |school )?(d|days?|w|wks?|weeks?)?\??", text)
    days = int(found[1]) * (5 if (found[2] or "").startswith("w") else 1) if found else MOST_DAYS + 1
    if days > MOST_DAYS:
        raise Unreadable(_DAYS)
    return days


def work_of(value: object) -> int | None:
    """Read days of work such as 1.5, in hundredths; None where blank."""
    return _days_up_to(value, MOST_DAYS * 100)


def days_a_week_of(value: object) -> int | None:
    """Read how many days of a week somebody has, from 0 to 5, in hundredths; None where blank."""
    return _days_up_to(value, 500)


def after_of(value: object) -> tuple[str, ...]:
    """Read the steps that a step waits for, with commas between them: S1, S2."""
    names = (name for part in _BETWEEN.split(text_of(value)) for name in _several(" ".join(part.split())))
    return tuple(dict.fromkeys(name for name in names if name))


def done_of(value: object) -> int | None:
    """Read how much is done, in per cent: 50, 50 % or, in a spreadsheet, the number 0.5; None where blank."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return round(value * 100)
    text = " ".join(text_of(value).casefold().replace("%", " ").split())
    if not text:
        return None
    if text in _DONE_WORDS:
        return _DONE_WORDS[text]
    if not re.fullmatch(r"\d{1,3}(?:\.0+)?", text) or float(text) > 100:
        raise Unreadable(_DONE)
    return int(float(text))


def _several(part: str) -> list[str]:
    """Return the names in "S1 and S2"; a step may be named by its words, which may have an "and" among them."""
    names = _BETWEEN_IDS.split(part)
    return names if all(map(_LOOKS_LIKE_AN_ID.fullmatch, names)) else [part]


def _days_up_to(value: object, most: int) -> int | None:
    found = hundredths_of(value)
    if found is not None and not 0 <= found <= most:
        raise Unreadable(f"a number of days from 0 to {decimal_words(most)}")
    return found


_READERS: Mapping[str, Callable[[object], Any]] = {
    "kind": kind_of,
    "days": days_of,
    "after": after_of,
    "not_before": date_of,
    "deadline": date_of,
    "work": work_of,
    "done": done_of,
}
