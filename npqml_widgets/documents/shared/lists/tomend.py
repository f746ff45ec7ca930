"""What does not add up in a document of lists, in words: which entry, what is wrong, what to do. Nothing is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

LONGEST_NAME = 60  # signs of an entry's first words


@frozen
class ToMend:
    """One thing to mend: its entry's ID ("" where it is about the whole), the rule's name and the sentence."""

    entry: str
    rule: str
    words: str


Rule = Callable[[Any, Any], Iterator[str]]
"""Yields what is wrong with an entry of a document."""


def to_mend(
    document: Any, entries: Iterable[Any], rules: Mapping[str, Rule], first_words: str, *, before: str = ""
) -> tuple[ToMend, ...]:
    """Return what each rule has against each entry, in the order of the entries.

    An entry is called by its ID and its first words, those of the field `first_words`; `before` stands before it.
    """
    return tuple(
        ToMend(entry.id, rule, f"{before}{named(entry, first_words)}: {words}")
        for entry in entries
        for rule, check in rules.items()
        for words in check(document, entry)
    )


def named(entry: Any, first_words: str) -> str:
    """Return an entry's ID with its first words, as a sentence calls it."""
    what = " ".join(str(getattr(entry, first_words)).split())
    if not what:
        return str(entry.id)
    return f"{entry.id} ({what if len(what) <= LONGEST_NAME else what[: LONGEST_NAME - 1].rstrip() + '…'})"
