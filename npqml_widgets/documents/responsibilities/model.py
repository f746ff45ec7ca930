"""A table of responsibilities (RACI): tasks, and for each the posts that do it, answer for it, are asked, are told."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen, validators

from npqml_widgets.documents.shared.entries import have_own_ids
from npqml_widgets.documents.shared.names import each_once, plain

Role = Literal["responsible", "accountable", "consulted", "informed"]
ROLES: dict[Role, str] = {
    "responsible": "Does it (R)",
    "accountable": "Answers for it (A)",
    "consulted": "Asked before (C)",
    "informed": "Told after (I)",
}
LETTERS: dict[Role, str] = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}


@frozen
class Task:
    """One task, and the posts that have a part in it."""

    id: str = field(validator=validators.min_len(1))
    what: str = ""
    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    notes: str = ""

    def letters_of(self, post: str) -> str:
        """Return what a post is in this task, such as "RA"; nothing where it has no part."""
        name = plain(post)
        return "".join(letter for role, letter in LETTERS.items() if name in map(plain, getattr(self, role)))

    @property
    def posts(self) -> tuple[str, ...]:
        """All posts that have a part in it, each once."""
        return each_once(name for role in ROLES for name in getattr(self, role))


@frozen
class Post:
    """A post that has a part in the work, and the school or team that it belongs to."""

    id: str = field(validator=validators.min_len(1))
    name: str = ""
    school: str = ""
    notes: str = ""


@frozen
class Responsibilities:
    """A table of who does what."""

    title: str = ""
    setting: str = ""
    tasks: tuple[Task, ...] = field(default=(), validator=have_own_ids)
    posts: tuple[Post, ...] = field(default=(), validator=have_own_ids)
