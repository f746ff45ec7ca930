"""The results of a cohort as they stand now, with the marks that people have given since it was graded."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml.grading.assignment import Assignment
from npqml.grading.editions.judged import judged_by
from npqml.grading.gradebook.book import Mark, Records
from npqml.grading.outcome import marked_by_person, settled
from npqml.grading.result import Result, read_results
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.tasks.states import TaskState


def results_now(place: Place, cohort: str) -> list[Result]:
    """A cohort's results with the marks that people have given since; refuses where there are none."""
    kept = read_results(place, cohort)
    if not kept:
        raise Refusal(
            place.autograded(cohort),
            "",
            found="no results",
            expected="a graded cohort",
            do=f"Run: npqml grade {cohort}",
        )
    return with_marks_now(place, cohort, kept)


def with_marks_now(place: Place, cohort: str, kept: Sequence[Result]) -> list[Result]:
    """Return these results with the marks that people have given since."""
    if not any(result.graded for result in kept):
        return list(kept)
    built = judged_by(place, cohort)
    with Records(place, cohort) as book:
        return [
            _with_marks(result, built(result), book.marks(result.module, result.candidate)) if result.graded else result
            for result in kept
        ]


def _with_marks(result: Result, assignment: Assignment, found: dict[str, Mark]) -> Result:
    by_id = {task.id: task for task in assignment.tasks}
    tasks = tuple(
        marked_by_person(by_id[task.task], found, task.read_as, task.written, left=task.left_behind)
        if task.state in (TaskState.WAITING, TaskState.MARKED) and task.task in by_id
        else task
        for task in result.tasks
    )
    waited, waits = (any(task.state == TaskState.WAITING for task in each) for each in (result.tasks, tasks))
    return settled(result, tasks) if waited and not waits else evolve(result, tasks=tasks)
