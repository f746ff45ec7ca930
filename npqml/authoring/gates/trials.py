"""Trying a module on real data: for each cohort and several seeds, every answer must get just what the bank states."""

from __future__ import annotations

import numbers
import re
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from npqml.authoring.answers import Answer, read_answers
from npqml.authoring.attempts import BLANK, SOLVED, attempts, right
from npqml.authoring.cells import for_phase
from npqml.authoring.gates import examples, near_misses, selfcheck, slips, worked
from npqml.authoring.gates.variants import same_numbers, seeds
from npqml.authoring.module_data import module_files
from npqml.authoring.notebooks import files_beside, notebook_for, write_source
from npqml.authoring.rulings import rulings_on
from npqml.authoring.source import Source, read_source
from npqml.authoring.worked import worked_code
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.modules import Module
from npqml.course.sources import Sources, load_sources
from npqml.grading.checks import Attempt, Cell, Outcome, cells_of, marking, run
from npqml.grading.judge import Judge
from npqml.grading.known_mistakes import Known
from npqml.grading.rubrics import read_rubrics
from npqml.madeup.pupils import write_files
from npqml.refusal import Refusal
from npqml_widgets.answers.fields import Field
from npqml_widgets.charts.pictures import none_drawn
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.states import TaskState


@frozen
class Material:
    """A module as its trials need it, read once: its notebooks as written, its bank of answers, what it cites."""

    module: Module
    how_to: Source
    about: tuple[Source, ...]
    bank: tuple[Answer, ...]
    sources: Sources


@frozen
class Tried:
    """What came of trying a module with one cohort's data for one seed: its faults, right answers and slips.

    `draws` is how many its own data took, 0 where it has none; `unsaid` are the claims that its marked examples lack.
    """

    faults: tuple[Refusal, ...] = ()
    numbers: dict[str, float] = field(factory=dict)
    choices: dict[str, str] = field(factory=dict)
    slips: tuple[slips.Slip, ...] = ()
    draws: int = 0
    unsaid: dict[str, str] = field(factory=dict)


@define
class Trial:
    """One build of a module for a cohort and a seed, run once with every answer of the bank.

    `written` are the solutions of the tasks that a person marks.
    """

    cohort: str
    seed: int
    attempts: dict[str, list[Attempt]] = field(factory=dict)
    beside: dict[str, list[near_misses.NearMiss]] = field(factory=dict)
    written: dict[str, Attempt] = field(factory=dict)
    points: dict[str, float] = field(factory=dict)
    answers: dict[str, Any] = field(factory=dict)
    slips: list[slips.Slip] = field(factory=list)

    @property
    def label(self) -> str:
        """The trial in words."""
        return f"{self.cohort}, seed {self.seed}"


def faults(course: Path, module: Module, cohort_name: str, variants: int) -> list[Refusal]:
    """List every answer that does not get the mark or the message that it must get."""
    cohort, material = load_cohort(course, cohort_name), read_material(module)
    found = []
    for seed in seeds(cohort, variants):
        with tempfile.TemporaryDirectory() as folder:
            variant = cohort.with_seed(seed)
            data = write_files(variant, Path(folder) / "data", workbooks=reads_workbooks(module))
            found.append(try_variant(material, variant, data, Path(folder)))
    return [
        *(fault for one in found for fault in one.faults),
        *same_numbers(module, cohort.name, [one.numbers for one in found]),
        *examples.never_said(module, [one.unsaid for one in found]),
    ]


def read_material(module: Module) -> Material:
    """Read what a module's trials need; raises Refusal for a file that cannot be read."""
    return Material(
        module,
        read_source(module.learn_how_to),
        tuple(read_source(path) for path in module.learn_about.values()),
        tuple(read_answers(module.answers)),
        load_sources(module.folder.parents[1]),
    )


def reads_workbooks(module: Module) -> bool:
    """Whether a module's cells or its bank open one of the workbooks, which take as long to write as pupils to draw."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in module.folder.glob("*") if path.is_file())
    return any(re.search(r"""\.xlsx["']|read_excel""", text) for text in texts)


def try_variant(material: Material, cohort: Cohort, data: Iterable[Path], folder: Path) -> Tried:
    """Build a module below a folder and run it once, with every answer of the bank tried at its task.

    `data` are the cohort's data files. No picture is drawn: nobody looks at it.
    """
    this, module = Trial(cohort.name, cohort.seed), material.module
    here = folder / module.id
    with none_drawn():
        notebook = notebook_for(material.how_to, cohort, material.sources)
        files, draws = module_files(module, material.how_to, cohort, data, folder / f"{module.id}-data")
        path = write_source(module, notebook, files_beside(module, files), here)
        cells = cells_of(notebook, path.name)
        namespace = _try(this, cells, here, material.bank)
        _recognise(this, path, cells, [answer for answer in material.bank if answer.adopted])
        for cell in cells:
            this.answers.update({f"{cell.task} {name}": namespace.get(name) for name in cell.answers})
        graded = {task: tasks.find(task).fields for task in this.attempts}
        twins = list(selfcheck.twins(module, graded, this.label))
        written = {cell.task: cell.source for cell in cells if cell.manual}
        untold = list(_untold(material, cohort.phase, this, written))
        unsaid = dict(examples.unsaid(module, _marked(material, cohort.phase, written), written, *_solved(this)))
        for source in material.about:
            practice = notebook_for(source, cohort, material.sources)
            _try(this, cells_of(practice, f"{source.slug}.ipynb"), here, material.bank)
    choices = {name: value for name, value in this.answers.items() if isinstance(value, str)}
    faults = (*_judge(module, this, material.bank), *untold, *twins)
    return Tried(faults, dict(_numbers(this.answers)), choices, tuple(this.slips), draws, unsaid)


def _untold(material: Material, phase: str, this: Trial, by_person: Container[str]) -> Iterator[Refusal]:
    """Return what worked solutions and marked examples do not say, or say and is not true, on this data."""
    codes, (solved, fields) = worked_code(material.how_to, phase), _solved(this)
    checked = {task: code for task, code in codes.items() if task not in by_person}
    yield from worked.faults_on_data(material.module, checked, solved, fields, this.label)
    marked = _marked(material, phase, by_person)
    rubrics = read_rubrics(for_phase(material.how_to.notebook.cells, phase))
    yield from examples.faults_on_data(material.module, marked, solved, fields, rubrics, this.label)


def _marked(material: Material, phase: str, by_person: Container[str]) -> dict[str, str]:
    """The code of the worked solutions of tasks that a person marks, by task."""
    return {task: code for task, code in worked_code(material.how_to, phase).items() if task in by_person}


def _solved(this: Trial) -> tuple[dict[str, dict[str, Any]], dict[str, Mapping[str, Field]]]:
    """The names as each task's solution left them, and what the task asks for."""
    tried = {task: one for task, attempts in this.attempts.items() for one in attempts if one.label == SOLVED}
    tried |= this.written
    return {task: one.namespace for task, one in tried.items()}, {task: tasks.find(task).fields for task in tried}


def _numbers(answers: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in answers.items():
        if isinstance(value, numbers.Real) and not isinstance(value, bool):
            yield name, float(value)


def _try(this: Trial, cells: list[Cell], folder: Path, bank: Sequence[Answer]) -> dict[str, Any]:
    """Run one notebook with every answer of the bank to its tasks; the notebook's namespace."""
    near: dict[str, float] = {}
    for cell in cells:
        if cell.check:
            this.points[cell.check] = this.points.get(cell.check, 0) + cell.points
            near[cell.check] = max(cell.near, near.get(cell.check, 0.0))
    for cell in cells:
        if cell.task and cell.task in this.points:
            this.attempts[cell.task] = list(attempts(cell, bank))
            this.beside[cell.task] = list(near_misses.attempts(cell, near.get(cell.task, 0.0), right(cell, bank)))
        elif cell.manual:
            this.written[cell.task] = Attempt(SOLVED, partial(exec, cell.code))
    every = {task: [*tried, *this.beside.get(task, ())] for task, tried in this.attempts.items()}
    every |= {task: [attempt] for task, attempt in this.written.items()}
    namespace = run(cells, folder, every, partial(rulings_on, beside=False))
    with marking(folder):
        for cell in cells:
            if cell.check in this.attempts:
                named = {answer.name: answer.mistake for answer in bank if answer.task == cell.check and answer.mistake}
                this.slips += slips.slips(cell, this.attempts[cell.check], named)
    return namespace


def _recognise(this: Trial, path: Path, cells: list[Cell], adopted: list[Answer]) -> None:
    """Judge the adopted mistakes as grading does, which knows them without a check that names them."""
    if not adopted:
        return
    known = [Known(one.task, one.name, one.code, one.mistake, one.message, adopted=True) for one in adopted]
    judge = Judge(path, known)
    checks = {cell.id: cell for cell in cells if cell.check}
    for one in adopted:
        for attempt in (each for each in this.attempts.get(one.task, ()) if each.label == one.name):
            judged, _ = judge.judge({one.task: attempt.namespace})
            found = [(checks[each.grade_id], each) for each in judged.values()]
            attempt.outcomes = [
                Outcome(cell.check, cell.part, each.points, each.mark, each.verdict)
                for cell, each in found
                if cell.check == one.task
            ]


def _judge(module: Module, this: Trial, bank: Sequence[Answer]) -> Iterator[Refusal]:
    entries = {(one.task, one.name): one for one in bank}
    for task, tried in this.attempts.items():
        yield from _stopped(module, this, task, tried)
        for attempt in tried:
            if any(outcome.stopped for outcome in attempt.outcomes):
                continue
            entry = entries.get((task, attempt.label))
            if attempt.label == SOLVED and attempt.mark != this.points[task]:
                yield _wrong(module, this, task, attempt, f"{this.points[task]:g} marks")
            elif attempt.label == BLANK and (
                attempt.mark or any(o.verdict.state != TaskState.NOT_TRIED for o in attempt.outcomes)
            ):
                yield _wrong(module, this, task, attempt, "no mark and the state not tried")
            elif entry is not None:
                yield from _as_stated(module, this, entry, attempt)
            yield from _shown_otherwise(module, this, task, attempt)
        beside = this.beside.get(task, ())
        yield from near_misses.faults(module, task, beside, this.points[task], this.label)
    yield from slips.faults(module, this.slips, this.label)


def _stopped(module: Module, this: Trial, task: str, tried: Sequence[Attempt]) -> Iterator[Refusal]:
    """A refusal for each error at which a check stops, once: it is the check's fault, whatever the answers are."""
    page = module.learn_about.get(task.rpartition("-")[0], module.learn_how_to)
    met: set[tuple[str, str]] = set()
    for attempt in tried:
        for outcome in attempt.outcomes:
            where = f"{task}, check {outcome.part}".rstrip()
            if outcome.stopped and (where, outcome.stopped) not in met:
                met.add((where, outcome.stopped))
                yield Refusal(
                    page, where, found=f"a check that stops: {outcome.stopped}",
                    expected="a verdict on every answer that can be read",
                    do=f"Mend the check, and try it with {attempt.label!r} ({this.label}).",
                )  # fmt: skip


def _as_stated(module: Module, this: Trial, entry: Answer, attempt: Attempt) -> Iterator[Refusal]:
    if attempt.mark != entry.mark:
        yield _wrong(module, this, entry.task, attempt, f"{entry.mark:g} marks")
    if entry.message and entry.message not in attempt.message:
        yield _wrong(module, this, entry.task, attempt, f"a message with {entry.message!r}")
    if entry.kind == "mistake" and entry.mistake not in attempt.mistakes:
        yield _wrong(module, this, entry.task, attempt, f"the mistake {entry.mistake!r}")
    if entry.kind == "unreadable" and not any(one.verdict.state == TaskState.CANNOT_READ for one in attempt.outcomes):
        yield _wrong(module, this, entry.task, attempt, "the state cannot read")


def _shown_otherwise(module: Module, this: Trial, task: str, attempt: Attempt) -> Iterator[Refusal]:
    """What a candidate's page says of an answer is what marking says."""
    for shown, marked in zip(attempt.released, attempt.outcomes, strict=False):
        if shown.verdict.state != marked.verdict.state and attempt.kind != "text":
            found = f"{shown.verdict.state} on the page, {marked.verdict.state} when marked"
            yield Refusal(
                module.answers,
                f"{task}, {attempt.label!r} ({this.label})",
                found=f"{found} ({marked.verdict.message})",
                expected="the same state",
                do="Keep what stands above the hidden part of the check away from right answers, or hide it too.",
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
