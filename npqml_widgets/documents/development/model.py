"""A plan of development: a row for each person and need, the team with their days, and the money that there is."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.shared.entries import have_own_ids

Where = Literal["", "inside", "outside"]
WHERES: dict[Where, str] = {"inside": "Inside", "outside": "Outside"}
"""Where an opportunity is: inside the school, or beyond it."""


@frozen
class Row:
    """One person's need, what is done about it, and what others will see of it.

    `hours` are hundredths of an hour of their own time, `cost` is in pence; on `check` somebody looks at it again.
    """

    id: str = field(validator=validators.min_len(1))
    person: str = ""
    need: str = ""
    source: str = ""
    sign: str = ""
    opportunity: str = ""
    where: Where = field(default="", validator=validators.in_(get_args(Where)))
    hours: int | None = field(default=None)
    cost: int | None = field(default=None)
    starts: date | None = None
    support: str = ""
    check: date | None = None
    notes: str = ""

    @hours.validator
    @cost.validator
    def _is_not_below_nought(self, attribute: Attribute[Any], number: int | None) -> None:
        if number is not None and number < 0:
            raise ValueError(f"{attribute.name} is {number}, expected a number from 0")


@frozen
class Member:
    """Somebody of the team, and the days of the week on which they work, such as Mon; none: every day."""

    id: str = field(validator=validators.min_len(1))
    name: str = ""
    days: tuple[str, ...] = ()
    notes: str = ""


@frozen
class DevelopmentPlan:
    """A plan of development until a day, within some money, in pence."""

    title: str = ""
    setting: str = ""
    money: int | None = None
    ends: date | None = None
    rows: tuple[Row, ...] = field(default=(), validator=have_own_ids)
    team: tuple[Member, ...] = field(default=(), validator=have_own_ids)

    @property
    def cost(self) -> int:
        """What all rows cost, in pence."""
        return sum(row.cost or 0 for row in self.rows)

    @property
    def hours(self) -> int:
        """The hours of all rows, in hundredths."""
        return sum(row.hours or 0 for row in self.rows)

    @property
    def left(self) -> int | None:
        """The money that no row needs, in pence; None while nobody has said how much there is."""
        return None if self.money is None else self.money - self.cost
