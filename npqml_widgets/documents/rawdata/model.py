"""The raw data analysis: how an export was read and cleaned, what came of it in numbers that may be shown, and words.

Nothing in it speaks of one pupil: names, pupil numbers and rows never come into the document.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any, Literal, Protocol, get_args

import attrs
from attrs import Attribute, field, frozen, validators

Against = Literal["number", "target"]
AGAINST: dict[Against, str] = {"number": "The number above", "target": "Each pupil's own target"}
Group = Literal["", "pp", "fsm", "sen", "eal", "sex", "attendance"]
GROUPS: dict[Group, tuple[str, str]] = {
    "": ("", ""),
    "pp": ("Pupils with pupil premium", "Others"),
    "fsm": ("Pupils with free school meals", "Others"),
    "sen": ("Pupils with SEN support or a plan", "Others"),
    "eal": ("Pupils with EAL", "Others"),
    "sex": ("Girls", "Boys"),
    "attendance": ("Pupils who attend less than 90%", "Others"),
}
"""The groups that can be compared: the words for who is in one, and for everybody else."""
Whose = Literal["group", "everybody"]
WHOSE: dict[Whose, str] = {"group": "The group that is compared", "everybody": "All pupils with a start and a result"}
Use = Literal["", "missing", "nought"]
USES: dict[Use, str] = {
    "": "Not decided: counts as missing for now",
    "missing": "No number: leave this pupil out of averages",
    "nought": "A number: count it as 0",
}
LIMIT = 6
TEXTS = {
    "purpose": "What the analysis is for",
    "rules": "Your rules for leavers, codes and blanks, and why",
    "conclusion": "What you conclude, and what you do next",
}
"""The parts in a candidate's own words, by field."""


def _is_finite(_: Any, attribute: Attribute[Any], value: float | None) -> None:
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{attribute.name} is {value}, expected a number")


@frozen
class ColumnUse:
    """A column of the export that is used: its heading, and the field that it stands for."""

    heading: str
    field: str


@frozen
class CodeUse:
    """What a code in a column of numbers stands for, such as U in the results."""

    field: str
    code: str
    use: Use = attrs.field(default="", validator=validators.in_(get_args(Use)))


@frozen
class Estimate:
    """The average result elsewhere of pupils whose start lies from here up to the next row."""

    start: float = field(validator=_is_finite)
    result: float = field(validator=_is_finite)


@frozen
class Cleaned:
    """One step of cleaning: which rule, how many cells or rows it has changed, and what with what, without names."""

    rule: str
    count: int = field(validator=validators.ge(0))
    examples: str = ""


class PupilDocument(Protocol):
    """What a document out of a table of pupils has, whatever else stands in it."""

    @property
    def columns(self) -> tuple[ColumnUse, ...]:
        """The columns that were read."""

    @property
    def codes(self) -> tuple[CodeUse, ...]:
        """What the codes in its columns of numbers stand for."""

    @property
    def left_as_is(self) -> tuple[str, ...]:
        """The rules of cleaning that were taken back."""

    @property
    def exported(self) -> date | None:
        """The day that the table speaks of, where one is asked for."""

    @property
    def rows(self) -> int | None:
        """How many rows were read; None before there were any."""


@frozen
class Roll:
    """How the rows of the export become pupils on roll."""

    rows: int = 0
    no_pupil: int = 0
    left: int = 0
    repeated: int = 0
    repeated_otherwise: int = 0
    """Of the repeated ones, rows that are not the same as the first of that pupil."""
    joined: int = 0
    pupils: int = 0


@frozen
class Reached:
    """How many of some pupils with a result reached the standard and how many did not; None where it is hidden."""

    who: str
    reached: int | None
    short: int | None
    pupils: int | None

    @property
    def share(self) -> float | None:
        """The share that reached it in per cent; None where that is not to be known."""
        return 100 * self.reached / self.pupils if self.reached is not None and self.pupils else None


@frozen
class Band:
    """Pupils with a start and a result in one band of the start; None where they are too few to be shown."""

    start: str
    pupils: int | None
    result: float | None = field(validator=_is_finite)
    estimate: float | None = field(default=None, validator=_is_finite)

    @property
    def progress(self) -> float | None:
        """Average result minus average estimate."""
        return None if self.result is None or self.estimate is None else self.result - self.estimate


@frozen
class Gap:
    """The average result of a group minus that of the others; None where either is too small to be shown.

    `pupils` and `others` are None also where other numbers beside them would give a small count away.
    """

    overall: float | None = field(default=None, validator=_is_finite)
    like_for_like: float | None = field(default=None, validator=_is_finite)
    pupils: int | None = None
    others: int | None = None
    alone: bool = False
    """Whether some of the group started where nobody else did: these are not in the like-for-like gap."""


@frozen
class Interval:
    """The average progress of some pupils with its 95% interval; None where they are too few.

    The ends are average ± 1.96 × standard deviation ÷ √n. `pupils` and `deviation` are None also where other numbers
    beside them would give a small count away.
    """

    who: str = ""
    mean: float | None = field(default=None, validator=_is_finite)
    low: float | None = field(default=None, validator=_is_finite)
    high: float | None = field(default=None, validator=_is_finite)
    pupils: int | None = None
    deviation: float | None = field(default=None, validator=_is_finite)


def rounded(number: float) -> float:
    """Return a number as it is kept: a workbook holds no more than fifteen figures."""
    return round(float(number), 10)


def interval_ends(mean: float, deviation: float, pupils: int) -> tuple[float, float]:
    """Return the ends of the 95% interval of an average, as 1a works it out."""
    half = 1.96 * deviation / pupils**0.5
    return rounded(mean - half), rounded(mean + half)


@frozen
class Results:
    """What the rows come to, in numbers of which none speaks of fewer pupils than the limit."""

    roll: Roll = Roll()
    with_result: int = 0
    with_start: int = 0
    """Pupils with a result who have a start as well."""
    reached: tuple[Reached, ...] = ()
    bands: tuple[Band, ...] = ()
    gap: Gap = Gap()
    interval: Interval = Interval()

    @property
    def progress(self) -> float | None:
        """The average progress of all pupils with a start and a result, out of the bands; None where one is hidden."""
        shown = [(band.pupils, band.progress) for band in self.bands]
        if not shown or any(pupils is None or progress is None for pupils, progress in shown):
            return None
        return sum((pupils or 0) * (progress or 0) for pupils, progress in shown) / sum(n or 0 for n, _ in shown)


@frozen
class RawData:
    """A raw data analysis. `results` is what came of the last export that was read; None before there was one.

    `left_as_is` are the rules of cleaning that somebody has taken back. `standard` is a result; `limit` the school's
    number of pupils below which no count is shown.
    """

    purpose: str = ""
    exported: date | None = None
    system: str = ""
    rules: str = ""
    conclusion: str = ""
    units: str = "points"
    standard: float | None = field(default=None, validator=_is_finite)
    against: Against = field(default="number", validator=validators.in_(get_args(Against)))
    limit: int = field(default=LIMIT, validator=[validators.ge(3), validators.le(30)])
    group: Group = field(default="pp", validator=validators.in_(get_args(Group)))
    whose: Whose = field(default="group", validator=validators.in_(get_args(Whose)))
    comparison: str = ""
    estimates: tuple[Estimate, ...] = field(default=())
    columns: tuple[ColumnUse, ...] = ()
    codes: tuple[CodeUse, ...] = ()
    left_as_is: tuple[str, ...] = ()
    cleaned: tuple[Cleaned, ...] = ()
    results: Results | None = None

    @estimates.validator
    def _from_low_to_high(self, _: Attribute[Any], estimates: tuple[Estimate, ...]) -> None:
        starts = [estimate.start for estimate in estimates]
        if starts != sorted(set(starts)):
            raise ValueError("the table of estimates has a start twice or out of order, expected lowest first")

    def heading(self, name: str) -> str:
        """Return the heading of the column that stands for a field; an empty text where none does."""
        return next((column.heading for column in self.columns if column.field == name), "")

    @property
    def rows(self) -> int | None:
        """How many rows of the export were read; None before there was one."""
        return None if self.results is None else self.results.roll.rows
