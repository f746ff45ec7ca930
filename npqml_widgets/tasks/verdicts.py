"""Judging an answer: one context manager for the candidate's notebook and for marking alike.

In a candidate's notebook a check shows a state and raises nothing, so that Start runs to the end. While a notebook is
marked or validated, the same locked cell raises, so that nbgrader sees what it expects.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import CodeType, TracebackType
from typing import Any

from attrs import evolve

from npqml_widgets.answers.comparing import NotYet
from npqml_widgets.answers.fields import Field
from npqml_widgets.answers.reading import Reading
from npqml_widgets.tasks import accepted
from npqml_widgets.tasks.answer import show_left_out
from npqml_widgets.tasks.notebook import cell_source, grading, shell
from npqml_widgets.tasks.states import (
    CANNOT_TELL,
    NO_ANSWER,
    ONE_PART,
    VERDICT_TYPE,
    TaskState,
    Verdict,
    could_not_work,
)
from npqml_widgets.tasks.tasks import Task, find, names_in

MOST_WORK_FIRST = (TaskState.CANNOT_READ, TaskState.NOT_YET, TaskState.NOT_TRIED, TaskState.KEPT, TaskState.RIGHT)
_live: ContextVar[bool] = ContextVar("live", default=False)
_settling: ContextVar[accepted.Rulings | None] = ContextVar("settling", default=None)


class NotTried(AssertionError):
    """Raised while marking for an answer that was never given."""


class CannotRead(AssertionError):
    """Raised while marking for an answer that cannot be read; the message says why."""


class Stopped(CannotRead):
    """Raised while marking where a check stops at an error of its own, its cause, though the answers can be read."""


class CannotTell(Exception):
    """Raised where what settles a check is not there, so that the page cannot say whether an answer is right."""


class Given:
    """The answers of one task as they count: `given.gap` is None where an answer is blank or unreadable.

    A number comes rounded to the decimal places that its task asks for.
    """

    def __init__(self, readings: Mapping[str, Reading], fields: Mapping[str, Field], task: str, part: str) -> None:
        """Keep the readings and fields by the answers' names, and the names that a check has asked for."""
        self._readings = readings
        self._fields = fields
        self._check = (task, part)
        self._asked: set[str] = set()
        self._share = ""
        self._why = ""

    def explain(self, why: str) -> None:
        """Say why the answer is right: the last line of a check, or of its hidden part, which then is sealed too."""
        self._why = why

    def __getattr__(self, name: str) -> Any:
        """Return the value that was read for the answer of this name."""
        try:
            reading = self.__dict__["_readings"][name]
        except KeyError:
            raise AttributeError(f"this task has no answer named {name}") from None
        self.__dict__["_asked"].add(name)
        return self.__dict__["_fields"][name].counted(reading.value) if reading.state == "read" else None

    def settle(self, entry: str) -> None:
        """Raise NotYet where marking will; in a release this stands where the instructor's check is hidden.

        Raises CannotTell where the file that knows is missing, or has another edition of this check's `entry`.
        """
        rulings = _settling.get() or accepted.find(*self._check, entry)
        if rulings is None:
            raise CannotTell
        readings = {name: self._readings[name] for name in rulings.answers}
        self._asked |= readings.keys()
        if any(reading.state != "read" for reading in readings.values()):
            return
        ruling = accepted.ruling_on(rulings, [(self._fields[name], one.value) for name, one in readings.items()])
        if not ruling.right:
            raise NotYet(ruling.message, ruling.mistake)
        self._share, self._why = ruling.share, ruling.message or self._why


@contextmanager
def settled_by(rulings: accepted.Rulings | None) -> Iterator[None]:
    """Let these rulings settle the checks that are run inside, in place of the file beside the notebook."""
    token = _settling.set(rulings)
    try:
        yield
    finally:
        _settling.reset(token)


class check:  # noqa: N801 - reads as a word in a sentence: with check("1a-t1")
    """Judge the answer of a task by the assertions inside the `with` block.

    `with check("1a-t1") as _given:` gives the answers as read. A blank answer is "not tried" and an unreadable one
    "cannot read", whatever the block does; of several answers only those that the block asks for count.
    `part` tells several checks of one task apart.
    """

    def __init__(self, task_id: str, part: str = "") -> None:
        """Remember which task, and which of its parts, is judged."""
        self.task, self.part = find(task_id), part
        self.given = Given({}, {}, task_id, part)

    def __enter__(self) -> Given:
        """Read the answers from the notebook's own names and give them to the block."""
        frame = sys._getframe(1)
        namespace = frame.f_globals
        if not _live.get():
            self.task.sources[self.part] = cell_source()
            show_left_out(self.task)
        readings = self.task.read(names_in(self.task, namespace))
        self.given = Given(readings, self.task.fields, task=self.task.id, part=self.part)
        self.given.__dict__["_asked"].update(self.task.fields.keys() & _names(frame.f_code))
        return self.given

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Turn what happened in the block into a verdict; show it, or raise it while marking."""
        if error is not None and not isinstance(error, Exception):
            return False
        asked = asked_for(self.given)
        verdict = evolve(verdict_on(asked, error), readings=self.task.said(self.given.__dict__["_readings"]))
        if verdict.state == TaskState.RIGHT:
            found = self.given.__dict__
            verdict = evolve(verdict, share=found["_share"], message=found["_why"])
        self.task.verdicts[self.part] = verdict
        if grading():
            _show(self.task, self.part, verdict)
            _raise(verdict, error, asked)
        elif self.task.form is not None:
            self.task.form.show_verdict()
        elif shell() is not None:
            _show(self.task, self.part, evolve(verdict, message=verdict.message or why_right(self.task)))
        return True


def _names(code: CodeType) -> set[str]:
    """The names that a piece of code uses: an answer counts though a mistake in another was found before it."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return set(code.co_names).union(*map(_names, inner))


def asked_for(given: Given) -> dict[str, Reading]:
    """The readings of the answers that a check has asked for; all of them when it asked for none."""
    readings, asked = given.__dict__["_readings"], given.__dict__["_asked"]
    return {name: reading for name, reading in readings.items() if not asked or name in asked}


def verdict_on(readings: Mapping[str, Reading], error: Exception | None) -> Verdict:
    """The verdict on an answer, from how it was read and from what its check raised."""
    read = [reading for reading in readings.values() if reading.state == "read" and reading.words]
    state, message = _state(readings, error)
    mistake = getattr(error, "mistake", "") if state == TaskState.NOT_YET else ""
    return Verdict(state, message, mistake, " ".join(reading.words for reading in read))


def _state(readings: Mapping[str, Reading], error: Exception | None) -> tuple[TaskState, str]:
    """The state of an answer, and the words that explain it."""
    unread = [reading.words for reading in readings.values() if reading.state == "unreadable"]
    blank = [name for name, reading in readings.items() if reading.state == "blank"]
    if unread:
        return TaskState.CANNOT_READ, " ".join(unread)
    if len(blank) == len(readings):
        return TaskState.NOT_TRIED, ""
    if blank:
        return TaskState.NOT_TRIED, ONE_PART
    if error is None:
        return TaskState.RIGHT, ""
    if isinstance(error, CannotTell):
        return TaskState.KEPT, CANNOT_TELL
    if isinstance(error, AssertionError):
        return TaskState.NOT_YET, str(error)
    return TaskState.CANNOT_READ, could_not_work(f"{type(error).__name__}: {error}")


def _raise(verdict: Verdict, error: Exception | None, readings: Mapping[str, Reading]) -> None:
    if verdict.state == TaskState.NOT_TRIED:
        raise NotTried(verdict.message or NO_ANSWER) from None
    if verdict.state == TaskState.CANNOT_READ:
        unread = any(reading.state == "unreadable" for reading in readings.values())
        raise (CannotRead if unread else Stopped)(verdict.message) from error
    if verdict.state == TaskState.KEPT:
        raise CannotTell(verdict.message)
    if verdict.state == TaskState.NOT_YET:
        raise NotYet(verdict.message, verdict.mistake) from None


def _show(task: Task, part: str, verdict: Verdict) -> None:
    if shell() is None:
        return
    from IPython.display import display

    display(as_output(task.id, part, verdict), raw=True)  # type: ignore[no-untyped-call,unused-ignore]


def as_output(task_id: str, part: str, verdict: Verdict) -> dict[str, Any]:
    """A verdict as a notebook keeps it: plain text, HTML, and a record for programs."""
    words = [part for part in (f"{verdict.state.words}.", verdict.read_as, verdict.message) if part]
    record = {
        "task": task_id, "part": part, "state": verdict.state.value, "read_as": verdict.read_as,
        "message": verdict.message, "mistake": verdict.mistake,
    }  # fmt: skip
    return {
        "text/plain": " ".join(words),
        "text/html": "".join(f"<p>{html.escape(said).replace(chr(10), '<br>')}</p>" for said in words),
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
    """The verdicts of a task's parts in one, None while there is none: that of the part that needs most work."""
    parts = sorted(task.verdicts.values(), key=lambda part: MOST_WORK_FIRST.index(part.state))
    if not parts:
        return None
    worst = parts[0]
    if worst.state == TaskState.NOT_TRIED and parts[-1].state == TaskState.RIGHT:
        worst = evolve(parts[-1], state=TaskState.NOT_TRIED, message=ONE_PART)
    messages = dict.fromkeys(part.message for part in [worst, *parts] if part.state == worst.state and part.message)
    return evolve(worst, message="\n".join(messages) or why_right(task))


def why_right(task: Task) -> str:
    """Why a task is right, once all its parts are; nothing before, as it holds the working of every part."""
    parts = list(task.verdicts.values())
    if any(part.state != TaskState.RIGHT for part in parts):
        return ""
    return accepted.reason(task.id, [part.share for part in parts if part.share])
