"""How an answer is walked, piece by piece, on its way out and on its way in: within limits, by exact type only."""

from __future__ import annotations

import math
from abc import ABCMeta
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, TypeVar

import numpy as np
from attrs import frozen

from npqml.grading.inside.values.cannot_send import CannotSend, above, refusal
from npqml_widgets.controls import Control

DEPTH = 12
TOO_DEEP = f"it is nested more than {DEPTH} deep, or it holds itself"
LARGEST_INT = 10**4000
# What is weighed in bytes: a JSON number with its comma; a tag; an array or table, which is larger than its JSON.
CELL, TAG, OBJECT = 20, 30, 400
ALIKE = 100
# To look up a class in a dict runs its metaclass's __hash__: these are known to be harmless.
OF_CONTROLS = type(Control)
METACLASSES: tuple[type, ...] = (type, ABCMeta, type(np.dtype), OF_CONTROLS)

T = TypeVar("T")


@frozen
class Limits:
    """How much one answer may hold: cells, characters of text, and roughly how many bytes of JSON in all."""

    cells: int = 200_000
    text: int = 1_000_000
    size: int = 4_000_000


class Malformed(Exception):
    """Says why what has arrived is nothing that `encode` gives."""


class TooMuch(Exception):
    """Says which limit is broken; becomes CannotSend on the way out and Malformed on the way in."""


class Meter:
    """What is left of the limits. Both ways spend alike, so that whatever can be sent can be read."""

    def __init__(self, limits: Limits) -> None:
        """Start with nothing spent."""
        self.limits = limits
        self.cells, self.text, self.size, self.depth = limits.cells, limits.text, limits.size, 0

    def fits(self, cells: int) -> None:
        """Raise TooMuch if there is no room for so many cells; spends nothing."""
        if cells > self.cells:
            raise TooMuch(f"it holds more than {self.limits.cells:,} cells")

    def count(self, cells: int) -> None:
        """Spend cells."""
        self.fits(cells)
        self.cells -= cells

    def load(self, size: int) -> None:
        """Spend bytes of JSON."""
        self.size -= size
        if self.size < 0:
            raise TooMuch(f"it takes more than {self.limits.size / 1e6:g} MB")

    def characters(self, number: int) -> None:
        """Spend characters of text."""
        self.text -= number
        if self.text < 0:
            raise TooMuch(f"it holds more than {self.limits.text:,} characters of text")

    def weigh(self, texts: Collection[str]) -> None:
        """Spend the characters of texts, and what they take in JSON."""
        characters = sum(map(len, texts))
        self.characters(characters)
        # JSON writes everything but ASCII as \u1234.
        self.load(characters if all(map(str.isascii, texts)) else 6 * characters)

    def digits(self, number: int) -> None:
        """Spend the digits of a whole number, of which 4,000 are allowed."""
        if not -LARGEST_INT < number < LARGEST_INT:
            raise TooMuch("a whole number in it has more than 4,000 digits")
        self.load(number.bit_length() // 3)

    def enter(self, items: Collection[Any]) -> None:
        """Go one step down, into so many items; raises TooMuch where that is too deep."""
        self.count(len(items))
        self.load(CELL * len(items))
        if self.depth == DEPTH:
            raise TooMuch(TOO_DEEP)
        self.depth += 1
        self.weigh([one for one in items if type(one) is str])

    def leave(self) -> None:
        """Come one step up again."""
        self.depth -= 1


class Sender:
    """Turns values into JSON; `senders` has a function for each class of which a value may be."""

    def __init__(self, senders: Mapping[type, Callable[[Any, Sender], Any]], limits: Limits) -> None:
        """Start with nothing spent."""
        self.senders, self.meter = senders, Meter(limits)

    def send(self, value: Any) -> Any:
        """Return a value as JSON. Raises CannotSend or TooMuch."""
        kind = type(value)
        if kind is str:
            self.meter.weigh((value,))
        elif kind is int:
            self.meter.digits(value)
        elif value is not None and kind is not bool and not (kind is float and math.isfinite(value)):
            self.meter.load(TAG)
            return exactly(self.senders, value, self)(value, self)
        return value

    def each(self, items: list[Any]) -> list[Any]:
        """Return the parts of something as JSON, one step further down."""
        self.meter.enter(items)
        sent = [one if type(one) is str else self.send(one) for one in items]
        self.meter.leave()
        return sent


def exactly(table: Mapping[type, T], value: Any, sender: Sender) -> T:
    """Return what a table has for exactly this value's class, running nothing of the class. Raises CannotSend."""
    kind = type(value)
    metaclass = type(kind)
    if metaclass is OF_CONTROLS:
        kind = above(kind)[1]  # anywidget gives each control a class of its own, with nothing new in it
    found = table.get(kind) if any(metaclass is one for one in METACLASSES) else None
    if found is None:
        raise CannotSend(refusal(value, inside=sender.meter.depth > 0))
    return found


class Reader:
    """Turns JSON back into values; `readers` has a function for each tag. The JSON may be anybody's."""

    def __init__(self, readers: Mapping[str, Callable[[Any, Reader], Any]], limits: Limits) -> None:
        """Start with nothing spent."""
        self.readers, self.meter = readers, Meter(limits)

    def read(self, sent: Any) -> Any:
        """Return the value that JSON stands for. Raises Malformed or TooMuch."""
        kind = type(sent)
        if sent is None or kind is bool or (kind is float and math.isfinite(sent)):
            return sent
        if kind is str:
            self.meter.weigh((sent,))
        elif kind is int:
            self.meter.digits(sent)
        elif kind is list:
            self.meter.load(TAG)
            return self.each(sent)
        else:
            self.meter.load(TAG)
            tag, content = only(sent)
            return expect(self.readers.get(tag), "an unknown tag")(content, self)
        return sent

    def each(self, sent: Any) -> list[Any]:
        """Return the parts of something as values, one step further down."""
        items = some(sent)
        self.meter.enter(items)
        values = [one if type(one) is str else self.read(one) for one in items]
        self.meter.leave()
        return values


def expect(found: T | None, otherwise: str) -> T:
    """Return what was found; raises Malformed where it is nothing, or false."""
    if found is None or found is False:
        raise Malformed(otherwise)
    return found


def some(sent: Any) -> list[Any]:
    """Return a list that was sent."""
    expect(type(sent) is list, "something else than a list")
    return list(sent)


def parts(sent: Any, number: int) -> list[Any]:
    """Return a list of so many parts."""
    expect(type(sent) is list and len(sent) == number, f"not a list of {number}")
    return list(sent)


def only(sent: Any) -> tuple[str, Any]:
    """Return the one tag of an object and what stands under it."""
    expect(type(sent) is dict and len(sent) == 1, "not an object with one tag")
    [(tag, content)] = sent.items()
    expect(type(tag) is str, "a tag that is not text")
    return tag, content


def whole(sent: Any, low: int = -(2**63), high: int = 2**63 - 1) -> int:
    """Return a whole number in a range, both ends included."""
    expect(type(sent) is int and low <= sent <= high, "not a whole number in its range")
    return int(sent)


def text(sent: Any, longest: int = 100) -> str:
    """Return a short text."""
    expect(type(sent) is str and len(sent) <= longest, "not a short text")
    return str(sent)


def spread(labels: list[Hashable]) -> list[Hashable]:
    """Return labels back; raises Malformed for ones chosen to share a hash, with which a dict takes forever."""
    alike = Counter(map(hash, labels))
    expect(max(alike.values(), default=0) <= ALIKE, "too many labels with one hash")
    return labels
