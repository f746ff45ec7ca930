"""Trying a module on real data: for each cohort and several seeds, every answer must get just what the bank states."""

from __future__ import annotations

import numbers
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from attrs import define, field

from npqml.authoring.answers import Answer, raw_for, read_answers
from npqml.authoring.build import write_source
from npqml.authoring.gates.rules import SOLUTION
from npqml.authoring.notebooks import notebook_for, write_notebook
from npqml.authoring.source import read_source
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.modules import Module
from npqml.course.sources import load_sources
from npqml.grading.checks import Attempt, Cell, Outcome, read_cells, run
from npqml.grading.judge import Judge
from npqml.grading.known_mistakes import Known
from npqml.refusal import Refusal
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.states import TaskState

SOLVED, BLANK = "the notebook's own solution", "no answer"


@define
class Trial:
    """One build of a module for a cohort and a seed, run once with every answer of the bank."""

    cohort: str
    seed: int
    attempts: dict[str, list[Attempt]] = field(factory=dict)
    points: dict[str, float] = field(factory=dict)
    answers: dict[str, Any] = field(factory=dict)

    @property
    def label(self) -> str:
        """The trial in words."""
        return f"{self.cohort}, seed {self.seed}"


def seeds(cohort: Cohort, variants: int) -> list[int]:
    """Give the cohort's own seed and further ones, always the same for the same cohort."""
    return [cohort.seed, *(cohort.seed + 101 * step for step in range(1, variants + 1))]


def problems(course: Path, module: Module, cohort_name: str, variants: int) -> list[Refusal]:
    """List every answer that does not get the mark or the message that it must get."""
    cohort = load_cohort(course, cohort_name)
    bank = read_answers(module.answers)
    trials = [trial(course, module, cohort.with_seed(seed), bank) for seed in seeds(cohort, variants)]
    found = [problem for one in trials for problem in _judge(module, one, bank)]
    return found + list(_same_numbers(module, trials))


def trial(course: Path, module: Module, cohort: Cohort, bank: list[Answer]) -> Trial:
    """Build a module into a temporary folder and run it once, with every answer of the bank tried at its task."""
    this = Trial(cohort.name, cohort.seed)
    sources = load_sources(course)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / module.id
        path = write_source(module, cohort, sources, folder)
        namespace = _try(this, read_cells(path), folder, bank)
        _recognise(this, path, [one for one in bank if one.adopted])
        for cell in read_cells(path):
            this.answers.update({f"{cell.task} {name}": namespace.get(name) for name in cell.answers})
        for about in module.learn_about.values():
            practice = folder / f"{about.stem}.ipynb"
            write_notebook(notebook_for(read_source(about), cohort, sources), practice)
            _try(this, read_cells(practice), folder, bank)
    return this


def _try(this: Trial, cells: list[Cell], folder: Path, bank: list[Answer]) -> dict[str, Any]:
    """Run one notebook with every answer of the bank to its tasks, and give its namespace."""
    for cell in cells:
        if cell.check:
            this.points[cell.check] = this.points.get(cell.check, 0) + cell.points
    for cell in cells:
        if cell.task and cell.task in this.points:
            this.attempts[cell.task] = list(_attempts(cell, bank))
    return run(cells, folder, this.attempts)


def _recognise(this: Trial, path: Path, adopted: list[Answer]) -> None:
    """Judge the adopted mistakes as grading does, which knows them without a check that names them."""
    if not adopted:
        return
    known = [Known(one.task, one.name, one.code, one.mistake, one.message, adopted=True) for one in adopted]
    judge = Judge(path, known)
    checks = {cell.id: cell for cell in read_cells(path) if cell.check}
    for one in adopted:
        for attempt in (each for each in this.attempts.get(one.task, ()) if each.label == one.name):
            judged, _ = judge.judge({one.task: attempt.namespace})
            found = [(checks[each.grade_id], each) for each in judged.values()]
            attempt.outcomes = [
                Outcome(cell.check, cell.part, each.points, each.mark, each.verdict)
                for cell, each in found
                if cell.check == one.task
            ]


def _attempts(cell: Cell, bank: list[Answer]) -> Iterator[Attempt]:
    def solve(namespace: dict[str, Any]) -> None:
        exec(cell.code, namespace)  # noqa: S102 - the instructor's own solution

    if SOLUTION in cell.source:  # self-study practice has none
        yield Attempt(SOLVED, solve)
    yield Attempt(BLANK, lambda namespace: None)
    for answer in bank:
        if answer.task == cell.task:
            yield Attempt(answer.name, partial(give, answer, cell))


def give(answer: Answer, cell: Cell, namespace: dict[str, Any]) -> None:
    """Put an answer of the bank into a namespace, through the controls or as a typed line, as a candidate would."""
    names = {"pd": pd, "np": np, **namespace}
    if answer.way == "line":
        exec(compile(answer.code, answer.label, "exec"), names)  # noqa: S102 - the course's own bank of answers
        namespace.update({name: names.get(name) for name in cell.answers})
        return
    task, raw = tasks.find(cell.task), raw_for(answer, names, cell.answers)
    values = tasks.values_for_cell(task, task.read(raw), raw)
    namespace.update(zip(task.fields, values, strict=True))


def _judge(module: Module, this: Trial, bank: list[Answer]) -> Iterator[Refusal]:
    entries = {(one.task, one.name): one for one in bank}
    for task, attempts in this.attempts.items():
        for attempt in attempts:
            entry = entries.get((task, attempt.label))
            if attempt.label == SOLVED and attempt.mark != this.points[task]:
                yield _wrong(module, this, task, attempt, f"{this.points[task]:g} marks")
            elif attempt.label == BLANK and (
                attempt.mark or any(o.verdict.state != TaskState.NOT_TRIED for o in attempt.outcomes)
            ):
                yield _wrong(module, this, task, attempt, "no mark and the state not tried")
            elif entry is not None:
                yield from _as_stated(module, this, entry, attempt)
            if attempt.label == SOLVED or (entry is not None and entry.kind in ("right", "odd")):
                yield from _accused(module, this, task, attempt)


def _as_stated(module: Module, this: Trial, entry: Answer, attempt: Attempt) -> Iterator[Refusal]:
    if attempt.mark != entry.mark:
        yield _wrong(module, this, entry.task, attempt, f"{entry.mark:g} marks")
    if entry.message and entry.message not in attempt.message:
        yield _wrong(module, this, entry.task, attempt, f"a message with {entry.message!r}")
    if entry.kind == "mistake" and entry.mistake not in attempt.mistakes:
        yield _wrong(module, this, entry.task, attempt, f"the mistake {entry.mistake!r}")
    if entry.kind == "unreadable" and not any(one.verdict.state == TaskState.CANNOT_READ for one in attempt.outcomes):
        yield _wrong(module, this, entry.task, attempt, "the state cannot read")


def _accused(module: Module, this: Trial, task: str, attempt: Attempt) -> Iterator[Refusal]:
    """A right answer must never be told that it is a mistake by the checks that a candidate sees."""
    for outcome in attempt.released:
        if outcome.verdict.state != TaskState.RIGHT:
            found = f"{outcome.verdict.state} without the hidden checks ({outcome.verdict.message})"
            yield Refusal(
                module.answers,
                f"{task}, {attempt.label!r} ({this.label})",
                found=found,
                expected="right so far",
                do="Keep the mistake's number away from the right one, or test it after the hidden check.",
            )


def _wrong(module: Module, this: Trial, task: str, attempt: Attempt, expected: str) -> Refusal:
    states = ", ".join(dict.fromkeys(one.verdict.state for one in attempt.outcomes)) or "no check"
    found = f"{attempt.mark:g} marks, {states}"
    found += f", mistake {attempt.mistakes[0]!r}" if attempt.mistakes else ""
    found += f" ({attempt.message})" if attempt.message else ""
    return Refusal(
        module.answers,
        f"{task}, {attempt.label!r} ({this.label})",
        found=found,
        expected=expected,
        do="Mend the check or the entry.",
    )


def _same_numbers(module: Module, trials: list[Trial]) -> Iterator[Refusal]:
    """Two variants must differ in every numeric answer, or a candidate could copy a neighbour's."""
    first, *others = trials
    for name, value in first.answers.items():
        if not isinstance(value, numbers.Number) or isinstance(value, bool):
            continue
        if others and all(one.answers.get(name) == value for one in others):
            yield Refusal(
                module.learn_how_to,
                f"{name} ({first.cohort})",
                found=f"the answer {value} for every seed",
                expected="another number in each variant",
                do="Have the check compute it from the data.",
            )
