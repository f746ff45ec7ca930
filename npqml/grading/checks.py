"""Running an instructor's own cells on answers: what the gates use, and the second stage of grading is built on.

A solution cell is not run as the candidate wrote it: the answers are put in by name, and the check cells that follow
judge them in a namespace of their own.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stdout
from functools import lru_cache
from io import StringIO
from pathlib import Path
from types import CodeType
from typing import Any

from attrs import define, evolve, field, frozen

from npqml.grading.code_names import bound, loaded
from npqml.grading.fixed_parts import fresh, without_fixed_parts
from npqml.grading.notebook import read_notebook
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.accepted import Rulings
from npqml_widgets.tasks.states import TaskState, Verdict
from npqml_widgets.tasks.verdicts import CannotTell, Stopped, settled_by

HIDDEN = re.compile(r"^( *)### BEGIN HIDDEN TESTS\n.*?^ *### END HIDDEN TESTS(?:\n|$)", re.MULTILINE | re.DOTALL)
GIVEN = re.compile(r"^with check\(.*\) as (\w+):", re.MULTILINE)
Answering = Callable[[dict[str, Any]], None]


@frozen
class Cell:
    """One code cell, compiled once: what it is in the course's own terms, and its code."""

    id: str
    code: CodeType
    released: CodeType
    """Its code as candidates have it."""
    source: str
    task: str = ""
    check: str = ""
    part: str = ""
    points: float = 0.0
    answers: tuple[str, ...] = ()
    manual: bool = False
    near: float = 0.0
    """How far from the right number is near enough, where a check says so."""
    fixed: Mapping[str, Any] = field(factory=dict, eq=False, repr=False)
    """What its code, once run, takes as worked out already, by name; another part's may have the same names."""

    @property
    def hides(self) -> bool:
        """Tell whether a part of this cell is the instructor's alone."""
        return HIDDEN.search(self.source) is not None

    @property
    def hidden_lines(self) -> range:
        """The numbers of the lines that are the instructor's alone, from 1 on."""
        return hidden_lines(self.source)


@frozen
class Outcome:
    """What one check cell gave for one answer; `stopped` is the error of its own at which it stopped, if any."""

    task: str
    part: str
    points: float
    mark: float
    verdict: Verdict
    stopped: str = ""


@define
class Attempt:
    """One set of answers to one task: a way to put them in, what kind the bank says it is, and what its checks gave.

    With `as_released` the checks are also run as a candidate has them, settled by what a release knows.
    """

    label: str
    answering: Answering
    kind: str = ""
    outcomes: list[Outcome] = field(factory=list)
    released: list[Outcome] = field(factory=list)
    as_released: bool = False
    namespace: dict[str, Any] = field(factory=dict, repr=False)

    @property
    def mark(self) -> float:
        """The marks of all parts together."""
        return sum(one.mark for one in self.outcomes)

    @property
    def message(self) -> str:
        """What the candidate is told, parts joined."""
        return " ".join(one.verdict.message for one in self.outcomes if one.verdict.message)

    @property
    def mistakes(self) -> list[str]:
        """The names of the mistakes that were recognised."""
        return [one.verdict.mistake for one in self.outcomes if one.verdict.mistake]


def hidden_lines(source: str) -> range:
    """Return the numbers of the lines of a cell that are the instructor's alone, from 1 on."""
    found = HIDDEN.search(source)
    if found is None:
        return range(0)
    return range(source.count("\n", 0, found.start()) + 1, len(source[: found.end()].splitlines()) + 1)


def as_released(source: str, entry: str = "") -> str:
    """Return a cell as candidates have it: what is hidden of a check is settled by an entry of the file beside it."""
    given = GIVEN.search(source)
    settle = f'\\1{given[1]}.settle("{entry}")\n' if given else ""
    return HIDDEN.sub(settle, source)


def read_cells(path: Path) -> list[Cell]:
    """Read an instructor's notebook from source/ and compile each of its code cells."""
    return cells_of(read_notebook(path), path.name)


def cells_of(notebook: Any, name: str) -> list[Cell]:
    """The code cells of an instructor's notebook, compiled; `name` is the notebook's, for messages."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        entry = cell.metadata.get("npqml", {})
        code = _compiled(cell.source, f"{name}, cell {cell.id}")
        hides = "check" in entry and HIDDEN.search(cell.source)
        found.append(
            Cell(
                cell.id,
                code,
                _compiled(as_released(cell.source), f"{cell.id} as released") if hides else code,
                cell.source,
                entry.get("task", ""),
                entry.get("check", ""),
                str(entry.get("part", "")),
                float(entry.get("points", 1)),
                tuple(entry.get("answers", ())),
                "task" in entry and "points" in entry,
                float(entry.get("near", 0)),
            )
        )
    return found


@lru_cache(maxsize=2000)  # the variants of a module differ in one cell
def _compiled(source: str, name: str) -> CodeType:
    return compile(source, name, "exec")


def hanging_on_answers(cells: Sequence[Cell]) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the cells that are no checks and use an answer, or what was made from one; and all such names."""
    names: set[str] = set()
    ids: set[str] = set()
    for cell in cells:
        if cell.task:
            names |= set(cell.answers)
        elif not cell.check and loaded(cell.source) & names:
            names |= bound(cell.source, top=True)
            ids.add(cell.id)
    return frozenset(ids), frozenset(names)


@contextmanager
def marking(folder: Path) -> Iterator[None]:
    """Run what is inside as marking does: in the module's folder; wrong answers raise and warnings cost nothing."""
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        with chdir(folder), redirect_stdout(StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if before is None:
            del os.environ["NBGRADER_EXECUTION"]
        else:
            os.environ["NBGRADER_EXECUTION"] = before


def run(
    cells: list[Cell],
    folder: Path,
    attempts: Mapping[str, list[Attempt]],
    settling: Callable[[Cell, list[Attempt]], Rulings] | None = None,
) -> dict[str, Any]:
    """Run a notebook once, judging every attempt at each task; the notebook itself goes on with its own solutions.

    Each attempt's `outcomes` are filled in, and in `released` what a candidate sees, where that is asked for;
    `settling` gives what settles a check that hides something. Returns the notebook's namespace, with the solutions'
    answers in it. The checks among `cells` are left as they were run, ready for more answers in an attempt's namespace.
    """
    main: dict[str, Any] = {"__name__": "__main__", "__builtins__": __builtins__}
    _, hanging = hanging_on_answers(cells)
    with marking(folder):
        for place, cell in enumerate(cells):
            if cell.task:
                for attempt in attempts.get(cell.task, ()):
                    _put_in(attempt, cell, main)
                exec(cell.code, main)  # noqa: S102 - the instructor's own notebook
            elif cell.check:
                tried = attempts.get(cell.check, [])
                ready, made = _made_ready(cell, main, hanging)
                cells[place] = ready
                for attempt in tried:
                    attempt.namespace.update({name: fresh(value) for name, value in made.items()})
                rulings = settling(ready, tried) if settling and cell.hides else None
                for attempt in tried:
                    if attempt.as_released:
                        with settled_by(rulings):
                            attempt.released.append(run_check(ready, attempt.namespace, ready.released))
                    attempt.outcomes.append(run_check(ready, attempt.namespace, ready.code))
            else:
                exec(cell.code, main)  # noqa: S102
    return main


def _made_ready(cell: Cell, namespace: Mapping[str, Any], hanging: frozenset[str]) -> tuple[Cell, dict[str, Any]]:
    """A check's cell without what is the same for all answers, and what that is (see `fixed_parts`)."""
    made: dict[str, Any] = {}
    code = without_fixed_parts(cell.source, cell.id, namespace, hanging, made)
    if not cell.hides:
        return evolve(cell, code=code, released=code, fixed=made), made
    shown = without_fixed_parts(as_released(cell.source), f"{cell.id} as released", namespace, hanging, made)
    return evolve(cell, code=code, released=shown, fixed=made), made


def _put_in(attempt: Attempt, cell: Cell, main: Mapping[str, Any]) -> None:
    namespace = dict(main)
    for name in cell.answers:
        namespace[name] = None
    attempt.answering(namespace)
    attempt.namespace = namespace


def run_check(cell: Cell, namespace: dict[str, Any], code: CodeType) -> Outcome:
    """Run one check cell's code in a namespace that holds the answers, and give its mark and verdict."""
    this = tasks.find(cell.check)
    this.verdicts.pop(cell.part, None)
    try:
        exec(code, namespace)  # noqa: S102 - the instructor's own cell
        mark, stopped = cell.points, ""
    except Exception as error:
        mark, stopped = 0.0, _stopped(error)
        this.verdicts.setdefault(cell.part, Verdict(TaskState.CANNOT_READ, f"{type(error).__name__}: {error}"))
    verdict = this.verdicts.get(cell.part, Verdict(TaskState.RIGHT))
    return Outcome(cell.check, cell.part, cell.points, mark, verdict, stopped)


def _stopped(error: Exception) -> str:
    """Return the instructor's error behind what a check raised, in words; nothing where the check came to a verdict."""
    own = error.__cause__ if isinstance(error, Stopped) else error
    return "" if own is None or isinstance(own, AssertionError | CannotTell) else f"{type(own).__name__}: {own}"
