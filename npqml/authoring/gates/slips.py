"""Slips stand apart: what a named mistake gives lies clear of every accepted answer, and of what other mistakes give.

How near is near enough is found by trying: from the right answers of the bank one number after the other is moved, in
units of its last place, to the furthest that marking accepts. What lies between counts as accepted too. Half of that
stretch is the tolerance; a mistake lies further than it from all that is accepted, and from each other mistake that the
same check names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from attrs import frozen

from npqml.authoring.gates.bank import named_mistakes
from npqml.course.modules import Module
from npqml.grading.checks import Attempt, Cell, run_check
from npqml.grading.code_names import answers_asked
from npqml.grading.fixed_parts import fresh
from npqml.refusal import Refusal
from npqml_widgets.answers.fields import Field, Number
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.states import TaskState

MOST_STEPS = 120
"""Units of the last place up to which is tried to each side of a right answer; where it goes so far, nothing hangs on
it."""
Values = tuple[Any, ...]
"""The answers that a check asks for, as they count; each number of a range stands by itself."""


@frozen
class Slip:
    """What an entry of the bank gives where its mistake is named, and how far it lies from what it may be taken for."""

    check: str
    mistake: str
    entry: str
    values: Values
    tolerance: float
    from_right: float
    from_others: float
    nearest: str
    """The other mistake that lies nearest."""

    @property
    def too_near(self) -> str:
        """What it lies too near to, in words; nothing where it stands apart."""
        least = self.tolerance + 1e-9
        if self.from_right <= least:
            return f"{self.from_right:.3g} from an accepted answer"
        return f"{self.from_others:.3g} from the mistake {self.nearest!r}" if self.from_others <= least else ""


def slips(cell: Cell, tried: Sequence[Attempt], named: Mapping[str, str]) -> list[Slip]:
    """Return the slips at a check of numbers; none at a check of other answers, or where nothing right was tried.

    `tried` are attempts at its task that have been judged; `named` gives, by label, the mistake that an attempt makes.
    """
    asked, own = tasks.find(cell.check).fields, named_mistakes(cell.source)
    fields = {name: asked[name] for name in answers_asked(cell.source, tuple(asked))}
    if not any(isinstance(field, Number | NumberRange) for field in fields.values()):
        return []
    made = [
        (named[one.label], one.label, values)
        for one in tried
        if named.get(one.label) in own and (values := _counted(fields, one.namespace))
    ]
    right = {
        values: one.namespace
        for one in tried
        if one.kind in ("right", "odd") and (values := _counted(fields, one.namespace))
    }
    if not made or not right:
        return []
    places = _places(fields)
    stretches = [
        _stretch(cell, places, values, right[values], place) for values in right for place in range(len(places))
    ]
    accepted = [*right, *(values for stretch in stretches for values in stretch)]
    first = [stretch for stretch in stretches[: len(places)] if len(stretch) < MOST_STEPS]  # else any number does
    tolerance = max((_distance(stretch[0], stretch[-1]) / 2 for stretch in first), default=0.0)
    found = []
    for mistake, label, values in made:
        others = [(_distance(values, other), name) for name, _, other in made if name != mistake]
        from_others, nearest = min(others, default=(inf, ""))
        from_right = min(_distance(values, other) for other in accepted)
        found.append(Slip(cell.check, mistake, label, values, tolerance, from_right, from_others, nearest))
    return found


def _counted(fields: Mapping[str, Field], namespace: Mapping[str, Any]) -> Values:
    """The answers as they count; none where one is blank or cannot be read."""
    readings = [(field, field.read(namespace.get(name))) for name, field in fields.items()]
    if any(reading.state != "read" for _, reading in readings):
        return ()
    counted = {name: fields[name].counted(reading.value) for name, (_, reading) in zip(fields, readings, strict=True)}
    return tuple(_hashable(counted[name][part] if part else counted[name]) for name, part, _ in _places(fields))


def _hashable(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value


def _places(fields: Mapping[str, Field]) -> list[tuple[str, str, Field]]:
    """Each answer by its name, with its field; of a range each of its numbers, by its name in the range."""
    return [
        (name, part, asked)
        for name, field in fields.items()
        for part, asked in (field.numbers.items() if isinstance(field, NumberRange) else [("", field)])
    ]


def _stretch(
    cell: Cell, places: Sequence[tuple[str, str, Field]], values: Values, namespace: Mapping[str, Any], place: int
) -> list[Values]:
    """Right answers that differ in the number at a place only, from the lowest to the highest that marking accepts."""
    name, part, field = places[place]
    if not isinstance(field, Number):
        return [values]

    def moved(steps: int) -> Values:
        return (*values[:place], field.counted(values[place] + steps * 10.0**-field.places), *values[place + 1 :])

    fixed = {key: fresh(value) for key, value in cell.fixed.items()}  # the namespace has those of the last part

    def accepts(steps: int) -> bool:
        number = moved(steps)[place]
        if part:
            whole = zip(places, values, strict=True)
            number = {other: value for (answer, other, _), value in whole if answer == name} | {part: number}
        return run_check(cell, {**namespace, **fixed, name: number}, cell.code).verdict.state == TaskState.RIGHT

    down, up = _furthest(lambda steps: accepts(-steps)), _furthest(accepts)
    return [moved(steps) for steps in range(-down, up + 1)]


def _furthest(accepts: Callable[[int], bool]) -> int:
    """The most steps that are accepted, fewer than MOST_STEPS: each time twice as many, then halfway between."""
    taken, refused = 0, 1
    while refused < MOST_STEPS and accepts(refused):
        taken, refused = refused, min(2 * refused, MOST_STEPS)
    while refused - taken > 1:
        middle = (taken + refused) // 2
        taken, refused = (middle, refused) if accepts(middle) else (taken, middle)
    return taken


def _distance(one: Values, other: Values) -> float:
    """How far two sets of answers lie apart: the largest difference of a number; inf where another answer differs."""
    differences = [0.0]
    for first, second in zip(one, other, strict=True):
        number = isinstance(first, int | float) and isinstance(second, int | float)
        differences.append(abs(first - second) if number else 0.0 if first == second else inf)
    return max(differences)


def faults(module: Module, found: Sequence[Slip], label: str) -> Iterator[Refusal]:
    """A refusal for each slip that lies too near to what is accepted, or to another mistake."""
    for slip in found:
        if slip.too_near:
            yield Refusal(
                module.answers,
                f"{slip.check}, {slip.entry!r} ({label})",
                found=f"{', '.join(map(str, slip.values))}, which lies {slip.too_near}",
                expected=f"more than {slip.tolerance:.3g}, as near as marking takes for right",
                do="Have such data drawn again (must_hold in data.py; for last year's pupils madeup/pupils/asked.py), "
                "ask otherwise, or narrow the tolerance.",
            )
