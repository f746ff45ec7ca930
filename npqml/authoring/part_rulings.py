"""Mistakes that hang on one part of an answer, found by trying: on one row of several, on one number of a range.

So a mistake in one of twelve rows is named whatever stands in the others, though the answers are too many to be tried.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from npqml_widgets.answers.by_row import ChoiceByRow
from npqml_widgets.answers.fields import Field
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.tasks import accepted
from npqml_widgets.tasks.accepted import Ruling

TRIES = 12
"""So many answers, drawn by chance in their other parts, are tried to see that a mistake in one is always named."""
UNITS = 20
"""So many units of the last place a mistake in one number of a range is followed to each side."""
Judge = Callable[[Mapping[str, Any]], Ruling | None]
"""What marking says of answers by their names; None where it is nothing special."""


def part_rulings(
    judge: Judge, check: str, fields: Mapping[str, Field], tried: Sequence[Sequence[Any]]
) -> dict[str, Ruling]:
    """The mistakes that a check always names where a part of an answer is as it is, by the key of the part.

    `tried` are answers in the order of the fields, the first of them right. Of two such mistakes in one answer marking
    names the one that stands first in the check.
    """
    found: dict[str, Ruling] = {}
    examples: dict[str, tuple[Sequence[Any], tuple[int, str]]] = {}
    if not any(isinstance(asked, ChoiceByRow | NumberRange) for asked in fields.values()):
        return found
    for values, changed in _one_part_changed(judge, fields, tried):
        ruling = judge(dict(zip(fields, values, strict=True)))
        if ruling is not None and ruling.mistake:
            [part] = set(_keys(fields.values(), values)) - set(_keys(fields.values(), tried[0]))
            found[part] = evolve(ruling, rank=1 + max(0, check.find(ruling.mistake)))
            examples[part] = values, changed
    draw = random.Random(len(found))  # noqa: S311 - the same answers are drawn in each build
    for _ in range(TRIES):  # so that what marking says of several mistakes at once is heard
        judge(dict(zip(fields, _others_drawn(fields.values(), tried[0], (-1, ""), draw), strict=True)))
    while wrong := _one_that_does_not_hold(judge, fields, found, examples, draw):
        del found[wrong]
    return found


def said_of_parts(parts: Mapping[str, Ruling], fields: Iterable[Field], values: Sequence[Any]) -> Ruling | None:
    """What is said of an answer by the mistakes of its parts; None where no part of it makes one."""
    found = [parts[key] for key in _keys(fields, values) if key in parts] if parts else []
    return evolve(min(found, key=lambda ruling: ruling.rank), rank=0) if found else None


def _keys(fields: Iterable[Field], values: Sequence[Any]) -> list[str]:
    return accepted.keys_of_parts(zip(fields, values, strict=True))


def _one_part_changed(
    judge: Judge, fields: Mapping[str, Field], tried: Sequence[Sequence[Any]]
) -> Iterator[tuple[Sequence[Any], tuple[int, str]]]:
    """Right answers but for one part, with the place of the answer and the name of the part.

    A row has each option in turn, a number of a range what mistakes of the bank have there, and what lies beside.
    """
    right = tried[0]
    for place, asked in enumerate(fields.values()):

        def changed(part: str, to: Any, place: int = place) -> Sequence[Any]:
            return [*right[:place], {**right[place], part: to}, *right[place + 1 :]]

        if isinstance(asked, ChoiceByRow):
            for row, key in itertools.product(asked.rows, asked.options):
                if right[place][row] != key:
                    yield changed(row, key), (place, row)
        elif isinstance(asked, NumberRange):
            for name, number in asked.numbers.items():
                for value in dict.fromkeys(known[place][name] for known in tried[1:]):
                    for way, step in ((1, 0), *((way, step) for way in (1, -1) for step in range(1, UNITS))):
                        to = number.counted(value + way * step * 10.0**-number.places)
                        values = changed(name, to)
                        if number.key(to) == number.key(right[place][name]) or _is_unread(asked, values[place]):
                            continue
                        yield values, (place, name)


def _one_that_does_not_hold(
    judge: Judge, fields: Mapping[str, Field], found: Mapping[str, Ruling],
    examples: Mapping[str, tuple[Sequence[Any], tuple[int, str]]], draw: random.Random,
) -> str:  # fmt: skip
    """A part of which marking says something else once other parts change; an empty text where there is none."""
    for part in found:
        for _ in range(TRIES):
            values = _others_drawn(fields.values(), *examples[part], draw)
            said = said_of_parts(found, fields.values(), values)
            if said is not None and said != judge(dict(zip(fields, values, strict=True))):
                there = [key for key in _keys(fields.values(), values) if key in found]
                return min(there, key=lambda key: found[key].rank)
    return ""


def _others_drawn(
    fields: Iterable[Field], values: Sequence[Any], kept: tuple[int, str], draw: random.Random
) -> Sequence[Any]:
    """Answers in which one part is as it is, and of the others about half are as chance has it."""
    drawn = list(values)
    for place, asked in enumerate(fields):
        if isinstance(asked, ChoiceByRow):
            drawn[place] = {
                row: key if (place, row) == kept or draw.random() < 0.5 else draw.choice(list(asked.options))
                for row, key in values[place].items()
            }
        elif isinstance(asked, NumberRange):
            other = {
                name: number.counted(values[place][name] + draw.randint(-50, 50) * 10.0**-number.places)
                for name, number in asked.numbers.items()
                if (place, name) != kept and draw.random() < 0.5
            }
            moved = {**values[place], **other}
            drawn[place] = values[place] if _is_unread(asked, moved) else moved
    return drawn


def _is_unread(asked: NumberRange, value: Mapping[str, float]) -> bool:
    return asked.read(value).state != "read"
