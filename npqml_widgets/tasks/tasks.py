"""Graded tasks as a candidate meets them: a form, what was read, and a verdict that follows every change.

A locked cell says what a task is (`task`), the candidate's cell shows its form and takes the answer (`answer`), and
a locked cell judges it (`check`, in `verdicts.py`). After the notebook has run once, nothing has to be run again.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from attrs import define, field, frozen

from npqml_widgets.answers.fields import Field, Reading

NAMES = re.compile(r"[a-z_][a-z0-9_]*")


@frozen
class Verdict:
    """What a check said of an answer: its state, how the answer was read, and the words that explain it."""

    state: str
    message: str = ""
    mistake: str = ""
    read_as: str = ""


@define
class Task:
    """One task: its answers' fields, its hints, and what is known of the candidate's answer so far."""

    id: str
    criterion: str
    hints: tuple[str, ...]
    fields: Mapping[str, Field]
    sources: dict[str, str] = field(factory=dict)
    verdicts: dict[str, Verdict] = field(factory=dict)
    form: Any = None

    def read(self, values: Mapping[str, object]) -> dict[str, Reading]:
        """Read each answer as its field understands it; `values` holds what was saved or typed, by name."""
        return {name: one.read(values.get(name)) for name, one in self.fields.items()}

    def uses(self, names: frozenset[str]) -> bool:
        """Tell whether a check of this task mentions one of these answers."""
        return any(names & set(NAMES.findall(source)) for source in self.sources.values())


_tasks: dict[str, Task] = {}


def task(id: str, *, criterion: str, hints: list[str] | tuple[str, ...] = (), **answers: Field) -> None:  # noqa: A002
    """Say what a task asks for: each further argument is the name of an answer and its field.

    >>> task("1a-t1", criterion="1.1.1", on_roll=number("Pupils on roll now"))  # doctest: +SKIP
    """
    if not answers:
        raise TypeError(f"task {id}: name at least one answer, such as on_roll=number('Pupils on roll now')")
    _tasks[id] = Task(id, criterion, tuple(hints), dict(answers))


def find(task_id: str) -> Task:
    """Give the task of that id, or say how it comes about that there is none yet."""
    try:
        return _tasks[task_id]
    except KeyError:
        raise LookupError(
            f"Task {task_id} is not known yet. Press Start at the top of the page, which runs everything in order."
        ) from None


def tasks_using(names: frozenset[str]) -> list[Task]:
    """List the tasks whose checks mention one of these answers."""
    return [one for one in _tasks.values() if one.uses(names)]


def grading() -> bool:
    """Tell whether the notebook is being marked or validated, where a wrong answer must raise."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def shell() -> Any:
    """Give the running IPython shell, or None outside a notebook."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:  # pragma: no cover - IPython is there wherever a notebook is
        return None
    return get_ipython()  # type: ignore[no-untyped-call,unused-ignore]


def cell_source() -> str:
    """Give the text of the cell that is running, or an empty text outside a notebook."""
    current = shell()
    lines = current.user_ns.get("In", [""]) if current else [""]
    return str(lines[-1])


def typed_names(source: str, task_id: str) -> frozenset[str]:
    """Name the answers that a candidate's cell sets by a typed line after it has called `answer`.

    >>> sorted(typed_names('gap = answer("1a-t1")\\ngap = 3', "1a-t1"))
    ['gap']
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return frozenset()
    asked, typed = False, set()
    for line in body:
        if not asked:
            asked = any(_asks(node, task_id) for node in ast.walk(line))
            continue
        typed |= {node.id for node in ast.walk(line) if isinstance(node, ast.Name) and _is_set(node)}
    return frozenset(typed)


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _asks(node: ast.AST, task_id: str) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "answer"):
        return False
    return any(isinstance(one, ast.Constant) and one.value == task_id for one in node.args)


def values_for_cell(task: Task, readings: Mapping[str, Reading], raw: Mapping[str, object]) -> list[object]:
    """List what the answers' names stand for in the cell: the value as read, else what was entered, else None."""
    found: list[object] = []
    for name in task.fields:
        reading = readings[name]
        found.append(
            {"read": reading.value, "blank": None}.get(reading.state, raw.get(name)),
        )
    return found


def names_in(task: Task, namespace: MutableMapping[str, Any]) -> dict[str, object]:
    """Give what the answers' names stand for in a notebook's namespace."""
    return {name: namespace.get(name) for name in task.fields}
