"""Near misses: answers beside the right one, which no check may take; one that takes them takes nearly everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from attrs import define

from npqml.course.modules import Module
from npqml.grading.checks import Answering, Attempt, Cell
from npqml.refusal import Refusal
from npqml_widgets.answers.by_row import ChoiceByRow
from npqml_widgets.answers.fields import Choice, Number
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.tasks import tasks

BESIDE = 4
"""So many near misses lie beside the right answer; the others are constants that somebody might try."""
SHOWN = 3
CONSTANTS = (0.0, 1.0, 100.0)
STEPS = 10
"""A near miss lies ten units of the last decimal that is asked for beside the right answer."""
NEAR_ENOUGH = 1.5
"""Where a check says what is near enough (`near`), a near miss lies half as far again."""


@define
class NearMiss(Attempt):
    """One near miss; `chosen` is another option than the right one."""

    chosen: bool = False


def attempts(cell: Cell, near: float, right: Answering) -> Iterator[NearMiss]:
    """The near misses at a task, one answer of it changed at a time; `right` puts in the right answers."""
    known: dict[str, Any] = {}

    for name in cell.answers:
        for number in range(BESIDE + len(CONSTANTS)):
            attempt = NearMiss("", lambda namespace: None)
            attempt.answering = partial(_put, cell, name, near, number, known, right, attempt)
            yield attempt


def _put(
    cell: Cell, name: str, near: float, number: int, known: dict[str, Any], right: Answering, attempt: NearMiss,
    namespace: dict[str, Any],
) -> None:  # fmt: skip
    """Put in right answers but for one, and name the attempt by it; the form is known only once its cell has run."""
    if not known:  # worked out once for all near misses at a task
        right(namespace)
        known.update({answer: namespace.get(answer) for answer in cell.answers})
    missed = _missed(cell, name, near, number, known[name])
    if missed is not None:
        attempt.label, attempt.chosen = f"{name} = {missed}, where {known[name]} is right", _is_chosen(missed)
    namespace.update(known | {name: missed})


def _missed(cell: Cell, name: str, near: float, number: int, right: Any) -> Any:
    """The answer of this number beside the right one, or None where the field has no such one."""
    field = dict(zip(cell.answers, tasks.find(cell.task).fields.values(), strict=False)).get(name)
    if isinstance(field, Number) and isinstance(right, int | float):
        return _number_beside(field, float(right), near, number)
    value = field.read(right).value if field else None
    if isinstance(field, NumberRange) and value:  # its numbers take turns
        part, place = list(field.numbers)[number % len(field.numbers)], number // len(field.numbers)
        beside = _number_beside(field.numbers[part], value[part], near, place)
        return None if beside is None else {**value, part: beside}
    if isinstance(field, ChoiceByRow) and value:
        turned = [{**value, row: key} for key in field.options for row in field.rows if value[row] != key]
        return turned[number] if number < len(turned) else None
    if isinstance(field, Choice):
        others = [key for key in field.options if key != right]
        return others[number] if number < len(others) else None
    return None


def _is_chosen(missed: Any) -> bool:
    chosen = missed.values() if isinstance(missed, dict) else [missed]
    return all(isinstance(key, str) for key in chosen)


def _number_beside(field: Number, right: float, near: float, number: int) -> float | None:
    step = near * NEAR_ENOUGH or _step(field, right)
    values = (right + step, right - step, right + 5 * step, 2 * right, *CONSTANTS)
    value = values[number]
    possible = (field.low is None or value >= field.low) and (field.high is None or value <= field.high)
    return value if possible and abs(value - right) > 0.99 * step else None


def _step(field: Number, right: float) -> float:
    if field.decimals:
        return STEPS * 10.0**-field.decimals
    share = field.unit in ("%", "pp")  # one that is asked for without decimals may be rounded either way
    return 1.0 if right.is_integer() and not share else max(2.0, abs(right) / 10)


def faults(module: Module, task: str, tried: Sequence[NearMiss], points: float, label: str) -> Iterator[Refusal]:
    """A refusal for a task whose checks give full marks to near misses; of a choice two options may be right."""
    taken = [attempt for attempt in tried if attempt.label and attempt.mark == points]
    options = [attempt for attempt in taken if attempt.chosen]
    if len(options) == 1:  # a second option may be right as well
        taken.remove(options[0])
    if taken:
        first = "; ".join(attempt.label for attempt in taken[:SHOWN])
        further = f" and {len(taken) - SHOWN} more" if len(taken) > SHOWN else ""
        yield Refusal(
            module.learn_how_to, f"{task} ({label})", found=f"a check that takes {first}{further}",
            expected="near misses refused", do="Mend the tolerance of its test, or say by near: what is near enough.",
        )  # fmt: skip
