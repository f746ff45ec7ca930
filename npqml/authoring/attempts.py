"""Attempts at a module's tasks: its own solution, no answer, and every answer of its bank, put in as people do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from npqml.authoring.answers import Answer, raw_for
from npqml.authoring.gates.rules import SOLUTION
from npqml.grading.checks import Answering, Attempt, Cell
from npqml_widgets.documents.field import Document
from npqml_widgets.tasks import tasks

SOLVED, BLANK = "the notebook's own solution", "no answer"


def attempts(cell: Cell, bank: Sequence[Answer]) -> Iterator[Attempt]:
    """The attempts at the task of an answer's cell; each is also judged as a candidate's page does."""
    if SOLUTION in cell.source:  # self-study practice has none
        yield Attempt(SOLVED, partial(exec, cell.code), kind="right", as_released=True)
    yield Attempt(BLANK, lambda namespace: None, as_released=True)
    for answer in bank:
        if answer.task == cell.task:
            yield Attempt(answer.name, partial(give, answer, cell), kind=answer.kind, as_released=True)


def right(cell: Cell, bank: Sequence[Answer]) -> Answering:
    """What puts in right answers: the solution, or for practice, which has none, the bank's first right entry."""
    entry = next((one for one in bank if one.task == cell.task and one.kind == "right"), None)
    if SOLUTION in cell.source or entry is None:
        return partial(exec, cell.code)
    return partial(give, entry, cell)


def names_for(cell: Cell, namespace: Mapping[str, Any]) -> dict[str, Any]:
    """The names that an entry of the bank can use at a task.

    Where the task asks for a document, the solution's is among them: an entry then says only what is otherwise.
    """
    names = {"pd": pd, "np": np, **namespace}
    if any(isinstance(asked, Document) for asked in tasks.find(cell.task).fields.values()):
        exec(cell.code, names)  # noqa: S102 - the instructor's own cell
    return names


def give(answer: Answer, cell: Cell, namespace: dict[str, Any]) -> None:
    """Put an answer of the bank into a namespace, through the controls or as a typed line, as a candidate would."""
    names = names_for(cell, namespace)
    if answer.way == "line":
        exec(compile(answer.code, answer.label, "exec"), names)  # noqa: S102 - the course's own bank of answers
        namespace.update({name: names.get(name) for name in cell.answers})
        return
    task, raw = tasks.find(cell.task), raw_for(answer, names, cell.answers)
    values = tasks.values_for_cell(task, task.read(raw), raw)
    namespace.update(zip(task.fields, values, strict=True))
