"""Numbers in texts, as people write them: to see whether a figure stands in the document that it is said to be from."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers in a text, written one way: "£1,234.50" holds 1234.5, "36 places" 36."""
    return frozenset(_plain(found) for found in _NUMBER.findall(text))


def not_in(figure: str, text: str) -> tuple[str, ...]:
    """Return the numbers of a figure that a text does not have, as they are written, in their order."""
    there = numbers_in(text)
    return tuple(found.rstrip(",") for found in _NUMBER.findall(figure) if _plain(found) not in there)


def _plain(number: str) -> str:
    whole, point, rest = number.replace(",", "").partition(".")
    rest = rest.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{point if rest else ''}{rest}"
