"""Stage 2: the instructor's own cells decide on answers that have come as data. No candidate's code runs here.

The cells are compiled once a module. Those that depend on no answer are run once; each submission gets a namespace of
its own with copies of what they made, put in where they stand: no check of one submission can reach the next.
"""

from __future__ import annotations

import builtins
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.grading.checks import Cell, judge, marking, read_cells
from npqml.grading.names import bound, loaded
from npqml.problems import Problem
from npqml_widgets.tasks import Verdict

CHECK_SECONDS = 10
TOO_LONG = "The check could not come to an end with this answer."
# From pandas 3 on, a shallow copy is copied in full as soon as somebody writes to it.
DEEP = int(pd.__version__.split(".")[0]) < 3


@frozen
class Judged:
    """What one check cell gave: its mark, and its verdict in words."""

    grade_id: str
    mark: float
    points: float
    verdict: Verdict


class _TooLong(BaseException):
    """Raised in a check that takes too long; no check can catch it by accident."""


class Judge:
    """The checks of one module, ready for any number of submissions."""

    def __init__(self, source: Path) -> None:
        """Compile the cells of an instructor's notebook and run those that depend on no answer.

        Raises Problem where one of these fails: that is a fault of the course.
        """
        self.source = source
        self._cells = read_cells(source)
        own = frozenset(_depending(self._cells))
        self._made: dict[str, dict[str, Any]] = {}
        base: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        with marking(source.parent):
            for cell in self._cells:
                if not (cell.task or cell.check or cell.id in own):
                    self._run_own(cell, base)
                    names = bound(cell.source, top=True) & base.keys()
                    self._made[cell.id] = {name: _fresh(base[name]) for name in names}

    def judge(self, answers: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Judged], dict[str, Any]]:
        """Judge the answers of one submission (by task and name) and give what each check gave, by grade id.

        Gives also the namespace in which they were judged. An answer that is not there was never given.
        """
        namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        found: dict[str, Judged] = {}
        with marking(self.source.parent):
            for cell in self._cells:
                if cell.id in self._made:
                    namespace.update({name: _fresh(value) for name, value in self._made[cell.id].items()})
                elif cell.task:
                    given = answers.get(cell.task, {})
                    namespace.update({name: given[name] for name in cell.answers if name in given})
                elif cell.check:
                    found[cell.id] = _one(cell, namespace)
                else:
                    self._run_with_answers(cell, namespace)
        return found, namespace

    def _run_own(self, cell: Cell, namespace: dict[str, Any]) -> None:
        try:
            exec(cell.code, namespace)  # noqa: S102 - the instructor's own cell
        except Exception as error:
            raise Problem(
                self.source, f"cell {cell.id}", found=f"{type(error).__name__}: {error}",
                expected="a cell that runs without any answer", do="Mend the module's source and build it again.",
            ) from error  # fmt: skip

    def _run_with_answers(self, cell: Cell, namespace: dict[str, Any]) -> None:
        """Run a cell that uses answers; where it fails for want of a sound one, the checks that need it will say so."""
        try:
            with _time_limit():
                exec(cell.code, namespace)  # noqa: S102 - the instructor's own cell
        except (Exception, _TooLong):
            for name in bound(cell.source, top=True):
                namespace.pop(name, None)


def _one(cell: Cell, namespace: dict[str, Any]) -> Judged:
    try:
        with _time_limit():
            outcome = judge(cell, namespace, cell.code)
        return Judged(cell.id, outcome.mark, cell.points, outcome.verdict)
    except (_TooLong, RecursionError, MemoryError):
        return Judged(cell.id, 0.0, cell.points, Verdict("cannot read", TOO_LONG))


def _depending(cells: list[Cell]) -> Iterator[str]:
    """Name the cells that are no checks and use an answer, or what was made from one."""
    open_names: set[str] = set()
    for cell in cells:
        if cell.task:
            open_names |= set(cell.answers)
        elif not cell.check and loaded(cell.source) & open_names:
            open_names |= bound(cell.source, top=True)
            yield cell.id


def _fresh(value: Any) -> Any:
    """Give a value that can be changed without changing the one that every submission starts from."""
    kind = type(value)
    if kind in (pd.DataFrame, pd.Series):
        return value.copy(deep=DEEP)
    if kind is dict:
        return {key: _fresh(one) for key, one in value.items()}
    if kind is list:
        return [_fresh(one) for one in value]
    return value.copy() if kind in (np.ndarray, set) else value


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, CHECK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
