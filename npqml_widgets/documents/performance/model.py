"""The pupil performance data of a project: two groups of pupils at three points in time, in averages only.

Nothing in it speaks of one pupil: names, pupils' numbers and rows never come into the document. What is worked out
from a table stands on one set of pupils for each group, so that no number can be taken from another to find one of
them out.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.rawdata.model import LIMIT, Cleaned, CodeUse, ColumnUse, Roll

Group = Literal["project", "comparison"]
GROUPS: dict[Group, str] = {"project": "Project pupils", "comparison": "Comparison pupils"}
POINTS = ("start", "middle", "end")
POINT_WORDS = {"start": "Start", "middle": "Middle", "end": "End"}
Source = Literal["pupils", "hand"]
SOURCES: dict[Source, str] = {
    "pupils": "A table with a row for each pupil",
    "hand": "Averages that somebody gave me: I type them",
}
Scale = Literal["", "same", "comparable", "different"]
SCALES: dict[Scale, str] = {
    "": "Not said yet",
    "same": "The same test, or the same questions, each time",
    "comparable": "Different tests, with results on one standardised scale",
    "different": "Different tests, each with its own scale",
}
Allocation = Literal["", "lot", "decision", "choice", "class"]
ALLOCATIONS: dict[Allocation, str] = {
    "": "Not said yet",
    "lot": "By lot, among all who could have gained",
    "decision": "Somebody decided, by need or by marks",
    "choice": "Pupils, or their parents, chose",
    "class": "Comparison pupils are another class, set, year or school",
}
Claim = Literal["", "more", "less", "unclear"]
CLAIMS: dict[Claim, str] = {
    "": "Not said yet",
    "more": "Project pupils gained more than comparison pupils",
    "less": "Project pupils gained less than comparison pupils",
    "unclear": "These numbers do not show which of them gained more",
}
Counted = Literal["three", "ends"]
COUNTED: dict[Counted, str] = {
    "three": "Only pupils with all three marks: the same pupils at each point",
    "ends": "Pupils with a start and an end; the middle is that of those who have one",
}
ValueIs = Literal["", "project", "comparison", "out"]
VALUES: dict[ValueIs, str] = {
    "": "Not decided: in no number for now",
    "project": GROUPS["project"],
    "comparison": GROUPS["comparison"],
    "out": "Neither: leave these pupils out",
}
FEWEST, MOST = 3, 5_000
"""Pupils of whom an average may be told whatever a school's own limit is, and pupils of a table at most."""
TEXTS = {
    "purpose": "What the project was, for whom, and what was measured",
    "chosen": "Who the comparison pupils are, and when they were named",
    "missing": "Who is missing at which point, and why",
    "conclusion": "What you conclude, and what you keep, change or stop",
}
"""The parts in a candidate's own words, by field."""


def _is_finite(_: Any, attribute: Attribute[Any], value: float | None) -> None:
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{attribute.name} is {value}, expected a number")


_is_a_group = validators.optional([validators.ge(FEWEST), validators.le(MOST)])


@frozen
class Point:
    """A point in time: the day of the check, and what it was called."""

    day: date | None = None
    test: str = ""


@frozen
class ValueUse:
    """What a value in the column of the group stands for, such as "waiting"."""

    value: str
    group: ValueIs = field(default="", validator=validators.in_(get_args(ValueIs)))


@frozen
class Typed:
    """An average that somebody typed for a group at a point, and of how many pupils it is."""

    group: Group = field(validator=validators.in_(get_args(Group)))
    point: str = field(validator=validators.in_(POINTS))
    pupils: int | None = field(default=None, validator=validators.optional([validators.ge(1), validators.le(MOST)]))
    mean: float | None = field(default=None, validator=_is_finite)


@frozen
class Cell:
    """The average of a group at one point, and of how many pupils it is; None where that is hidden or not known."""

    pupils: int | None = field(default=None, validator=_is_a_group)
    mean: float | None = field(default=None, validator=_is_finite)

    @mean.validator
    def _both(self, _: Attribute[Any], mean: float | None) -> None:
        if (mean is None) != (self.pupils is None):
            raise ValueError("found an average without its number of pupils, or a number alone, expected both")


@frozen
class Measured:
    """What a group comes to. `listed` are its pupils in the table, `marked` those of them with a mark at each point.

    `deviation` is the standard deviation of the pupils' own gains. All is blank where the group is too small.
    """

    group: Group = field(validator=validators.in_(get_args(Group)))
    cells: tuple[Cell, ...] = field(default=(Cell(), Cell(), Cell()))
    deviation: float | None = field(default=None, validator=[_is_finite, validators.optional(validators.ge(0))])
    listed: int | None = None
    marked: tuple[int, ...] = field(default=())

    @cells.validator
    def _three(self, _: Attribute[Any], cells: tuple[Cell, ...]) -> None:
        if len(cells) != len(POINTS):
            raise ValueError(f"found {len(cells)} averages, expected {len(POINTS)}: start, middle and end")

    @marked.validator
    def _each(self, _: Attribute[Any], marked: tuple[int, ...]) -> None:
        if len(marked) != (0 if self.listed is None else len(POINTS)):
            raise ValueError(f"found numbers of marks at {len(marked)} points, expected {len(POINTS)}: one each")

    @property
    def gain(self) -> float | None:
        """The average gain from start to end: of the pupils' own gains where both are of the same pupils."""
        start, end = self.cells[0].mean, self.cells[-1].mean
        return None if start is None or end is None else end - start

    @property
    def gainers(self) -> int | None:
        """How many pupils the spread of the gains is of; None where no pupil's own gain is known."""
        return None if self.deviation is None else self.cells[-1].pupils

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of the average gain: gain ± t × standard deviation ÷ √n."""
        if self.gain is None or self.deviation is None or not self.gainers:
            return None
        half = _t_multiplier(self.gainers) * self.deviation / self.gainers**0.5
        return self.gain - half, self.gain + half


@frozen
class Part:
    """The average gain of some pupils of a group, such as those with pupil premium; None where it is hidden."""

    group: Group = field(validator=validators.in_(get_args(Group)))
    who: str
    pupils: int | None = field(default=None, validator=_is_a_group)
    gain: float | None = field(default=None, validator=_is_finite)


@frozen
class Results:
    """What two groups come to. `out` are pupils in neither, `undecided` those whose group is not decided.

    Both are None where a group is hidden, and beside the roll would tell its size.
    """

    roll: Roll = field(default=Roll())
    groups: tuple[Measured, ...] = field(default=(Measured("project"), Measured("comparison")))
    parts: tuple[Part, ...] = ()
    out: int | None = None
    undecided: int | None = None

    @groups.validator
    def _both(self, _: Attribute[Any], groups: tuple[Measured, ...]) -> None:
        if [found.group for found in groups] != list(GROUPS):
            raise ValueError("expected the project pupils and then the comparison pupils")

    @property
    def project(self) -> Measured:
        """The project pupils."""
        return self.groups[0]

    @property
    def comparison(self) -> Measured:
        """The comparison pupils."""
        return self.groups[1]

    @property
    def difference(self) -> float | None:
        """How much more the project pupils gained than the comparison pupils."""
        ours, theirs = self.project.gain, self.comparison.gain
        return None if ours is None or theirs is None else ours - theirs

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of that difference: difference ± t × √(SD² ÷ n + SD² ÷ n), t of the smaller group."""
        sides = [(side.deviation, side.gainers) for side in self.groups]
        if self.difference is None or any(spread is None or not number for spread, number in sides):
            return None
        error = sum((spread or 0) ** 2 / (number or 1) for spread, number in sides) ** 0.5
        half = _t_multiplier(min(number or 0 for _, number in sides)) * error
        return self.difference - half, self.difference + half


@frozen
class Baseline:
    """What was taken from the raw data analysis: the day of its export, and its figures as it says them."""

    exported: date | None = None
    figures: tuple[str, ...] = ()


@frozen
class PupilPerformance:
    """Pupil performance data. `results` is what came of the last table that was read; None before there was one.

    `limit` is the school's number of pupils below which no average is shown.
    """

    purpose: str = ""
    chosen: str = ""
    missing: str = ""
    conclusion: str = ""
    begins: date | None = None
    ends: date | None = None
    units: str = "marks"
    scale: Scale = field(default="", validator=validators.in_(get_args(Scale)))
    allocation: Allocation = field(default="", validator=validators.in_(get_args(Allocation)))
    claim: Claim = field(default="", validator=validators.in_(get_args(Claim)))
    limit: int = field(default=LIMIT, validator=[validators.ge(FEWEST), validators.le(30)])
    counted: Counted = field(default="three", validator=validators.in_(get_args(Counted)))
    source: Source = field(default="pupils", validator=validators.in_(get_args(Source)))
    points: tuple[Point, ...] = field(default=(Point(), Point(), Point()))
    typed: tuple[Typed, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    values: tuple[ValueUse, ...] = ()
    codes: tuple[CodeUse, ...] = ()
    left_as_is: tuple[str, ...] = ()
    cleaned: tuple[Cleaned, ...] = ()
    results: Results | None = None
    baseline: Baseline | None = None

    @points.validator
    def _three(self, _: Attribute[Any], points: tuple[Point, ...]) -> None:
        if len(points) != len(POINTS):
            raise ValueError(f"found {len(points)} points in time, expected {len(POINTS)}: start, middle and end")

    @property
    def rows(self) -> int | None:
        """How many rows of the table were read; None before there was one."""
        return None if self.results is None else self.results.roll.rows

    @property
    def exported(self) -> date | None:
        """No day is asked for: whoever has left counts as missing, and is not taken out."""
        return None

    def is_undecided(self) -> bool:
        """Tell whether a value in the column of the group stands for no group yet."""
        return any(not use.group for use in self.values)

    def average(self, group: Group, point: str) -> Typed:
        """Return what was typed for a group at a point, blank where nothing was."""
        return next((cell for cell in self.typed if (cell.group, cell.point) == (group, point)), Typed(group, point))


def shown(document: PupilPerformance) -> Results | None:
    """Return the figures that may be shown: of the table, or of what was typed; None where there are none.

    An average that was typed is hidden where it is of fewer pupils than the limit, or nobody says of how many.
    """
    if document.source == "pupils":
        return document.results
    sides = tuple(Measured(group, tuple(_may_be_seen(document, group, point) for point in POINTS)) for group in GROUPS)
    return Results(groups=sides) if any(cell.mean is not None for side in sides for cell in side.cells) else None


def _may_be_seen(document: PupilPerformance, group: Group, point: str) -> Cell:
    typed = document.average(group, point)
    if typed.mean is None or typed.pupils is None or typed.pupils < document.limit:
        return Cell()
    return Cell(typed.pupils, typed.mean)


def _t_multiplier(number: int) -> float:
    """How many standard errors a 95% interval reaches: imported when asked for, since pandas comes with it."""
    from npqml_widgets.schooldata.tables import t_multiplier

    return t_multiplier(number)
