"""The states of a task with their words, and a verdict: the one place for form, grading, feedback and reports."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class TaskState(StrEnum):
    """A state of a task; its value is what result files and notebooks hold, and stays when its words change.

    `words` are shown while somebody works on the task, `marked` in feedback; `sign` stands beside the words in a form,
    never instead of them.
    """

    words: str
    marked: str
    sign: str

    def __new__(cls, value: str, words: str, marked: str = "", sign: str = "") -> TaskState:
        """Keep the words beside the value; `marked` is the same as `words` unless it is given."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.words, made.marked, made.sign = words, marked or words, sign
        return made

    NOT_TRIED = "not tried", "Not tried yet", "", "○"
    CANNOT_READ = "cannot read", "We cannot read this", "", "?"
    NOT_YET = "not yet", "Not yet", "", "→"
    RIGHT = "right", "Right", "", "✓"
    KEPT = "kept", "Your answer is kept", "", "…"
    WAITING = "waiting for a person", "Waits for a person"
    MARKED = "marked by a person", "Marked by a person"


VERDICT_TYPE = "application/vnd.npqml.verdict+json"
"""The kind of an output that holds a verdict for programs."""
EARLIER = "This verdict was for your earlier answer: "
"""Stands before the words of a state that belongs to an answer which has changed since."""
CANNOT_TELL = (
    "Whether it is right cannot be said here: the file verdicts.json, which came with this page, is missing or belongs "
    "to another edition. Your answer counts all the same. To see verdicts, fetch the module again and press Start."
)
NO_ANSWER = "This task has no answer yet."
ONE_PART = "Not all parts of this task have an answer yet."


@frozen
class Verdict:
    """What a check said of an answer: its state, how the answer was read, and the words that explain it.

    `readings` are all answers of the task as read, one each, in fewer words than `read_as` has for
    those that were judged. `share` is a right part's share of the key to why the task is right.
    """

    state: TaskState
    message: str = ""
    mistake: str = ""
    read_as: str = ""
    readings: tuple[str, ...] = ()
    share: str = ""


def line_stopped(error: str) -> str:
    """The words for a typed line that came to no end; `error` is what stopped it."""
    return f"The line that you typed stopped with: {error}"


def could_not_work(error: str) -> str:
    """The words for an answer with which a check came to no verdict; `error` is what stopped it, if that is known."""
    why = f" ({error})" if error else ""
    return f"The check could not work with this answer{why}."
