"""Graded tasks as a candidate meets them: a form, what was read, and a verdict that follows every change.

A locked cell says what a task is (`task`), the candidate's cell shows its form and takes the answer (`answer`), and
a locked cell judges it (`check`, in `verdicts.py`). After the notebook has run once, nothing has to be run again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from attrs import define, field

from npqml_widgets.answers.fields import Field
from npqml_widgets.answers.reading import Reading
from npqml_widgets.tasks.notebook import cells_run
from npqml_widgets.tasks.states import Verdict

NAMES = re.compile(r"[a-z_][a-z0-9_]*")


@define
class Task:
    """One task: its answers' fields, its hints, and what is known of the candidate's answer so far.

    `declared` is how many cells had been run when it was, `documents` the documents among its answers as its form
    shows them. `echoes` bring up to date what shows the answer elsewhere on the page.
    """

    id: str
    criterion: str
    hints: tuple[str, ...]
    fields: Mapping[str, Field]
    sources: dict[str, str] = field(factory=dict)
    verdicts: dict[str, Verdict] = field(factory=dict)
    form: Any = None
    declared: int = 0
    documents: dict[str, Any] = field(factory=dict)
    echoes: list[Callable[[], None]] = field(factory=list)

    def read(self, values: Mapping[str, object]) -> dict[str, Reading]:
        """Read each answer as its field understands it; `values` holds what was saved or typed, by name."""
        return {name: asked.read(values.get(name)) for name, asked in self.fields.items()}

    def said(self, readings: Mapping[str, Reading]) -> tuple[str, ...]:
        """Return each answer as it was read, in few words: behind its label where there are several.

        Where nothing was answered there is none.
        """
        if all(reading.state == "blank" for reading in readings.values()):
            return ()
        if len(readings) == 1:
            return tuple(reading.brief for reading in readings.values() if reading.brief)
        return tuple(f"{self.fields[name].label}: {_in_few_words(reading)}" for name, reading in readings.items())

    def uses(self, names: frozenset[str]) -> bool:
        """Tell whether a check of this task mentions one of these answers."""
        return any(names & set(NAMES.findall(source)) for source in self.sources.values())


def _in_few_words(reading: Reading) -> str:
    return {"blank": "no answer", "unreadable": "cannot be read"}.get(reading.state, reading.brief)


_tasks: dict[str, Task] = {}


def task(id: str, *, criterion: str = "", hints: list[str] | tuple[str, ...] = (), **answers: Field) -> None:  # noqa: A002
    """Say what a task asks for: each further argument is the name of an answer and its field.

    A task of a module that the framework gives no criterion has none.

    >>> task("1a-t1", criterion="1.1.1", on_roll=number("Pupils on roll now"))  # doctest: +SKIP
    """
    if not answers:
        raise TypeError(f"task {id}: name at least one answer, such as on_roll=number('Pupils on roll now')")
    _tasks[id] = Task(id, criterion, tuple(hints), dict(answers), declared=cells_run())


def find(task_id: str) -> Task:
    """The task of that id; raises LookupError, which says how it comes about that there is none yet."""
    try:
        return _tasks[task_id]
    except KeyError:
        raise LookupError(
            f"Task {task_id} is not known yet. Press Start at the top of the page, which runs everything in order."
        ) from None


def all_tasks() -> list[Task]:
    """The tasks of this notebook, in the order in which they stand."""
    return list(_tasks.values())


def tasks_using(names: frozenset[str]) -> list[Task]:
    """The tasks whose checks mention one of these answers."""
    return [known for known in _tasks.values() if known.uses(names)]


def values_for_cell(task: Task, readings: Mapping[str, Reading], raw: Mapping[str, object]) -> list[object]:
    """What the answers' names stand for in the cell: the value as read, else what was entered, else None."""
    values: list[object] = []
    for name in task.fields:
        reading = readings[name]
        values.append({"read": reading.value, "blank": None}.get(reading.state, raw.get(name)))
    return values


def names_in(task: Task, namespace: MutableMapping[str, Any]) -> dict[str, object]:
    """What the answers' names stand for in a notebook's namespace; a document is what its form shows."""
    return {name: namespace.get(name) for name in task.fields} | task.documents
