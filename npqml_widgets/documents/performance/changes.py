"""Changes to pupil performance data: each returns a changed document, or says in words why it cannot be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, cast, get_args

from attrs import evolve

from npqml_widgets.documents.performance.model import (
    FEWEST,
    GROUPS,
    MOST,
    POINTS,
    TEXTS,
    Point,
    PupilPerformance,
    Typed,
    ValueIs,
    ValueUse,
)
from npqml_widgets.documents.rawdata.changes import refuse_names
from npqml_widgets.documents.rawdata.numbers import number_of

LARGEST = 1_000_000
"""No average of marks is as large."""
_DAYS = ("begins", "ends")
_CHOICES = ("scale", "allocation", "claim", "counted", "source")


def with_text(document: PupilPerformance, name: str, text: str, names: Collection[str] = ()) -> PupilPerformance:
    """Return the document with one of its texts as typed; raises ValueError where a pupil of `names` is named."""
    refuse_names(text, names)
    place, _, part = name.partition(":")
    if place in POINTS and part == "test":
        return _with_point(document, place, test=text)
    if name not in (*TEXTS, "units"):
        raise ValueError(f"there is no text {name}")
    changes: dict[str, Any] = {name: text}
    return evolve(document, **changes)


def with_setting(document: PupilPerformance, name: str, typed: str) -> PupilPerformance:
    """Return the document with a setting as typed; raises ValueError, in words, where it cannot be."""
    text = typed.strip()
    if name in _DAYS:
        return evolve(document, **cast("Any", {name: _day(text)}))
    if name in POINTS:
        return _with_point(document, name, day=_day(text))
    if name == "limit":
        if not text.isdecimal() or not FEWEST <= int(text) <= 30:
            raise ValueError(f"found “{text[:20]}”, expected a whole number from 3 to 30, as in your school's rule.")
        return evolve(document, limit=int(text))
    if name not in _CHOICES:
        raise ValueError(f"there is no setting {name}")
    return evolve(document, **cast("Any", {name: text}))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise ValueError(f"found “{text[:20]}”, expected a date such as 2026-10-14.") from problem


def _with_point(document: PupilPerformance, name: str, **changes: Any) -> PupilPerformance:
    points: list[Point] = list(document.points)
    points[POINTS.index(name)] = evolve(points[POINTS.index(name)], **changes)
    return evolve(document, points=tuple(points))


def with_value(document: PupilPerformance, place: int, group: str) -> PupilPerformance:
    """Return the document with another meaning of a value in the column of the group, counted from 0."""
    if group not in get_args(ValueIs) or not 0 <= place < len(document.values):
        raise ValueError("This value is no longer among those of the table.")
    values = list(document.values)
    values[place] = ValueUse(values[place].value, cast("ValueIs", group))
    return evolve(document, values=tuple(values))


def with_typed(document: PupilPerformance, place: str, typed: str) -> PupilPerformance:
    """Return the document with an average, or a number of pupils, as typed; `place` is such as "project:start:mean".

    Raises ValueError, in words, where it is no such number.
    """
    group, point, part = ([*place.split(":"), "", ""])[:3]
    if group not in GROUPS or point not in POINTS or part not in ("pupils", "mean"):
        raise ValueError(f"there is no place {place}")
    number, _ = number_of(typed)
    if typed.strip() and number is None:
        raise ValueError(f"found “{typed.strip()[:20]}”, expected a number such as 18.4.")
    if part == "pupils" and number is not None and (not number.is_integer() or not 1 <= number <= MOST):
        raise ValueError(f"found “{typed.strip()[:20]}”, expected a whole number of pupils.")
    if part == "pupils" and number is not None and number < document.limit:
        raise ValueError(
            f"{number:g} pupils are fewer than {document.limit}: nothing is kept of so few. Merge them with another "
            "group, or leave this average out."
        )
    if number is not None and abs(number) > LARGEST:
        raise ValueError(f"found “{typed.strip()[:20]}”, expected an average of marks.")
    value: Any = int(number) if part == "pupils" and number is not None else number
    cell: Typed = evolve(document.average(group, point), **cast("Any", {part: value}))
    rest = [other for other in document.typed if (other.group, other.point) != (group, point)]
    found = rest if cell.pupils is None and cell.mean is None else [*rest, cell]
    return evolve(document, typed=tuple(sorted(found, key=_place)))


def _place(cell: Typed) -> tuple[int, int]:
    return list(GROUPS).index(cell.group), POINTS.index(cell.point)
