"""An answer as small plain data, to be kept beside its mark, and when two of them are the same answer.

It is kept where no check names the mistake, for the list of wrong answers that nobody foresaw.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from npqml_widgets.answers.comparing import folded, same_number, same_set, same_table, same_text
from npqml_widgets.answers.fields import Choices, Field, Number, Order, Text
from npqml_widgets.answers.grid import Grid
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.charts.field import Chart
from npqml_widgets.documents.field import Document
from npqml_widgets.tasks.tasks import Task

LONGEST = 300  # characters of a text that are kept
SHOWN = 6  # decimals that are shown where a field names no number of them
REACH = 0.6  # of the last decimal shown: a number and the same one rounded lie up to 0.5 apart
FACTS = ("type", "measure", "order", "counts", "from zero")


def answers_read(task: Task, names: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return these answers as their fields read them, as data; without those that are blank or cannot be read.

    Documents are left out: no two people write the same.
    """
    names = tuple(name for name in names if not isinstance(task.fields[name], Document))
    readings = task.read({name: values.get(name) for name in names})
    return {name: as_data(task.fields[name], readings[name].value) for name in names if readings[name].state == "read"}


def as_data(field: Field, value: Any) -> Any:
    """Return an answer as its field read it as plain JSON values; of a text no more than 300 characters are kept.

    Of a chart its kind, measure, order and title are kept, and whether it shows numbers of pupils and starts from zero.
    """
    if isinstance(field, Chart):
        facts = {
            "type": value["type"], "measure": value["measure"], "order": value["order"], "title": value["title"],
        }  # fmt: skip
        whole = {"counts": bool(value["counts_shown"]), "from zero": same_number(value["limits"]["value"][0], 0, 0)}
        return {**{name: printable(str(one)) for name, one in facts.items()}, **whole}
    return printable(value) if isinstance(value, str) else value


def printable(text: str) -> str:
    """Return the start of a text without a character that a file cannot hold or a terminal acts on."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text[:LONGEST])


def against(field: Field, data: Any, right: Any) -> Any:
    """Return what tells a wrong answer from others: of a chart what differs from the right one, else all of it.

    Every chart has a title of its own: it counts only where nothing else is wrong.
    """
    if not (isinstance(field, Chart) and isinstance(data, dict)):
        return data
    wrong = {name: data.get(name) for name in FACTS if data.get(name) != (right or {}).get(name)}
    return wrong or {"title": folded(data.get("title", ""))}


def same_answer(field: Field, one: Any, other: Any) -> bool:
    """Tell whether two answers to one question are the same: numbers as shown, texts but for case and spaces."""
    if isinstance(field, Number):
        return same_number(one, other, _within(field.decimals))
    if isinstance(field, Grid):
        return same_table(one, other, _within(None))
    if isinstance(field, NumberRange):
        return same_table(one, other, _within(field.decimals))
    if isinstance(field, Order) and field.pairs:
        return field.key(one) == field.key(other)
    if isinstance(field, Choices):
        return same_set(one, other)
    return same_text(one, other) if isinstance(field, Text) else bool(one == other)


def covers(fields: Mapping[str, Field], wanted: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether the same answers were given to every question of `wanted`, which is at least one."""
    return bool(wanted) and all(
        name in given and same_answer(fields[name], one, given[name]) for name, one in wanted.items()
    )


def free_of_data(field: Field, other: Field) -> bool:
    """Tell whether one answer means the same in two cohorts: never a number, else where the choices are the same."""
    return isinstance(field, Chart) or (not isinstance(field, Number | NumberRange | Grid) and field == other)


def _within(decimals: int | None) -> float:
    return float(REACH * 10.0 ** -(SHOWN if decimals is None else decimals))
