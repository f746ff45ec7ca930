"""How an answer is walked, piece by piece, on its way out and on its way in: within limits, by exact type only."""

from __future__ import annotations

import math
from abc import ABCMeta
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

import numpy as np

from npqml.grading.inside.values.limits import TAG, CannotSend, Limits, Malformed, Meter
from npqml.grading.inside.values.words import above, refusal
from npqml_widgets.controls import Control

ALIKE = 100
# To look up a class in a dict runs its metaclass's __hash__: these are known to be harmless.
OF_CONTROLS = type(Control)
METACLASSES: tuple[type, ...] = (type, ABCMeta, type(np.dtype), OF_CONTROLS)

T = TypeVar("T")


class Sender:
    """Turns values into JSON; `senders` has a function for each class of which a value may be."""

    def __init__(self, senders: Mapping[type, Callable[[Any, Sender], Any]], limits: Limits) -> None:
        """Start with nothing spent."""
        self.senders, self.meter = senders, Meter(limits)

    def send(self, value: Any) -> Any:
        """Give a value as JSON. Raises CannotSend or TooMuch."""
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
        """Give the parts of something as JSON, one step further down."""
        self.meter.enter(items)
        sent = [one if type(one) is str else self.send(one) for one in items]
        self.meter.leave()
        return sent


def exactly(table: Mapping[type, T], value: Any, sender: Sender) -> T:
    """Give what a table has for exactly this value's class, running nothing of the class. Raises CannotSend."""
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
        """Give the value that JSON stands for. Raises Malformed or TooMuch."""
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
        """Give the parts of something as values, one step further down."""
        items = some(sent)
        self.meter.enter(items)
        values = [one if type(one) is str else self.read(one) for one in items]
        self.meter.leave()
        return values


def expect(found: T | None, otherwise: str) -> T:
    """Give what was found; raises Malformed where it is nothing, or false."""
    if found is None or found is False:
        raise Malformed(otherwise)
    return found


def some(sent: Any) -> list[Any]:
    """Give a list that was sent."""
    expect(type(sent) is list, "something else than a list")
    return list(sent)


def parts(sent: Any, number: int) -> list[Any]:
    """Give a list of so many parts."""
    expect(type(sent) is list and len(sent) == number, f"not a list of {number}")
    return list(sent)


def only(sent: Any) -> tuple[str, Any]:
    """Give the one tag of an object and what stands under it."""
    expect(type(sent) is dict and len(sent) == 1, "not an object with one tag")
    [(tag, content)] = sent.items()
    expect(type(tag) is str, "a tag that is not text")
    return tag, content


def whole(sent: Any, low: int = -(2**63), high: int = 2**63 - 1) -> int:
    """Give a whole number in a range, both ends included."""
    expect(type(sent) is int and low <= sent <= high, "not a whole number in its range")
    return int(sent)


def text(sent: Any, longest: int = 100) -> str:
    """Give a short text."""
    expect(type(sent) is str and len(sent) <= longest, "not a short text")
    return str(sent)


def spread(labels: list[Hashable]) -> list[Hashable]:
    """Give labels back; raises Malformed for ones chosen to share a hash, with which a dict takes forever."""
    alike = Counter(map(hash, labels))
    expect(max(alike.values(), default=0) <= ALIKE, "too many labels with one hash")
    return labels
