"""The plan of a project: its steps, what each waits for, the days on which nobody works, and who has how much time."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.shared.entries import have_own_ids
from npqml_widgets.documents.shared.names import names_in

Kind = Literal["", "change", "milestone"]
KINDS: dict[Kind, str] = {"": "Step", "change": "Step with people", "milestone": "Milestone"}
"""What a step can be. One with people asks, hears or tells those whom the change is for: it manages the change."""
LABELS = {
    "id": "ID",
    "what": "What",
    "kind": "Kind",
    "owner": "Who",
    "days": "Working days",
    "after": "Waits for",
    "not_before": "Not before",
    "deadline": "Deadline",
    "work": "Days of work",
    "done": "Done",
    "notes": "Notes",
}
"""What people read for each field of a step, in the order of the table."""
CLOSED_LABELS = {"id": "ID", "first": "From", "last": "To", "what": "What"}
"""What people read for each field of a time without work."""
PERSON_LABELS = {"id": "ID", "name": "Who", "days": "Days a week"}
"""What people read for each field of a person."""


@frozen
class Step:
    """One step: how many working days it takes, and the steps (IDs) that have to be done before it begins.

    A step of no days is a moment: it is reached on the evening of a working day. `work` is how much of their time each
    owner needs for it, in hundredths of a day; None, all its days. `done` is in per cent.
    """

    id: str = field(validator=validators.min_len(1))
    what: str = ""
    kind: Kind = field(default="", validator=validators.in_(get_args(Kind)))
    owner: str = ""
    days: int | None = field(default=None)
    after: tuple[str, ...] = ()
    not_before: date | None = None
    deadline: date | None = None
    work: int | None = field(default=None)
    done: int | None = field(default=None)
    notes: str = ""

    @days.validator
    @work.validator
    @done.validator
    def _is_not_below_nought(self, attribute: Attribute[Any], number: int | None) -> None:
        if number is not None and number < 0:
            raise ValueError(f"{LABELS[attribute.name]} is {number}, expected a number from 0")

    @property
    def length(self) -> int:
        """How many working days it takes; 0 for a moment, and as long as nobody has said."""
        return self.days or 0

    @property
    def owners(self) -> tuple[str, ...]:
        """The people who do it, each once, as they are written."""
        return names_in(self.owner)


@frozen
class Closed:
    """A time in which nobody works on the project: a holiday, a half-term, a training day, a bank holiday."""

    id: str = field(validator=validators.min_len(1))
    first: date | None = None
    last: date | None = None
    what: str = ""

    @property
    def ends(self) -> date | None:
        """Its last day; a single day needs none of its own."""
        return self.last or self.first


@frozen
class Person:
    """Somebody who works on the project, with the days of a whole week that they have for it, in hundredths."""

    id: str = field(validator=validators.min_len(1))
    name: str = ""
    days: int | None = None


@frozen
class Plan:
    """A project's plan; weekends and the times in `closed` are no working days."""

    title: str = ""
    setting: str = ""
    starts: date | None = None
    ends: date | None = None
    closed: tuple[Closed, ...] = field(default=(), validator=have_own_ids)
    people: tuple[Person, ...] = field(default=(), validator=have_own_ids)
    steps: tuple[Step, ...] = field(default=(), validator=have_own_ids)
