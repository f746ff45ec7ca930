"""From what a run gave to a result: each task's state and words, and the state of the whole with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from npqml.grading.assignment import Assignment, Task
from npqml.grading.gradebook.book import Mark
from npqml.grading.job import Seen
from npqml.grading.result import FINE, Result, SubmissionState, TaskResult
from npqml_widgets.tasks.states import NO_ANSWER, TaskState, Verdict, could_not_work, line_stopped

WORST_FIRST = (TaskState.CANNOT_READ, TaskState.NOT_TRIED, TaskState.NOT_YET, TaskState.RIGHT)


def task_results(
    assignment: Assignment,
    seen: Mapping[str, Seen],
    marks: Mapping[str, Mark],
    received: Mapping[str, str],
    written: Mapping[str, str],
    left: frozenset[str] = frozenset(),
    tries: Mapping[str, int] | None = None,
    documents: Mapping[str, dict[str, str]] | None = None,
) -> tuple[TaskResult, ...]:
    """The result of each task of a module that is marked, in the module's order.

    `seen` and `marks` are by grade id, the others by task: `received` says that a written answer has arrived, `written`
    is what it says, `left` names the tasks without a mark from their checks, because their answer may have been left
    behind, `tries` counts the answers that each form saw, and `documents` is what is printed of each document.
    """
    found = (
        marked_by_person(task, marks, received.get(task.id, ""), written.get(task.id, ""), left=task.id in left)
        if task.manual is not None or task.id in left
        else evolve(_checked(task, seen, marks), tries=(tries or {}).get(task.id, 0))
        for task in assignment.tasks
        if task.marked
    )
    return tuple(evolve(result, documents=(documents or {}).get(result.task, {})) for result in found)


def _checked(task: Task, seen: Mapping[str, Seen], marks: Mapping[str, Mark]) -> TaskResult:
    parts = [_verdict(seen.get(check.grade_id, Seen())) for check in task.checks]
    # Of the parts that need most work, one with a named mistake says most.
    worst = min(
        parts,
        key=lambda part: (WORST_FIRST.index(part.state), not part.mistake),
        default=Verdict(TaskState.NOT_TRIED),
    )
    stopped = seen.get(task.cell, Seen()).error
    if stopped and worst.state in (TaskState.NOT_TRIED, TaskState.CANNOT_READ):
        worst = Verdict(TaskState.CANNOT_READ, line_stopped(stopped))
    messages = dict.fromkeys(part.message for part in parts if part.state == worst.state and part.message)
    scores = [marks[check.grade_id].mark for check in task.checks if check.grade_id in marks]
    known = [score for score in scores if score is not None]
    nameless = worst.state == TaskState.NOT_YET and not worst.mistake
    given = seen.get(task.cell, Seen()) if nameless else Seen()
    read = next((part for part in parts if part.read_as), worst)
    return TaskResult(
        task.id,
        task.title,
        task.criterion,
        sum(known) if known else None,
        task.max_mark,
        worst.state,
        read.read_as,
        worst.message if stopped or not messages else " ".join(messages),
        worst.mistake,
        given.answers,
        given.line,
        read.readings,
    )


def _verdict(seen: Seen) -> Verdict:
    """The verdict that a check showed; one that gave none could not work with the answer."""
    if seen.state is None:
        return Verdict(TaskState.CANNOT_READ, could_not_work(seen.error))
    return Verdict(seen.state, seen.message, seen.mistake, seen.read_as, seen.readings)


def marked_by_person(
    task: Task, marks: Mapping[str, Mark], read_as: str, written: str, *, left: bool = False
) -> TaskResult:
    """The result of a task that a person marks, as the gradebook has it now; `left`: its answer did not come along."""
    cells = [task.cell] if task.manual is not None else [check.grade_id for check in task.checks]
    found = [marks[name] for name in cells if name in marks]
    blank = bool(found) and all(mark.auto == 0 and mark.manual is None for mark in found)
    scores = [mark.mark for mark in found if mark.manual is not None]
    known = [score for score in scores if score is not None]
    if blank:
        state, score = TaskState.NOT_TRIED, 0.0
    elif not cells or len(known) < len(cells):
        state, score = TaskState.WAITING, None
    else:
        state, score = TaskState.MARKED, sum(known)
    said = " ".join(mark.comment for mark in found if mark.comment)
    message = NO_ANSWER if blank else said
    return TaskResult(
        task.id, task.title, task.criterion, score, task.max_mark, state, "" if blank else read_as, message,
        written="" if blank else written, left_behind=left and state == TaskState.WAITING,
    )  # fmt: skip


def state_of(tasks: tuple[TaskResult, ...], warnings: Sequence[str]) -> SubmissionState:
    """The state of a whole submission that could be graded; repairs and marks that were kept are warnings."""
    if any(task.state == TaskState.WAITING for task in tasks):
        return SubmissionState.NEEDS_PERSON
    return SubmissionState.WITH_WARNINGS if warnings else SubmissionState.GRADED


def reasons_of(tasks: tuple[TaskResult, ...], warnings: Sequence[str], repairs: Sequence[str]) -> tuple[str, ...]:
    """The reasons of a whole submission's state: first a sentence for each task that waits, then the warnings."""
    waits = [
        f"The answer to {task.short} did not come along." if task.left_behind else f"{task.short} waits for a person."
        for task in tasks
        if task.state == TaskState.WAITING
    ]
    return tuple([*waits, *warnings] or repairs or (FINE,))


def settled(result: Result, tasks: tuple[TaskResult, ...]) -> Result:
    """A result of which tasks waited, now that a person has marked them all."""
    waited = sum(task.state == TaskState.WAITING for task in result.tasks)
    warnings = result.reasons if result.by_hand else result.reasons[waited:]  # as `reasons_of` puts them
    state = state_of(tasks, [*warnings, *result.repairs])
    return evolve(result, tasks=tasks, state=state, reasons=warnings or (FINE,))
