"""How much one answer may hold, and what is said of one that holds more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attrs import frozen

DEPTH = 12
TOO_DEEP = f"it is nested more than {DEPTH} deep, or it holds itself"
LARGEST_INT = 10**4000
# What is weighed in bytes: a JSON number with its comma; a tag; an array or table, which is larger than its JSON.
CELL, TAG, OBJECT = 20, 30, 400


@frozen
class Limits:
    """How much one answer may hold: cells, characters of text, and roughly how many bytes of JSON in all."""

    cells: int = 200_000
    text: int = 1_000_000
    size: int = 4_000_000


class CannotSend(Exception):
    """Says, in a candidate's words, why an answer cannot be handed in."""


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
