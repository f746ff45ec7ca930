"""What came out of a run in the sandbox: answers, outputs and how it ended. All of it is hostile, and read as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.cleaning.outputs import clean_outputs
from npqml.grading.graded_notebook import Ran, words
from npqml.grading.inside.limits import Limits
from npqml.grading.inside.values.codec import Malformed, decode
from npqml.grading.judge import Judged
from npqml.grading.sandbox.run import Ended
from npqml.grading.time_limit import TooLong, time_limit
from npqml_widgets.tasks.states import TaskState

REASONS = {
    "output": "The notebook gave out more than can be kept, usually because a cell printed far too much.",
    "time": "The notebook ran for more than {seconds} seconds in all and was stopped{where}.",
}
ENDED = "A line in the notebook ended the program that runs it, or used up its memory{where}."
NO_END = "The answer could not be read in time."


@frozen
class Refused:
    """Stands for an answer that could not leave the candidate's program; no field can read it."""

    why: str


@frozen
class Came:
    """What a run has sent: what its cells showed, its answers by task and name, and how many pictures are left."""

    ran: Ran
    answers: dict[str, dict[str, Any]] = field(factory=dict)
    pictures: int = 0


def read_sent(ended: Ended, assignment: Assignment, cells: int) -> Came:
    """Read what a fork has sent: only the answers that the module asks for, and only cells that there are."""
    asked = {task.id: task.answers for task in assignment.tasks}
    ran, answers, pictures = Ran(), dict[str, dict[str, Any]](), 0
    for message in ended.messages:
        index, task, sent = message.get("cell"), message.get("task"), message.get("answers")
        if type(index) is int and 0 <= index < cells:
            ran.outputs[index] = clean_outputs(message.get("outputs"))
            ran.errors[index] = words(message.get("error"))
            ran.counts[index] = _small(message.get("count"))
            pictures += _small(message.get("pictures"))
        elif isinstance(task, str) and task in asked and task not in answers and isinstance(sent, dict):
            answers[task] = {name: _value(sent[name]) for name in asked[task] if name in sent}
    return Came(ran, answers, pictures)


def _value(sent: Any) -> Any:
    if isinstance(sent, dict) and isinstance(sent.get("refused"), str):
        return Refused(words(sent["refused"]))
    try:
        with time_limit():
            return decode(sent)
    except Malformed as why:
        return Refused(str(why))
    except TooLong:
        return Refused(NO_END)


def with_refusals(judged: Mapping[str, Judged], came: Came, assignment: Assignment) -> dict[str, Judged]:
    """Give the verdicts, with the reason why an answer could not be read where it could not leave the sandbox."""
    found = dict(judged)
    for task in assignment.tasks:
        whys = [one.why for one in came.answers.get(task.id, {}).values() if isinstance(one, Refused)]
        for check in task.checks:
            one = found.get(check.grade_id)
            if whys and one is not None and one.verdict.state == TaskState.CANNOT_READ:
                found[check.grade_id] = evolve(one, verdict=evolve(one.verdict, message=" ".join(whys)))
    return found


def is_complete(ended: Ended) -> bool:
    """Tell whether a run came to its end, with all that it sent."""
    return bool(ended.messages) and ended.messages[-1].get("end") is True and ended.ended != "output"


def picture_may_have_stopped(ended: Ended) -> bool:
    """Tell whether a run, or a cell of it, stopped that had a picture drawn: without pictures it may go further."""
    drew = drew_here = stopped = False
    for message in ended.messages:
        if "begin" in message:
            drew_here = False
        drew_here = drew_here or "draws" in message
        drew = drew or drew_here
        stopped = stopped or (drew_here and bool(message.get("error")))
    return stopped or (drew and not is_complete(ended))


def why_incomplete(ended: Ended, assignment: Assignment, notebook: Any, limits: Limits) -> str:
    """Say why a run that did not come to its end cannot be graded, or give an empty text."""
    if is_complete(ended):
        return ""
    begun = [one["begin"] for one in ended.messages if type(one.get("begin")) is int]
    where = _where(begun[-1], assignment, notebook) if begun else ""
    return REASONS.get(ended.ended, ENDED).format(seconds=limits.total_seconds, where=where)


def _where(index: int, assignment: Assignment, notebook: Any) -> str:
    cell = notebook.cells[index] if 0 <= index < len(notebook.cells) else None
    task = assignment.task_of(grade_id(cell)) if cell is not None else None
    return f" in {task.short}" if task else ""


def _small(value: Any) -> int:
    return value if type(value) is int and 0 <= value < 10_000 else 0
