"""What can stand in a column: how it is read, said, put in a cell of a workbook, and typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from attrs import evolve, field, frozen

from npqml_widgets.documents.shared.cells import Unreadable, choice_of, date_of, day_in_cell, text_of
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.money import decimal_words, hundredths_of, pence_of, pounds
from npqml_widgets.documents.shared.names import names_in
from npqml_widgets.documents.shared.workbook import Value

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
LONGEST = 10_000  # minutes or hours: more is a slip of the finger
_DAYS = "days such as Mon, Tue, Thu or Mon to Wed"
_LONG_DAYS = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays")


@frozen
class FieldKind:
    """A kind of field: `read` raises Unreadable, in words; `typed` is the control that a form has for it."""

    read: Callable[[object], Any]
    say: Callable[[Any], str] = str
    in_cell: Callable[[Any], Value] = lambda value: value
    typed: Literal["text", "long", "date", "choice", "fixed"] = "text"
    options: Mapping[str, str] = field(factory=dict)
    number_format: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it takes any text."""
        return self.read is text_of


def names_of(value: object) -> tuple[str, ...]:
    """Read names with commas, semicolons or lines between them, each once."""
    return names_in(text_of(value))


def weekdays_of(value: object) -> tuple[str, ...]:
    """Read days of the week, such as Mon, Tue, Thu or Monday to Wednesday; none where blank."""
    text = re.sub(r"\b(?:and|&|\+|/)\b|[&+/,;\n]", " ", text_of(value).casefold())
    words = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", text).split()
    days = [day for word in words for day in _days_in(word)]
    return tuple(day for day in WEEKDAYS if day in days)


def whole_of(value: object) -> int | None:
    """Read a whole number from 0, such as 45; None where blank."""
    found = hundredths_of(value)
    if found is not None and (found < 0 or found % 100 or found > LONGEST * 100):
        raise Unreadable(f"a whole number from 0 to {LONGEST:,}, such as 45")
    return None if found is None else found // 100


def hours_of(value: object) -> int | None:
    """Read hours such as 2.5, in hundredths; None where blank."""
    found = hundredths_of(value)
    if found is not None and not 0 <= found <= LONGEST * 100:
        raise Unreadable(f"a number of hours from 0 to {LONGEST:,}, such as 2.5")
    return found


def money_of(value: object) -> int | None:
    """Read an amount from £0, in pence; None where blank."""
    found = 0 if text_of(value).strip().casefold() in ("free", "nothing", "none", "nil") else pence_of(value)
    if found is not None and found < 0:
        raise Unreadable("an amount from £0, such as £120")
    return found


def choice(words: Mapping[Any, str], **synonyms: str) -> FieldKind:
    """Return the kind of a field that has only a few values; blank is none of them. `synonyms` are words by value."""
    return FieldKind(
        lambda value: choice_of(value, words, blank="", synonyms=synonyms),
        lambda value: words[value] if value else "",
        lambda value: words[value] if value else None,
        "choice",
        {"": "", **words},
    )


TEXT = FieldKind(text_of)
LONG = evolve(TEXT, typed="long")
ID = evolve(TEXT, typed="fixed")
NAMES = FieldKind(names_of, ", ".join, ", ".join)
DAYS = FieldKind(weekdays_of, ", ".join, ", ".join)
DATE = FieldKind(date_of, lambda day: as_said(day) if isinstance(day, date) else "", day_in_cell, "date")
WHOLE = FieldKind(whole_of)
HOURS = FieldKind(hours_of, decimal_words, lambda hundredths: hundredths / 100)
MONEY = FieldKind(money_of, pounds, lambda pence: pence / 100, number_format="£#,##0.00")


def _days_in(word: str) -> tuple[str, ...]:
    first, is_range, last = word.partition("-")
    if not is_range:
        return (WEEKDAYS[_number_of(first)],)
    start, end = _number_of(first), _number_of(last)
    if end < start:
        raise Unreadable(_DAYS)
    return WEEKDAYS[start : end + 1]


def _number_of(word: str) -> int:
    found = [place for place, name in enumerate(_LONG_DAYS) if len(word) >= 2 and name.startswith(word.rstrip("."))]
    if len(found) != 1:
        raise Unreadable(_DAYS)
    return found[0]
