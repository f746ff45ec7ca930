"""Judging an answer: one context manager for the candidate's notebook and for marking alike.

In a candidate's notebook a check shows a state and raises nothing, so that Start runs to the end. While a notebook is
marked or validated, the same locked cell raises, so that nbgrader sees what it expects.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from npqml_widgets.answers.comparing import NotYet
from npqml_widgets.answers.fields import Reading
from npqml_widgets.tasks.tasks import Task, Verdict, cell_source, find, grading, names_in, shell

NOT_TRIED, CANNOT_READ, NOT_YET, RIGHT = "not tried", "cannot read", "not yet", "right"
VERDICT_TYPE = "application/vnd.npqml.verdict+json"
HEADINGS = {
    NOT_TRIED: "Not tried yet",
    CANNOT_READ: "We cannot read this",
    NOT_YET: "Not yet",
    RIGHT: "Right so far",
}
ONE_PART = "One part of this task has no answer yet."
_live: ContextVar[bool] = ContextVar("live", default=False)


class NotTried(AssertionError):
    """Raised while marking for an answer that was never given."""


class CannotRead(AssertionError):
    """Raised while marking for an answer that cannot be read; the message says why."""


class Given:
    """The answers of one task as they were read: `given.gap` is None where an answer is blank or unreadable."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        """Keep the readings by the answers' names, and the names that a check has asked for."""
        self._readings = readings
        self._asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        """Give the value that was read for the answer of this name."""
        try:
            reading = self.__dict__["_readings"][name]
        except KeyError:
            raise AttributeError(f"this task has no answer named {name}") from None
        self.__dict__["_asked"].add(name)
        return reading.value if reading.state == "read" else None


class check:  # noqa: N801 - reads as a word in a sentence: with check("1a-t1")
    """Judge the answer of a task by the assertions inside the `with` block.

    `with check("1a-t1") as _given:` gives the answers as read. A blank answer is "not tried" and an unreadable one
    "cannot read", whatever the block does; of several answers only those that the block has asked for count.
    `part` tells several checks of one task apart.
    """

    def __init__(self, task_id: str, part: str = "") -> None:
        """Remember which task, and which of its parts, is judged."""
        self.task, self.part = find(task_id), part
        self.given = Given({})

    def __enter__(self) -> Given:
        """Read the answers from the notebook's own names and give them to the block."""
        namespace = sys._getframe(1).f_globals
        if not _live.get():
            self.task.sources[self.part] = cell_source()
        self.given = Given(self.task.read(names_in(self.task, namespace)))
        return self.given

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Turn what happened in the block into a verdict; show it, or raise it while marking."""
        if error is not None and not isinstance(error, Exception):
            return False
        verdict = judge(asked_for(self.given), error)
        self.task.verdicts[self.part] = verdict
        if grading():
            _show(self.task, self.part, verdict)
            _raise(verdict, error)
        elif self.task.form is not None:
            self.task.form.show_verdict()
        elif shell() is not None:
            _show(self.task, self.part, verdict)
        return True


def asked_for(given: Given) -> dict[str, Reading]:
    """Give the readings of the answers that a check has asked for; all of them when it asked for none."""
    readings, asked = given.__dict__["_readings"], given.__dict__["_asked"]
    return {name: one for name, one in readings.items() if not asked or name in asked}


def judge(readings: Mapping[str, Reading], error: Exception | None) -> Verdict:
    """Say which state an answer is in, from how it was read and from what its check raised."""
    read_as = " ".join(one.words for one in readings.values() if one.state == "read" and one.words)
    unread = [one.words for one in readings.values() if one.state == "unreadable"]
    if unread:
        return Verdict(CANNOT_READ, " ".join(unread), read_as=read_as)
    blank = [name for name, one in readings.items() if one.state == "blank"]
    if len(blank) == len(readings):
        return Verdict(NOT_TRIED)
    if blank:
        return Verdict(NOT_TRIED, ONE_PART, read_as=read_as)
    if error is None:
        return Verdict(RIGHT, read_as=read_as)
    if isinstance(error, AssertionError):
        return Verdict(NOT_YET, str(error), getattr(error, "mistake", ""), read_as)
    return Verdict(
        CANNOT_READ,
        f"The check could not work with this answer ({type(error).__name__}: {error}).",
        read_as=read_as,
    )


def _raise(verdict: Verdict, error: Exception | None) -> None:
    if verdict.state == NOT_TRIED:
        raise NotTried(verdict.message or "This task has no answer yet.") from None
    if verdict.state == CANNOT_READ:
        raise CannotRead(verdict.message) from error
    if verdict.state == NOT_YET:
        raise NotYet(verdict.message, verdict.mistake) from None


def _show(task: Task, part: str, verdict: Verdict) -> None:
    if shell() is None:
        return
    from IPython.display import display

    display(as_output(task.id, part, verdict), raw=True)  # type: ignore[no-untyped-call,unused-ignore]


def as_output(task_id: str, part: str, verdict: Verdict) -> dict[str, Any]:
    """Give a verdict as a notebook keeps it: plain text, HTML, and a record for programs."""
    words = [HEADINGS[verdict.state] + "."] + [one for one in (verdict.read_as, verdict.message) if one]
    record = {
        "task": task_id, "part": part, "state": verdict.state, "read_as": verdict.read_as,
        "message": verdict.message, "mistake": verdict.mistake,
    }  # fmt: skip
    return {
        "text/plain": " ".join(words),
        "text/html": "".join(f"<p>{html.escape(one)}</p>" for one in words),
        VERDICT_TYPE: record,
    }


def evaluate(task: Task, namespace: dict[str, Any]) -> None:
    """Judge a task anew in a notebook's namespace, as if its check cells had been run again."""
    token = _live.set(True)
    try:
        for source in list(task.sources.values()):
            exec(compile(source, f"<check of {task.id}>", "exec"), namespace)  # noqa: S102 - the notebook's own cell
    finally:
        _live.reset(token)


def overall(task: Task) -> Verdict | None:
    """Sum the verdicts of a task's parts up in one: the state is that of the part that needs most work."""
    order = [CANNOT_READ, NOT_YET, NOT_TRIED, RIGHT]
    parts = sorted(task.verdicts.values(), key=lambda one: order.index(one.state))
    if not parts:
        return None
    worst = parts[0]
    if worst.state == NOT_TRIED and parts[-1].state == RIGHT:
        worst = Verdict(NOT_TRIED, ONE_PART, read_as=parts[-1].read_as)
    messages = dict.fromkeys(one.message for one in [worst, *parts] if one.state == worst.state and one.message)
    return Verdict(worst.state, " ".join(messages), worst.mistake, worst.read_as)
