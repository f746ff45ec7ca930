"""Entries of a document's lists, each found by its ID: put in, taken out, and given an ID of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from attrs import Attribute, evolve

T = TypeVar("T")


class Entry(Protocol):
    """What stands in a list of a document."""

    @property
    def id(self) -> str:
        """Its ID, which no other entry of its list has."""


def with_entry(document: T, part: str, entry: Entry) -> T:
    """Return the document with this entry in place of the one that has its ID, or at the end of its list."""
    entries = getattr(document, part)
    if all(other.id != entry.id for other in entries):
        return _with(document, part, (*entries, entry))
    return _with(document, part, tuple(entry if other.id == entry.id else other for other in entries))


def without_entry(document: T, part: str, entry_id: str) -> T:
    """Return the document without an entry of one of its lists."""
    return _with(document, part, tuple(entry for entry in getattr(document, part) if entry.id != entry_id))


def entry_of(document: object, part: str, entry_id: str) -> Any:
    """Return the entry of an ID, None if there is none."""
    return next((entry for entry in getattr(document, part) if entry.id == entry_id), None)


def next_id(entries: Iterable[Entry], letter: str) -> str:
    """Return the first ID of the kind S1, S2 ... that is higher than all those taken."""
    numbers = (re.fullmatch(rf"{letter}([0-9]{{1,9}})", entry.id) for entry in entries)
    return f"{letter}{max((int(number[1]) for number in numbers if number), default=0) + 1}"


def have_own_ids(_: object, attribute: Attribute[Any], entries: Iterable[Entry]) -> None:
    """Hold that no two entries of a list have one ID; raises ValueError, in words. For attrs, as a validator."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ValueError(f"two {attribute.name} have the ID {entry.id}")
        seen.add(entry.id)


def _with(document: T, part: str, entries: tuple[Any, ...]) -> T:
    changed: dict[str, Any] = {part: entries}
    return evolve(document, **changed)  # type: ignore[misc]
