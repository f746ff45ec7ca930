"""Grading a cohort: what to grade, grading it, and keeping the results. One bad file never stops the run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve

from npqml.grading import stock
from npqml.grading.assignment import Assignment, assignment_or_empty, refuse_unbuilt
from npqml.grading.gradebook import Mark, gradebook, knows_submission, marks
from npqml.grading.outcome import disagreements, marked_by_person, state_of, task_results
from npqml.grading.result import MARKED, NOT_GRADED, WAITING, Result, read_results, save_result
from npqml.grading.stock import Job, Stopped
from npqml.grading.submission import Submission, read_submission
from npqml.place import Place
from npqml.problems import Problem

NO_MODULE = "There is no module “{}” in this cohort: the folder has the wrong name."
EARLIER = "The marks of the earlier file are kept until this one can be graded."


def grade(
    place: Place,
    cohort: str,
    *,
    modules: Iterable[str] = (),
    candidates: Iterable[str] = (),
    progress: Callable[[str], None] = lambda name: None,
) -> list[Result]:
    """Grade what the candidates of a cohort sent, and give a result for each, whatever was in the files.

    `modules` and `candidates` narrow the run down. Raises Problem only for what is wrong on the provider's
    side: nothing built, nothing sent in, a gradebook that cannot be written.
    """
    planned = plan(place, cohort, frozenset(modules), frozenset(candidates))
    assignments = {module: assignment_or_empty(place, cohort, module) for _, module in planned}
    results = []
    for folder, module in planned:
        progress(f"{folder.parent.name} {module}")
        results.append(_one(place, folder, assignments[module]))
        save_result(place, results[-1])
    return results


def plan(place: Place, cohort: str, modules: frozenset[str], candidates: frozenset[str]) -> list[tuple[Path, str]]:
    """List the folders to grade with their module; refuses where there is nothing to do."""
    refuse_unbuilt(place, cohort)
    folders = [path for path in sorted(place.submitted(cohort).glob("*/*")) if path.is_dir()]
    found = [
        (path, path.name)
        for path in folders
        if (not modules or path.name in modules) and (not candidates or path.parent.name in candidates)
    ]
    if not found:
        raise Problem(
            place.submitted(cohort),
            "",
            found="nothing sent in",
            expected="a folder a candidate, with a folder a module in it",
            do="Collect the notebooks first, or look at the names that you gave.",
        )
    return found


def _one(place: Place, folder: Path, assignment: Assignment) -> Result:
    """Grade one folder; any fault becomes a state with its reason."""
    candidate = folder.parent.name
    if not assignment.tasks:
        return _not_graded(place, candidate, assignment, Submission(folder), (NO_MODULE.format(folder.name),))
    submission = read_submission(folder, assignment)
    if submission.state == NOT_GRADED:
        return _not_graded(place, candidate, assignment, submission, submission.reasons)
    job = Job(candidate, assignment, submission)
    try:
        ran = stock.run(place, job)
    except Problem:
        raise
    except Stopped as why:
        return _not_graded(place, candidate, assignment, submission, (f"{why} A person will look at it.",))
    except Exception:
        logging.getLogger(__name__).warning("grading %s", folder, exc_info=True)
        reason = "The marking itself failed on this notebook. A person will look at it."
        return _not_graded(place, candidate, assignment, submission, (reason,))
    tasks = task_results(job, ran)
    warnings = disagreements(tasks)
    reasons = [f"{one.short} waits for a person." for one in tasks if one.state == WAITING] + warnings
    return Result(
        candidate,
        assignment.module,
        assignment.cohort,
        state_of(tasks, warnings, submission.repairs),
        tuple(reasons or submission.repairs or ("Everything could be graded.",)),
        submission.repairs,
        tasks,
        datetime.now(UTC),
        submission.sha256,
    )


def _not_graded(
    place: Place, candidate: str, assignment: Assignment, submission: Submission, reasons: tuple[str, ...]
) -> Result:
    with gradebook(place, assignment.cohort) as book:
        earlier = (EARLIER,) if knows_submission(book, assignment.module, candidate) else ()
    return Result(
        candidate,
        assignment.module,
        assignment.cohort,
        NOT_GRADED,
        (*reasons, *earlier),
        submission.repairs,
        graded_at=datetime.now(UTC),
        source_sha256=submission.sha256,
    )


def results_now(place: Place, cohort: str) -> list[Result]:
    """Read a cohort's results with the marks that people have given since; refuses where there are none."""
    kept = read_results(place, cohort)
    if not kept:
        raise Problem(
            place.autograded(cohort),
            "",
            found="no results",
            expected="a graded cohort",
            do=f"Run: npqml grade {cohort}",
        )
    if not any(one.graded for one in kept):
        return kept
    assignments = {one.module: assignment_or_empty(place, cohort, one.module) for one in kept}
    with gradebook(place, cohort) as book:
        return [
            _with_marks(one, assignments[one.module], marks(book, one.module, one.candidate)) if one.graded else one
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
    state = state_of(tasks, list(reasons), result.repairs)
    return evolve(result, tasks=tasks, state=state, reasons=reasons or ("Everything could be graded.",))
