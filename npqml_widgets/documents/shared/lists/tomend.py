"""What does not add up in a document of lists, in words: which entry, what is wrong, what to do. Nothing is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

LONGEST_NAME = 60  # signs of an entry's first words


@frozen
class ToMend:
    """One thing to mend: the rule's name, the sentence, and which entry of which list it is about, if of one."""

    rule: str
    words: str
    part: str = ""
    entry: str = ""


Rule = Callable[[Any, Any], Iterator[str]]
"""Yields what is wrong with an entry of a document."""


def to_mend(
    document: Any, part: str, rules: Mapping[str, Rule], first_words: str, *, before: str = ""
) -> tuple[ToMend, ...]:
    """Return what each rule has against each entry of a list, in their order.

    An entry is called by its ID and its first words, those of the field `first_words`; `before` stands before it.
    """
    return tuple(
        ToMend(rule, f"{before}{named(entry, first_words)}: {words}", part, entry.id)
        for entry in getattr(document, part)
        for rule, check in rules.items()
        for words in check(document, entry)
    )


def whole_to_mend(document: Any, rules: Mapping[str, Callable[[Any], Iterator[str]]]) -> tuple[ToMend, ...]:
    """Return what each rule has against the document as a whole."""
    return tuple(ToMend(rule, words) for rule, check in rules.items() for words in check(document))


def named(entry: Any, first_words: str) -> str:
    """Return an entry's ID with its first words, as a sentence calls it."""
    what = " ".join(str(getattr(entry, first_words)).split())
    if not what:
        return str(entry.id)
    return f"{entry.id} ({what if len(what) <= LONGEST_NAME else what[: LONGEST_NAME - 1].rstrip() + '…'})"
