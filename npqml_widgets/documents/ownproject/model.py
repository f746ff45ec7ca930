"""The choice of one's own project: who leads whom, which pupils, how long, what is measured, what stays as it is."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.shared.entries import have_own_ids

Role = Literal["", "head", "senco", "key stage", "pastoral", "other"]
ROLES: dict[Role, str] = {
    "head": "Head of department or subject",
    "senco": "SENCO",
    "key stage": "Key stage leader",
    "pastoral": "Pastoral lead",
    "other": "Another role",
}
About = Literal["", "pupils", "team"]
ABOUT: dict[About, str] = {"pupils": "Pupils (part A)", "team": "The team (part B)"}
"""What a measure is of: the framework's assessment task has a part for each."""
Way = Literal["", "check", "work", "seen", "asked", "public"]
WAYS: dict[Way, str] = {
    "check": "A check or test in school",
    "work": "Pupils' work, marked",
    "seen": "Counted in lessons",
    "asked": "Asked of people",
    "public": "A public result",
}
USUAL_SMALLEST = 6
"""The smallest group that numbers are shown of, where nobody has said another."""


@frozen
class Measure:
    """What is looked at before the project begins and again at its end, and who has it."""

    id: str = field(validator=validators.min_len(1))
    what: str = ""
    about: About = field(default="", validator=validators.in_(get_args(About)))
    way: Way = field(default="", validator=validators.in_(get_args(Way)))
    before: date | None = None
    after: date | None = None
    holder: str = ""
    notes: str = ""


@frozen
class FixedThing:
    """Something that the project may not change, and who decides it."""

    id: str = field(validator=validators.min_len(1))
    what: str = ""
    decided_by: str = ""
    notes: str = ""


def _from_nought(_: object, attribute: Attribute[Any], number: int | None) -> None:
    if number is not None and number < 0:
        raise ValueError(f"{attribute.name} is {number}, expected a number from 0")


@frozen
class OwnProject:
    """The choice of a project. `title` is its aim for pupils, `capability` that for the team; `smallest` is the
    smallest group that the school shows numbers of.
    """

    title: str = ""
    setting: str = ""
    role: Role = field(default="", validator=validators.in_(get_args(Role)))
    team: int | None = field(default=None, validator=_from_nought)
    capability: str = ""
    pupils: str = ""
    number: int | None = field(default=None, validator=_from_nought)
    smallest: int | None = field(default=None, validator=_from_nought)
    terms: int | None = field(default=None, validator=_from_nought)
    begins: date | None = None
    ends: date | None = None
    sponsor: str = ""
    measures: tuple[Measure, ...] = field(default=(), validator=have_own_ids)
    fixed: tuple[FixedThing, ...] = field(default=(), validator=have_own_ids)

    @property
    def smallest_shown(self) -> int:
        """The smallest group that numbers are shown of."""
        return USUAL_SMALLEST if self.smallest is None else self.smallest
