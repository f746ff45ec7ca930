"""Stage 2: the instructor's own cells decide on answers that have come as data. No candidate's code runs here.

The cells are compiled once a module. Those that depend on no answer, and the parts of checks that do not, are run once;
each submission gets a namespace of its own with copies of what they made, put in where they stand: no check of one
submission can reach the next.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from npqml.grading.answer_data import answers_read
from npqml.grading.checks import Cell, hanging_on_answers, marking, read_cells, run_check
from npqml.grading.code_names import answers_asked, bound
from npqml.grading.fixed_parts import fresh, without_fixed_parts
from npqml.grading.known_mistakes import Known, Recogniser
from npqml.grading.time_limit import TooLong, time_limit
from npqml.refusal import Refusal
from npqml_widgets.tasks.states import TaskState, Verdict
from npqml_widgets.tasks.tasks import find

TOO_LONG = "The check could not come to an end with this answer."


@frozen
class Judged:
    """What one check cell gave: its mark, and its verdict in words.

    `given` holds the answers that it asked for as data, where it says "not yet" without naming a mistake.
    """

    grade_id: str
    mark: float
    points: float
    verdict: Verdict
    given: dict[str, Any] = field(factory=dict)


class Judge:
    """The checks of one module, ready for any number of submissions."""

    def __init__(self, source: Path, adopted: Sequence[Known] = ()) -> None:
        """Compile the cells of an instructor's notebook and run those that depend on no answer.

        `adopted` are mistakes that are to be recognised where no check names one. Raises Refusal where a cell fails:
        that is a fault of the course.
        """
        self.source = source
        self._cells = read_cells(source)
        own, hanging = hanging_on_answers(self._cells)
        answers = {cell.task: cell.answers for cell in self._cells if cell.task}
        self._asked = {
            cell.id: answers_asked(cell.source, answers.get(cell.check, ())) for cell in self._cells if cell.check
        }
        self._adopted = Recogniser(self._cells, source.parent, adopted) if adopted else None
        self._made: dict[str, dict[str, Any]] = {}
        base: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        with marking(source.parent):
            for place, cell in enumerate(self._cells):
                if cell.check:
                    made = self._made[cell.id] = {}
                    code = without_fixed_parts(cell.source, cell.id, base, hanging, made)
                    self._cells[place] = evolve(cell, code=code)
                elif not (cell.task or cell.id in own):
                    self._run_own(cell, base)
                    names = bound(cell.source, top=True) & base.keys()
                    self._made[cell.id] = {name: fresh(base[name]) for name in names}

    def judge(self, answers: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Judged], dict[str, Any]]:
        """What each check gives, by grade id, for the answers of one submission (by task and name).

        With it comes the namespace in which they were judged. An answer that is not there was never given.
        """
        namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        found: dict[str, Judged] = {}
        with marking(self.source.parent):
            for cell in self._cells:
                namespace.update({name: fresh(value) for name, value in self._made.get(cell.id, {}).items()})
                if cell.task:
                    given = answers.get(cell.task, {})
                    namespace.update({name: given[name] for name in cell.answers if name in given})
                elif cell.check:
                    found[cell.id] = _judged(cell, namespace, self._asked[cell.id])
                elif cell.id not in self._made:
                    self._run_with_answers(cell, namespace)
        if self._adopted:
            found |= self._recognised(self._adopted, found)
        return found, namespace

    def _recognised(self, adopted: Recogniser, found: Mapping[str, Judged]) -> Iterator[tuple[str, Judged]]:
        """What changes in words where a task's wrong answers, none of them named, are an adopted mistake."""
        for task in {cell.check for cell in self._cells if cell.check}:
            parts = [found[cell.id] for cell in self._cells if cell.check == task]
            entry = adopted.recognise(task, unnamed(parts))
            if entry is None:
                continue
            for part in (given for given in parts if given.given):
                verdict = evolve(part.verdict, message=entry.message, mistake=entry.mistake)
                yield part.grade_id, evolve(part, verdict=verdict)

    def _run_own(self, cell: Cell, namespace: dict[str, Any]) -> None:
        try:
            exec(cell.code, namespace)  # noqa: S102 - the instructor's own cell
        except Exception as error:
            raise Refusal(
                self.source, f"cell {cell.id}", found=f"{type(error).__name__}: {error}",
                expected="a cell that runs without any answer", do="Mend the module's source and build it again.",
            ) from error  # fmt: skip

    def _run_with_answers(self, cell: Cell, namespace: dict[str, Any]) -> None:
        """Run a cell that uses answers; where it fails for want of a sound one, the checks that need it will say so."""
        try:
            with time_limit():
                exec(cell.code, namespace)  # noqa: S102 - the instructor's own cell
        except (Exception, TooLong):
            for name in bound(cell.source, top=True):
                namespace.pop(name, None)


def unnamed(parts: Sequence[Judged]) -> dict[str, Any]:
    """The answers, as data, of those of a task's checks that say "not yet"; nothing where one names a mistake."""
    if any(part.verdict.mistake for part in parts):
        return {}
    return {name: value for part in parts for name, value in part.given.items()}


def _judged(cell: Cell, namespace: dict[str, Any], asked: tuple[str, ...]) -> Judged:
    try:
        with time_limit():
            outcome = run_check(cell, namespace, cell.code)
            given = _given(cell, outcome.verdict, namespace, asked)
        return Judged(cell.id, outcome.mark, cell.points, outcome.verdict, given)
    except (TooLong, RecursionError, MemoryError):
        return Judged(cell.id, 0.0, cell.points, Verdict(TaskState.CANNOT_READ, TOO_LONG))


def _given(cell: Cell, verdict: Verdict, namespace: Mapping[str, Any], asked: tuple[str, ...]) -> dict[str, Any]:
    if verdict.state != TaskState.NOT_YET or verdict.mistake:
        return {}
    try:
        return answers_read(find(cell.check), asked, namespace)
    except Exception:  # facts of a chart, say, that no chart of ours would give
        return {}
