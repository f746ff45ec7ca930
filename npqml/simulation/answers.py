"""The answers that made-up candidates give: the entries of a module's bank on a cohort's own data, and slips."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from attrs import evolve, field, frozen

from npqml.authoring.answers import Answer, raw_for, read_answers
from npqml.authoring.attempts import names_for
from npqml.course.modules import find_module
from npqml.grading.checks import Attempt, read_cells, run
from npqml.place import Place
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.states import TaskState

SLIP = "slip"


@frozen
class Entry:
    """An entry of the bank with what it puts into the controls of this cohort's notebook."""

    answer: Answer
    raw: dict[str, Any] = field(repr=False)


def read_bank(place: Place, cohort: str, module: str) -> dict[str, list[Entry]]:
    """Work out what each entry of answers.toml comes to with this cohort's data, and a slip of the pen, by task."""
    answers = read_answers(find_module(place.course, module).answers)
    source = next(iter(sorted((place.source(cohort) / module).glob("*.ipynb"))))
    cells, found = read_cells(source), dict[str, list[Entry]]()
    asking = {cell.task: cell for cell in cells if cell.task}

    def put(answer: Answer, namespace: dict[str, Any]) -> None:
        cell = asking[answer.task]
        raw = raw_for(answer, names_for(cell, namespace), cell.answers)
        if answer.kind == SLIP:
            raw = slipped(raw)
            task = tasks.find(answer.task)
            values = tasks.values_for_cell(task, task.read(raw), raw)
            namespace.update(zip(task.fields, values, strict=True))
        found.setdefault(answer.task, []).append(Entry(answer, raw))

    attempts: dict[str, list[Attempt]] = {}
    for answer in [*answers, *_slips(answers)]:
        attempts.setdefault(answer.task, []).append(Attempt(answer.name, partial(put, answer)))
    run(cells, source.parent, attempts)
    judged = {task: {one.label: one for one in tried} for task, tried in attempts.items()}
    return {task: list(_usable(entries, judged[task])) for task, entries in found.items()}


def _slips(answers: list[Answer]) -> Iterator[Answer]:
    """Return for each task a right answer that is to be mistyped: a wrong one that nobody foresaw."""
    for task in dict.fromkeys(one.task for one in answers):
        right = next((one for one in answers if one.task == task and one.kind == "right"), None)
        if right is not None:
            yield evolve(right, name="a slip of the pen", kind=SLIP, way="control", typed="")


def slipped(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a form with its numbers mistyped."""
    return {name: _mistyped(value) if isinstance(value, int | float) else value for name, value in raw.items()}


def _mistyped(value: float) -> float:
    return value if isinstance(value, bool) else round(value * 1.31 + 2, 0 if isinstance(value, int) else 2)


def _usable(entries: list[Entry], judged: Mapping[str, Attempt]) -> Iterator[Entry]:
    """Return the entries, and a slip only if no check knows it by name, with the mark that the checks give it."""
    for entry in entries:
        attempt = judged[entry.answer.name]
        if entry.answer.kind != SLIP:
            yield entry
        elif not attempt.mistakes and {one.verdict.state for one in attempt.outcomes} <= {
            TaskState.NOT_YET,
            TaskState.RIGHT,
        }:
            if attempt.mark < sum(one.points for one in attempt.outcomes):
                yield Entry(evolve(entry.answer, mark=attempt.mark), entry.raw)


def choose(entries: list[Entry], draw: random.Random, ability: float, types: bool) -> Entry | None:
    """Draw one entry for a candidate of this ability (0 to 1), or None where the task is not tried.

    Whoever `types` answers by a line where the bank has one. The bank's first entries are the commonest.
    """
    if not entries or draw.random() < 0.03 + 0.22 * max(0.0, 0.8 - ability):
        return None
    weights = {
        "right": 0.15 + 1.2 * ability,
        "odd": 0.18,
        "text": 1.0,
        "unreadable": 0.06,
        "partly": 0.15,
        SLIP: 0.1,
        "mistake": 1.15 - ability,
    }
    kinds = [kind for kind in weights if any(one.answer.kind == kind for one in entries)]
    kind = draw.choices(kinds, [max(weights[one], 0.02) for one in kinds])[0]
    found = [one for one in entries if one.answer.kind == kind]
    preferred = [one for one in found if (one.answer.way == "line") == types] or found
    return draw.choices(preferred, [1 / rank for rank in range(1, len(preferred) + 1)])[0]
