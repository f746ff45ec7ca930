"""Made-up candidates for a cohort: what they would have handed in, and the truth about it for tests."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import nbformat
from attrs import frozen

from npqml.course.candidates import FILE as CANDIDATES
from npqml.course.candidates import Candidate, write_candidates
from npqml.course.deadlines import FILE as DEADLINES
from npqml.course.sponsors import FILE as SPONSORS
from npqml.disk import gradebook_in_words
from npqml.grading.assignment import Assignment, Task, grade_id, read_assignment, refuse_unbuilt
from npqml.grading.gradebook.book import Records
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.simulation.answers import Entry, choose, read_bank
from npqml.simulation.broken_files import UNGRADABLE, break_file, how_broken
from npqml_widgets.keeping import answers, documents
from npqml_widgets.tasks.states import TaskState

OF_REAL_PEOPLE = {CANDIDATES, DEADLINES, SPONSORS}
SAVED = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
FORENAMES = (
    "Aisha Ben Carys Daniel Efua Fiona Gareth Hannah Imran Joanne Kofi Leila Martin Nadia Owen Priya Rachel "
    "Samir Tomasz Wendy"
).split()
SURNAMES = (
    "Adeyemi Barker Chowdhury Davies Evans Farouk Green Hussain Iqbal Jones Kaur Lewis Murphy Nowak Okafor "
    "Patel Quinn Roberts Shah Taylor Walsh Young Zhou"
).split()


@frozen
class PlantedAnswer:
    """What one candidate does with one task, and what grading must make of it (mark None: for a person)."""

    task: str
    name: str
    state: TaskState
    mark: float | None
    mistake: str = ""


@frozen
class Planted:
    """One candidate's module as it was made: how the file was broken, if it was, and each task."""

    candidate: str
    module: str
    broken: str = ""
    tasks: tuple[PlantedAnswer, ...] = ()


def simulate(
    place: Place,
    cohort: str,
    candidates: int,
    seed: int,
    *,
    broken: bool = True,
    progress: Callable[[str], None] = lambda name: None,
) -> list[Planted]:
    """Write what made-up candidates hand in to submitted/, and give what was planted.

    With `broken` a few files in thirty are broken as real ones are. An earlier simulation is replaced. The same
    cohort, number and seed give the same files. Refuses where files of other candidates lie.
    """
    modules = refuse_unbuilt(place, cohort)
    everybody = made_up_candidates(candidates, seed)
    clear_simulation(place, cohort)
    write_candidates(place, cohort, everybody)
    planted = []
    for module in modules:
        assignment, bank = read_assignment(place, cohort, module), read_bank(place, cohort, module)
        for number, candidate in enumerate(everybody, 1):
            progress(f"{candidate.id} {module}")
            how = how_broken(number) if broken else ""
            planted.append(_one(place, assignment, bank, candidate.id, how, seed))
    return sorted(planted, key=lambda module: (module.candidate, module.module))


def made_up_candidates(number: int, seed: int) -> list[Candidate]:
    """Return so many candidates, c001 and so on, with made-up names."""
    draw = _draw(seed, "names")
    return [Candidate(f"c{n:03}", f"{draw.choice(FORENAMES)} {draw.choice(SURNAMES)}") for n in range(1, number + 1)]


def _draw(*parts: object) -> random.Random:
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - made-up people, not secrets


def clear_simulation(place: Place, cohort: str) -> None:
    """Take out an earlier simulation with its marks, results and feedback, and nothing else; refuses real work."""
    target = place.submitted(cohort)
    marker = target / ".simulated"
    theirs = target.exists() and any(path.is_dir() or path.name in OF_REAL_PEOPLE for path in target.iterdir())
    if theirs and not marker.exists():
        raise Refusal(
            target,
            "",
            found="work that candidates handed in, their list, their deadlines, or the keys of their sponsors",
            expected="an empty folder, or an earlier simulation",
            do="Simulate in a cohort of its own.",
        )
    earlier = sorted(path.name for path in target.glob("c*") if path.is_dir())
    if earlier and place.gradebook(cohort).is_file():
        with gradebook_in_words(place.gradebook(cohort)), Records(place, cohort) as book:
            book.forget(earlier)
    for candidate in earlier:
        shutil.rmtree(place.autograded(cohort) / candidate, ignore_errors=True)
        shutil.rmtree(place.feedback(cohort) / candidate, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    marker.touch()


def _one(
    place: Place,
    assignment: Assignment,
    bank: Mapping[str, list[Entry]],
    candidate: str,
    broken: str,
    seed: int,
) -> Planted:
    draw, who = _draw(seed, candidate, assignment.module), _draw(seed, candidate)
    ability, types = who.betavariate(3, 1.7), who.random() < 0.3
    folder = place.submitted(assignment.cohort) / candidate / assignment.module
    shutil.copytree(place.release(assignment.cohort) / assignment.module, folder)
    (folder / "work").mkdir()
    notebook = nbformat.from_dict(assignment.release)
    cells = {grade_id(cell): cell for cell in notebook.cells}
    planted = []
    for place_in_module, task in enumerate(assignment.tasks):
        weary = place_in_module / len(assignment.tasks)
        entry = choose(bank.get(task.id, []), draw, ability - 0.15 * weary, types)
        if entry is not None:
            _give(entry, task, cells[task.cell], folder / "work")
        planted.append(_planted(task, entry))
    path = folder / assignment.file
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    if broken:
        break_file(path, broken, assignment)
    return Planted(candidate, assignment.module, broken, () if broken in UNGRADABLE else tuple(planted))


def _give(entry: Entry, task: Task, cell: Any, work: Path) -> None:
    """Put an answer where a candidate would: a line in the cell, or the file that the form saves."""
    if entry.answer.way == "line":
        lines = [f"import {name}" for name in _imports(entry.answer.code)]
        cell.source = "\n".join([cell.source, *lines, entry.answer.code.strip()])
        return
    values = {name: _kept(value, documents.name_of(task.id, name), work) for name, value in entry.raw.items()}
    saved = answers.Saved(task.id, values, SAVED, revision=1)
    answers.write(work / f"{task.id}.json", saved)


def _kept(value: Any, name: str, work: Path) -> Any:
    """Return what stands among saved answers for a value; a document is written to its own file."""
    if not attrs.has(type(value)):
        return value
    (work / f"{name}.json").write_bytes(documents.as_json(value, 1, SAVED))
    return documents.as_answer(name, documents.Kept(value, 1, SAVED))


def _imports(code: str) -> Iterator[str]:
    if "pd." in code:
        yield "pandas as pd"
    if "np." in code:
        yield "numpy as np"


def _planted(task: Task, entry: Entry | None) -> PlantedAnswer:
    """Say what grading must make of an answer, from what answers.toml states."""
    if entry is None:
        return PlantedAnswer(task.id, "", TaskState.NOT_TRIED, 0.0)
    answer = entry.answer
    if task.manual is not None:
        return PlantedAnswer(task.id, answer.name, TaskState.WAITING, None)
    states = {"unreadable": TaskState.CANNOT_READ, "right": TaskState.RIGHT, "odd": TaskState.RIGHT}
    return PlantedAnswer(task.id, answer.name, states.get(answer.kind, TaskState.NOT_YET), answer.mark, answer.mistake)
