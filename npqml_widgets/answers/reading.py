"""How a typed, pasted or computed answer is read as a number, and what we say about it."""

from __future__ import annotations

import math
import numbers
from collections.abc import Sized
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pandas as pd
from attrs import frozen

from npqml_widgets.answers.numerals import (
    NoNumber,
    blank_character,
    number_in,
    of_how_many,
    tidy,
    without_asides,
    without_side,
)
from npqml_widgets.answers.units import (
    PEOPLE,
    PERCENT,
    PLAIN,
    POINTS_OF_PERCENT,
    PUPILS,
    Unit,
    accepts,
    amount,
    split_unit,
    unit_named,
)

State = Literal["blank", "unreadable", "read"]
_LARGEST = 1e12  # a thousand times all people there are; no answer is as large
_LONGEST = 200  # characters; no number is longer, and no pattern is slow on so few


@frozen
class Reading:
    """How an answer was read: its state, its value (None unless read), and what to say to who gave it.

    `brief` is the answer as read, for a list of several. `remark` is that part of the words which is more than the
    value read back, such as a question.
    """

    state: State
    value: Any = None
    words: str = ""
    remark: str = ""
    brief: str = ""


BLANK = Reading("blank")


def read_as(value: object, said: str, remark: str = "") -> Reading:
    """The reading of an answer that was read; `said` is its value in plain words."""
    ended = said if said.endswith((".”", "?”", "!”")) else f"{said}."
    brief = f"{ended} {remark}".strip()
    return Reading("read", value, f"We read your answer as {brief}", remark, brief.removesuffix("."))


def read_back(value: object, words: str, brief: str) -> Reading:
    """The reading of an answer that was read and is said back in a sentence of its own."""
    return Reading("read", value, words, brief=brief)


def unreadable(words: str) -> Reading:
    """The reading of an answer that nobody can mark, with the reason and what to do."""
    return Reading("unreadable", None, words)


def read_number(
    raw: object,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    decimals: int | None = None,
) -> Reading:
    """The reading of a number that somebody typed, pasted or computed; the value is a float in `unit`.

    `low` and `high` are what is possible at all. `decimals` rounds what is said, never the value.
    """
    own = unit_named(unit)
    raw = single(raw)
    if is_blank(raw):
        return BLANK
    if isinstance(raw, str):
        try:
            value, written = _parse(raw, own)
        except NoNumber as problem:
            todo = problem.todo or _please(own)
            return unreadable(f"{quoted(raw)} is not a number that we know: {problem.why}. {todo}")
    else:
        found, written = real(raw), None
        if found is None:
            return unreadable(f"{_what_is(raw)} {_please(own)}")
        value = found
    return _in_words(value, own, written, (low, high), decimals)


def _parse(raw: str, own: Unit) -> tuple[float, Unit | None]:
    if len(raw) > _LONGEST:
        raise NoNumber("it is too long for one number")
    text = without_asides(tidy(raw))
    if own in (PERCENT, PUPILS, PEOPLE) and (two := of_how_many(text)):
        return (100 * two[0] / two[1] if own is PERCENT else float(two[0])), own
    text, sign = without_side(text)
    rest, written = split_unit(text, own)
    size = number_in(tidy(without_asides(rest)))
    return (-size if sign == "-" and size else size), written


def _in_words(
    value: float,
    own: Unit,
    written: Unit | None,
    limits: tuple[float | None, float | None],
    decimals: int | None,
) -> Reading:
    if not math.isfinite(value) or abs(value) >= _LARGEST:
        return unreadable(f"Your answer is infinite or far too large: was it divided by nought? {_please(own)}")
    if written is not None and not accepts(own, written):
        return unreadable(f"You gave your answer {written.asked}, and it is asked for {own.asked}. {_please(own)}")
    if not _within(value, limits):
        return unreadable(f"This says {amount(value, own, decimals)}, and {_limits(limits, own)}. Look at it again.")
    if decimals == 0 and not value.is_integer():
        return unreadable(
            f"This says {amount(value, own)}, and only a whole number is possible here. Look at it again."
        )
    remark = _remark(value, own, written, limits)
    return read_as(value, amount(value, own, decimals), remark)


def _remark(value: float, own: Unit, written: Unit | None, limits: tuple[float | None, float | None]) -> str:
    """Ask, where a share such as 0.25 was given; say so, where the unit is not quite the one asked for."""
    percentage = own in (PERCENT, POINTS_OF_PERCENT)
    if percentage and written is None and 0 < abs(value) < 1 and _within(100 * value, limits):
        return f"Did you mean {amount(100 * value, own)}?"
    if own is POINTS_OF_PERCENT and written not in (None, own):
        return "A difference between two percentages is in percentage points."
    if own is PERCENT and written is POINTS_OF_PERCENT:
        return "Percentage points are for a difference between two percentages."
    return ""


def real(value: object) -> float | None:
    """A single real number as a float; None for text, booleans, dates, complex and missing values."""
    if isinstance(value, bool | np.bool | np.timedelta64) or not isinstance(value, numbers.Real | Decimal):
        return None
    try:
        return None if missing(value) else float(value)
    except OverflowError:
        return math.inf


def missing(value: object) -> bool:
    """Tell whether a value stands for no value: None, NaN, NA, NaT."""
    if isinstance(value, Decimal):
        return value.is_nan()
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def single(raw: object) -> object:
    """The only value of a Series, array, table or list that holds just one; anything else unchanged."""
    if isinstance(raw, pd.Series | pd.Index | pd.DataFrame | pd.api.extensions.ExtensionArray):
        raw = raw.to_numpy()
    if isinstance(raw, np.ndarray):
        return raw.reshape(-1)[0] if raw.size == 1 else raw
    if isinstance(raw, list | tuple | set | frozenset) and len(raw) == 1:
        return next(iter(raw))
    return raw


def is_blank(raw: object) -> bool:
    """Tell whether nothing was answered: no value, or text of nothing but spaces."""
    return raw is None or (isinstance(raw, str) and all(map(blank_character, raw)))


def is_empty(raw: object) -> bool:
    """Tell whether an answer is a list, table or the like with nothing in it."""
    return getattr(raw, "size", None) == 0 or (isinstance(raw, Sized) and len(raw) == 0)


def quoted(raw: object, most: int = 40) -> str:
    """The start of an answer in quotation marks, on one line."""
    text = " ".join(str(raw).split())
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def _please(own: Unit) -> str:
    return "Type just one number." if own is PLAIN else f"Type just one number, {own.asked}."


def _within(value: float, limits: tuple[float | None, float | None]) -> bool:
    low, high = limits
    return (low is None or value >= low) and (high is None or value <= high)


def _limits(limits: tuple[float | None, float | None], own: Unit) -> str:
    low, high = limits
    if low is None:
        return f"more than {amount(high or 0, own)} is not possible here"
    if high is None:
        return f"less than {amount(low, own)} is not possible here"
    return f"only {amount(low, own)} to {amount(high, own)} is possible here"


def _what_is(raw: object) -> str:
    """Say what a value from Python is, when it is not a number."""
    if isinstance(raw, bool | np.bool):
        return f"Your answer is {raw}, which is not a number."
    if isinstance(raw, np.ndarray | list | tuple | set | frozenset | dict):
        size = raw.size if isinstance(raw, np.ndarray) else len(raw)
        return f"Your answer holds {size} values and must be one number."
    if callable(raw):
        return "Your answer is a command that has not been run: put () behind it."
    if missing(raw):
        return "Your answer is a missing value (NaN): a blank or a code got into the sum."
    return f"Your answer is a {type(raw).__name__}, which we cannot read as a number."
