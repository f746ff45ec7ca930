"""Cases with consequences: a small graph of situations and choices, read from TOML and held against its rules."""

from __future__ import annotations

import hashlib

from attrs import field, frozen

WORDS_A_MINUTE = 200
"""Our own figure for reading time, slow on purpose: people stop and weigh each choice."""


@frozen
class Choice:
    """One thing to do in a situation, and what follows from it."""

    id: str
    words: str
    next: str
    """The situation or end that it leads to."""
    reaction: str
    """Who does or says what at once."""
    think: str
    """What speaks for it and what against: shown only in the review at the end."""
    minutes: int = 0
    """What it costs of somebody's working time."""
    trust: str = ""
    """What it does to trust, in words, such as "Helen trusts you less"; empty where it does nothing."""


@frozen
class Situation:
    """Where somebody has to choose."""

    id: str
    title: str
    text: str
    choice: tuple[Choice, ...]

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices in the order in which they are shown: by a hash, so that no place gives one away."""
        return tuple(sorted(self.choice, key=lambda one: hashlib.sha256(f"{self.id} {one.id}".encode()).digest()))


@frozen
class End:
    """Where a path ends: what became of it, and what can be learnt from that."""

    id: str
    title: str
    text: str
    review: str


@frozen
class Case:
    """A whole case; `path` lists the choices of one well-reasoned path, and `sources` gives cited keys their words."""

    id: str
    title: str
    module: str
    criterion: str
    minutes: int
    """Time to read one path and its review at `WORDS_A_MINUTE`."""
    about: str
    not_this: str
    """What the case does not replace."""
    people: dict[str, str]
    start: str
    path: tuple[str, ...]
    situation: tuple[Situation, ...]
    end: tuple[End, ...]
    sources: dict[str, str] = field(factory=dict)

    @property
    def nodes(self) -> tuple[Situation | End, ...]:
        """The situations and then the ends, in the file's order."""
        return (*self.situation, *self.end)

    @property
    def situations(self) -> dict[str, Situation]:
        """The situations by id."""
        return {one.id: one for one in self.situation}

    @property
    def ends(self) -> dict[str, End]:
        """The ends by id."""
        return {one.id: one for one in self.end}

    @property
    def choices(self) -> dict[str, tuple[Situation, Choice]]:
        """The choices by id, each with its situation."""
        return {choice.id: (one, choice) for one in self.situation for choice in one.choice}
