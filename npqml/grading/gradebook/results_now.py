"""The results of a cohort as they stand now, with the marks that people have given since it was graded."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml.grading.assignment import Assignment, assignment_or_empty
from npqml.grading.gradebook.book import Mark
from npqml.grading.gradebook.records import Records
from npqml.grading.outcome import marked_by_person, state_of
from npqml.grading.result import FINE, MARKED, WAITING, Result, read_results
from npqml.place import Place
from npqml.refusal import Refusal


def results_now(place: Place, cohort: str) -> list[Result]:
    """Read a cohort's results with the marks that people have given since; refuses where there are none."""
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
    if not any(one.graded for one in kept):
        return list(kept)
    assignments = {name: assignment_or_empty(place, cohort, name) for name in {one.module for one in kept}}
    with Records(place, cohort) as book:
        return [
            _with_marks(one, assignments[one.module], book.marks(one.module, one.candidate)) if one.graded else one
            for one in kept
        ]


def _with_marks(result: Result, assignment: Assignment, found: dict[str, Mark]) -> Result:
    by_id = {task.id: task for task in assignment.tasks}
    tasks = tuple(
        marked_by_person(by_id[one.task], found, one.read_as)
        if one.state in (WAITING, MARKED) and one.task in by_id
        else one
        for one in result.tasks
    )
    still = any(one.state == WAITING for one in tasks)
    if still or tasks == result.tasks:
        return evolve(result, tasks=tasks)
    reasons = tuple(one for one in result.reasons if not one.endswith("waits for a person."))
    state = state_of(tasks, [one for one in (*reasons, *result.repairs) if one != FINE])
    return evolve(result, tasks=tasks, state=state, reasons=reasons or (FINE,))
