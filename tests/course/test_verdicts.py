"""What a candidate's page says of an answer is what marking says: of the bank's, and of wrong ones made of right ones.

No mirror: the built course of each phase, its files as candidates get them, and the instructor's notebook beside them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import chdir
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest
from attrs import evolve

from npqml.authoring.answers import read_answers
from npqml.authoring.attempts import SOLVED, attempts, right
from npqml.authoring.notebooks import notebook_for
from npqml.authoring.source import read_source
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.course.sources import load_sources
from npqml.grading.checks import Answering, Attempt, Cell, cells_of, run
from npqml.place import Place
from npqml_widgets.answers.fields import Choice, Choices, Number, Order
from npqml_widgets.charts.pictures import none_drawn
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.accepted import FILE, ROUNDS, reason
from npqml_widgets.tasks.states import TaskState

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
COHORTS = ("demo-primary", "demo-secondary", "demo-special")
LEAST_WRONG = 300
MOST_CHANGES = 33
"""So many changed answers are made of each right one, at most."""


def mutated(field: Any, value: Any, draw: random.Random) -> list[Any]:
    """Answers near to a right one or far from it, as slips and impossible values are."""
    if isinstance(field, Number):
        unit = 10.0**-field.places
        steps = [value + turn * unit * step for turn in (-1, 1) for step in (1, 2, 3, 5, 10, 25, 60)]
        slips = [-value, value * 10, value / 10, value * 100, value / 100, value + 1, value - 1, 2 * value, value / 2]
        others = [0, 1, -1, 100, 100 - value, 1e24, -1e9, 543, draw.uniform(-5, 5), draw.uniform(0, 100)]
        return [*slips, *others, *steps]
    if isinstance(field, Choice):
        return list(field.options)
    keys = list(getattr(field, "options", ()))
    if isinstance(field, Choices):
        return [[key for key in keys if draw.random() < share] for share in (0.2, 0.5, 0.8) for _ in range(6)] + [keys]
    if isinstance(field, Order):
        return [draw.sample(keys, len(keys)) for _ in range(20)]
    return []


def changed(cell: Cell, answer: Answering) -> Iterator[Attempt]:
    """Attempts with one answer of a task left out or changed, or two swapped; `answer` puts in the right ones."""

    def put(name: str, number: int, namespace: dict[str, Any]) -> None:
        answer(namespace)
        field = tasks.find(cell.task).fields[name]
        others = [other for other in cell.answers if other != name]
        made = mutated(field, namespace[name], random.Random(f"{cell.task} {name}"))
        if number == -2:
            namespace[name] = None
        elif number < 0 and others:
            namespace[name], namespace[others[0]] = namespace[others[0]], namespace[name]
        elif 0 <= number < len(made):
            namespace[name] = made[number]

    for name in cell.answers:
        for number in range(-2, MOST_CHANGES):
            yield Attempt(f"{name}, change {number}", partial(put, name, number))


def pages(place: Place, cohort: str) -> Iterator[tuple[Path, Any, Any]]:
    """Each page of a module: where it is released, its cells there, and its cells as an instructor has them."""
    released, school = place.release(cohort) / "1a", load_cohort(place.course, cohort)
    module = find_module(place.course, "1a")
    for source in (module.learn_how_to, *module.learn_about.values()):
        notebook = notebook_for(read_source(source), school, load_sources(place.course))
        practice = source != module.learn_how_to
        name = f"learn-about/{source.stem.removeprefix('learn-about-')}" if practice else module.title_slug
        page = released / f"{name}.ipynb"
        yield page, cells_of(nbformat.read(page, as_version=4), page.name), cells_of(notebook, source.name)


def with_checks_of(page: list[Cell], cells: list[Cell]) -> list[Cell]:
    """These cells with the checks as they stand on another page."""
    there = {cell.id: cell for cell in page}
    return [
        evolve(cell, code=there[cell.id].code, source=there[cell.id].source) if cell.check else cell for cell in cells
    ]


def judged_in(folder: Path, cells: list[Cell]) -> dict[str, list[Attempt]]:
    """Every attempt at a page's tasks, judged by its checks beside the files of a folder."""
    bank = read_answers(find_module(ROOT / "course", "1a").answers)
    made = {
        cell.task: [*attempts(cell, bank), *changed(cell, right(cell, bank))]
        for cell in cells
        if cell.task and any(check.check == cell.task for check in cells)
    }
    with none_drawn():
        run(cells, folder, made)
    return made


def states(attempt: Attempt) -> list[TaskState]:
    return [outcome.verdict.state for outcome in attempt.outcomes]


@pytest.mark.parametrize("cohort", COHORTS)
def test_a_page_says_of_every_answer_what_marking_says(built_course, cohort):
    wrong, different = 0, []
    for page, released, instructors in pages(built_course, cohort):
        source = built_course.source(cohort) / "1a"
        shown = judged_in(page.parent, with_checks_of(released, instructors))
        marked = judged_in(source, instructors)
        for task, those in marked.items():
            for when_marked, on_page in zip(those, shown[task], strict=True):
                wrong += any(state != TaskState.RIGHT for state in states(when_marked))
                if states(when_marked) != states(on_page):
                    different.append((task, when_marked.label, states(on_page), states(when_marked)))
    assert wrong >= LEAST_WRONG
    assert different == []


@pytest.mark.parametrize("cohort", COHORTS)
def test_the_working_of_a_task_is_opened_by_all_its_right_parts_together(built_course, cohort):
    """Whoever has guessed one part of a task reads nothing of the others in why it is right."""
    several = 0
    page, released, instructors = next(pages(built_course, cohort))  # only the first page has worked solutions
    solved = {cell.task: [Attempt(SOLVED, partial(exec, cell.code))] for cell in instructors if cell.task}
    with none_drawn():
        run(with_checks_of(released, instructors), page.parent, solved)
    with chdir(page.parent):
        for task, (attempt,) in solved.items():
            shares = [outcome.verdict.share for outcome in attempt.outcomes if outcome.verdict.share]
            several += len(shares) > 1
            assert not shares or reason(task, shares), task
            assert all(reason(task, [share]) == "" for share in shares if len(shares) > 1), task
    assert several


@pytest.mark.parametrize("cohort", COHORTS)
def test_no_right_answer_can_be_read_in_a_release(built_course, cohort):
    """Hidden tests and solutions are gone, and what settles a check holds no answer of a choice or of a number."""
    for page, released, instructors in pages(built_course, cohort):
        text = page.read_text(encoding="utf-8")
        assert "HIDDEN" not in text
        for cell in released:
            if cell.check and any(check.id == cell.id and check.hides for check in instructors):
                assert cell.source.rstrip().splitlines()[-1].strip().startswith("_given.settle(")
    settled = json.loads((built_course.release(cohort) / "1a" / FILE).read_text(encoding="utf-8"))
    for name, check in settled["checks"].items():
        assert set(check) == {"id", "answers", "otherwise", "salt", "rounds", "sealed"}, name
        assert check["rounds"] == ROUNDS
        assert len({len(sealed) for sealed in check["sealed"].values()}) == 1, name
