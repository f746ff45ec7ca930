"""A plan of a change on one page: its ingredients, tight or loose, and the minutes that it adds and stops."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.shared.entries import have_own_ids
from npqml_widgets.documents.shared.money import rounded
from npqml_widgets.documents.shared.names import each_once, plain

Hold = Literal["", "tight", "loose"]
HOLDS: dict[Hold, str] = {"tight": "Tight: the same everywhere", "loose": "Loose: each teacher decides"}
Turn = Literal["", "adds", "stops", "paid"]
TURNS: dict[Turn, str] = {"adds": "Adds", "stops": "Stops", "paid": "Is paid for"}
"""What a line does to somebody's week. Minutes that are paid for as hours of their own do not make it grow."""
Every = Literal["", "week", "fortnight", "half-term"]
EVERY: dict[Every, str] = {"week": "Week", "fortnight": "Fortnight", "half-term": "Half-term"}
WEEKS: dict[Every, int] = {"": 1, "week": 1, "fortnight": 2, "half-term": 7}
"""Weeks in each; a half-term is taken for seven."""


@frozen
class Ingredient:
    """One thing that the change is made of, the sign by which one sees it, by when, and who looks after it."""

    id: str = field(validator=validators.min_len(1))
    what: str = ""
    hold: Hold = field(default="", validator=validators.in_(get_args(Hold)))
    sign: str = ""
    by: date | None = None
    owner: str = ""
    notes: str = ""


@frozen
class Minutes:
    """What the change adds to somebody's week, what stops in it, or what of it is paid for."""

    id: str = field(validator=validators.min_len(1))
    person: str = ""
    what: str = ""
    turn: Turn = field(default="", validator=validators.in_(get_args(Turn)))
    minutes: int | None = field(default=None)
    every: Every = field(default="", validator=validators.in_(get_args(Every)))
    notes: str = ""

    @minutes.validator
    def _is_not_below_nought(self, _: Attribute[Any], number: int | None) -> None:
        if number is not None and number < 0:
            raise ValueError(f"minutes is {number}, expected a number from 0")

    @property
    def exact(self) -> Fraction:
        """Minutes a week, below nought where they stop or are paid for."""
        sign = -1 if self.turn in ("stops", "paid") else 1
        return Fraction(sign * (self.minutes or 0), WEEKS[self.every])

    @property
    def a_week(self) -> int | None:
        """Minutes a week in hundredths, as `exact` has them; None where nobody has said how many."""
        return None if self.minutes is None else rounded(self.exact * 100)


@frozen
class ChangePlan:
    """A plan of one change: how it is meant to work, and the day by which all signs are looked at."""

    title: str = ""
    setting: str = ""
    mechanism: str = ""
    look: date | None = None
    ingredients: tuple[Ingredient, ...] = field(default=(), validator=have_own_ids)
    minutes: tuple[Minutes, ...] = field(default=(), validator=have_own_ids)

    def net_of(self, person: str) -> int:
        """Return by how many minutes somebody's week grows, in hundredths: what stops or is paid for is taken off."""
        name = plain(person)
        return rounded(100 * sum(entry.exact for entry in self.minutes if plain(entry.person) == name))

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who has minutes, as they are written first."""
        return each_once(entry.person for entry in self.minutes)

    @property
    def added(self) -> int:
        """Minutes a week that are added, in hundredths."""
        return rounded(100 * sum(entry.exact for entry in self.minutes if entry.exact > 0))

    @property
    def stopped(self) -> int:
        """Minutes a week that stop or are paid for, in hundredths."""
        return rounded(-100 * sum(entry.exact for entry in self.minutes if entry.exact < 0))
