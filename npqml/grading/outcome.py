"""From what a run gave to a result: each task's state and words, and the state of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from npqml.grading import result as states
from npqml.grading.assignment import Assignment, Task
from npqml.grading.gradebook.book import Mark
from npqml.grading.job import Seen
from npqml.grading.result import TaskResult

WORST_FIRST = (states.CANNOT_READ, states.NOT_TRIED, states.NOT_YET, states.RIGHT)


def task_results(
    assignment: Assignment, seen: Mapping[str, Seen], marks: Mapping[str, Mark], received: Mapping[str, str]
) -> tuple[TaskResult, ...]:
    """Give the result of each task of a module, in the module's order.

    `seen` and `marks` are by grade id; `received` says by task that a written answer has arrived.
    """
    return tuple(
        marked_by_person(task, marks, received.get(task.id, ""))
        if task.manual is not None
        else _checked(task, seen, marks)
        for task in assignment.tasks
    )


def _checked(task: Task, seen: Mapping[str, Seen], marks: Mapping[str, Mark]) -> TaskResult:
    parts = [_part(seen.get(check.grade_id, Seen())) for check in task.checks]
    # Of the parts that need most work, one with a named mistake says most.
    worst = min(parts, key=lambda one: (WORST_FIRST.index(one.state), not one.mistake), default=Seen(states.NOT_TRIED))
    stopped = seen.get(task.cell, Seen()).error
    if stopped and worst.state in (states.NOT_TRIED, states.CANNOT_READ):
        worst = Seen(states.CANNOT_READ, worst.read_as, f"The line that you typed stopped with: {stopped}")
    messages = dict.fromkeys(one.message for one in parts if one.state == worst.state and one.message)
    scores = [marks[one.grade_id].mark for one in task.checks if one.grade_id in marks]
    known = [score for score in scores if score is not None]
    nameless = worst.state == states.NOT_YET and not worst.mistake
    given = seen.get(task.cell, Seen()) if nameless else Seen()
    return TaskResult(
        task.id,
        task.title,
        task.criterion,
        sum(known) if known else None,
        task.max_mark,
        worst.state,
        next((one.read_as for one in parts if one.read_as), ""),
        worst.message if stopped or not messages else " ".join(messages),
        worst.mistake,
        given.answers,
        given.line,
    )


def _part(seen: Seen) -> Seen:
    """Give what a check showed; one that gave no verdict could not work with the answer."""
    if seen.state:
        return seen
    why = f" ({seen.error})" if seen.error else ""
    return Seen(states.CANNOT_READ, message=f"The check could not work with this answer{why}.")


def marked_by_person(task: Task, marks: Mapping[str, Mark], read_as: str) -> TaskResult:
    """Give the result of a task that a person marks, as the gradebook has it now."""
    cells = [task.cell] if task.manual is not None else [one.grade_id for one in task.checks]
    found = [marks[name] for name in cells if name in marks]
    blank = bool(found) and all(mark.auto == 0 and mark.manual is None for mark in found)
    scores = [mark.mark for mark in found if mark.manual is not None]
    known = [score for score in scores if score is not None]
    if blank:
        state, score = states.NOT_TRIED, 0.0
    elif not cells or len(known) < len(cells):
        state, score = states.WAITING, None
    else:
        state, score = states.MARKED, sum(known)
    said = " ".join(mark.comment for mark in found if mark.comment)
    message = "This task has no answer yet." if blank else said
    return TaskResult(
        task.id, task.title, task.criterion, score, task.max_mark, state, "" if blank else read_as, message
    )


def state_of(tasks: tuple[TaskResult, ...], warnings: Sequence[str]) -> str:
    """Give the state of a whole submission that could be graded; repairs and marks that were kept are warnings."""
    if any(one.state == states.WAITING for one in tasks):
        return states.NEEDS_PERSON
    return states.WITH_WARNINGS if warnings else states.GRADED
