"""Mistakes that a provider has adopted from candidates' answers: known while grading, by what their line comes to.

An adopted entry of answers.toml gives an answer that no check names its mistake's name and message. It moves no mark.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.course.modules import modules
from npqml.grading.answer_data import against, answers_read, covers
from npqml.grading.checks import Attempt, Cell, run
from npqml.refusal import Refusal
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.tasks import Task

CODED = {"right", "odd", "partly", "mistake"}


@frozen
class Known:
    """An entry of answers.toml as grading needs it; `code` sets the task's answers as whoever answers so would."""

    task: str
    name: str
    code: str
    mistake: str = ""
    message: str = ""
    adopted: bool = False


@frozen
class Worked:
    """A module on one cohort's data: its tasks, its own right answers as data, and what each entry's line gives."""

    tasks: dict[str, Task]
    right: dict[str, dict[str, Any]]
    values: dict[Known, dict[str, Any]]

    def asks(self, task: str, answers: Iterable[str]) -> bool:
        """Tell whether the module still asks for these answers."""
        return task in self.tasks and set(answers) <= set(self.tasks[task].fields)

    def against(self, task: str, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return answers as data as they are compared with others."""
        fields, right = self.tasks[task].fields, self.right.get(task, {})
        return {name: against(fields[name], one, right.get(name)) for name, one in answers.items()}


def read_known(course: Path, module: str) -> tuple[Known, ...]:
    """Read the entries of a module's answers.toml that have a line to work out; none where there is no such file.

    Raises Refusal where the file is not TOML or an adopted entry lacks a part.
    """
    there = modules(course).get(module)
    if there is None or not there.answers.is_file():
        return ()
    try:
        content = tomllib.loads(there.answers.read_text(encoding="utf-8"))
        entries = [one for one in content.get("answer", []) if one.get("kind") in CODED]
        return tuple(
            Known(
                one["task"], one["name"], one["code"], one.get("mistake", ""), one.get("message", ""),
                one.get("adopted", False),
            )
            for one in entries
        )  # fmt: skip
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, KeyError) as error:
        raise Refusal(
            there.answers, "", found=f"what cannot be read ({error})",
            expected="[[answer]] entries with task, name, code", do="Run npqml check, which names the place.",
        ) from error  # fmt: skip


def work_out(cells: list[Cell], folder: Path, entries: Iterable[Known]) -> Worked:
    """Run an instructor's notebook once and give what each entry's line comes to at its task.

    A line that fails on this cohort's data is left out: it stops no grading, and `npqml check` names it.
    """
    names = {cell.task: cell.answers for cell in cells if cell.task}
    values: dict[Known, dict[str, Any]] = {}

    def put(entry: Known, namespace: dict[str, Any]) -> None:
        own = {"pd": pd, "np": np, **namespace}
        try:
            exec(compile(entry.code, f"{entry.task}, {entry.name!r}", "exec"), own)  # noqa: S102 - the course's own
        except Exception:
            logging.getLogger(__name__).debug("working out %s, %r", entry.task, entry.name, exc_info=True)
            return
        values[entry] = {name: own.get(name) for name in names[entry.task]}

    attempts: dict[str, list[Attempt]] = {}
    for one in entries:
        attempts.setdefault(one.task, []).append(Attempt(one.name, partial(put, one)))
    made = run(cells, folder, attempts)
    found = {task: tasks.find(task) for task in names}
    right = {task: answers_read(found[task], asked, made) for task, asked in names.items()}
    return Worked(found, right, values)


class Recogniser:
    """Knows the adopted mistakes of a module again on one cohort's data."""

    def __init__(self, cells: list[Cell], folder: Path, entries: Sequence[Known]) -> None:
        """Work out what each adopted entry comes to; `cells` are those of the instructor's notebook in `folder`."""
        self._worked = work_out(cells, folder, entries)
        self._known: dict[str, list[tuple[Known, dict[str, Any]]]] = {}
        for entry, values in self._worked.values.items():
            task = self._worked.tasks[entry.task]
            answers = answers_read(task, tuple(values), values)
            self._known.setdefault(entry.task, []).append((entry, self._worked.against(entry.task, answers)))

    def recognise(self, task: str, given: Mapping[str, Any]) -> Known | None:
        """Return the first adopted mistake with the same answers to all that is given of a task; else None."""
        if task not in self._known:
            return None
        wanted = self._worked.against(task, given)
        fields = self._worked.tasks[task].fields
        return next((entry for entry, answers in self._known[task] if covers(fields, wanted, answers)), None)
