"""Grading a cohort: what to grade, grading it, and keeping the results. One bad file never stops the run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from attrs import define, evolve, field, frozen

from npqml.course.deadlines import Deadlines, read_deadlines
from npqml.grading.assignment import Assignment, assignment_or_empty
from npqml.grading.editions.choice import Editions, Remake
from npqml.grading.gradebook.book import Entry, Mark, Records
from npqml.grading.gradebook.changes import Change, changes_between, write_log
from npqml.grading.gradebook.results_now import with_marks_now
from npqml.grading.job import Done, Job
from npqml.grading.later_pictures import draw_left, without_pictures
from npqml.grading.outcome import reasons_of, state_of, task_results
from npqml.grading.plan import Planned, Wish, make_plan, without_hand_in
from npqml.grading.pool import Pool
from npqml.grading.result import NOT_GRADED, Result, result_path, save_result, with_lateness, write_result
from npqml.place import Place
from npqml.refusal import Refusal

EARLIER = "The marks of the earlier file are kept until this one can be graded."
KEPT = "{}: its check was changed after this was handed in, and the earlier, higher mark is kept."
NO_ROOM = (
    "This is of an earlier edition of the module, and the present build has no {} any more: its marks fit nowhere. "
    "The provider builds the new edition for a cohort of another name."
)
STAGING = ".grading"
Progress = Callable[[str], None]


@frozen
class Graded:
    """What came of a run: whose work it was about, how many were graded anew, and the marks that change.

    `held_back` are changes to marks of unchanged submissions for which no reason was given: nothing of them is kept.
    `without_hand_in` are the candidates and modules with a result whose hand-in was taken away.
    """

    place: Place
    cohort: str
    who: tuple[tuple[str, str], ...]
    new: int = 0
    changes: tuple[Change, ...] = ()
    held_back: tuple[Change, ...] = ()
    made: tuple[Result, ...] = ()
    kept: tuple[Result, ...] = ()
    without_hand_in: tuple[tuple[str, str], ...] = ()

    @property
    def results(self) -> list[Result]:
        """The results of everybody that the run was about, as they stand now, by candidate and module."""
        deadlines = read_deadlines(self.place, self.cohort) if self.kept else Deadlines()
        kept = [with_lateness(self.place, result, deadlines) for result in self.kept]
        now = [*self.made, *with_marks_now(self.place, self.cohort, kept)]
        return sorted(now, key=lambda result: (result.candidate, result.module))


@define
class _Run:
    """One run under way."""

    place: Place
    cohort: str
    wish: Wish
    records: Records
    deadlines: Deadlines
    assignments: dict[tuple[str, str], Assignment] = field(factory=dict)
    changes: list[Change] = field(factory=list)
    held: list[Change] = field(factory=list)
    made: list[Result] = field(factory=list)
    kept: list[Result] = field(factory=list)
    new: int = 0

    def assignment(self, job: Job) -> Assignment:
        """Return the edition of a module that a job is judged by; each is read once."""
        key = (job.module, job.edition)
        if key not in self.assignments:
            self.assignments[key] = assignment_or_empty(self.place, self.cohort, *key)
        return self.assignments[key]


def grade(
    place: Place,
    cohort: str,
    wish: Wish | None = None,
    *,
    remake: Remake | None = None,
    progress: Progress = lambda name: None,
    expect: Callable[[int], None] = lambda total: None,
) -> Graded:
    """Grade what the candidates of a cohort sent; what has not changed since it was graded is left as it is.

    `remake` builds an edition again that work was handed in on and that is not kept. `expect` hears how many are to
    be graded, `progress` each one that has been.
    Raises Refusal only for what is wrong on the provider's side: nothing built, nothing sent in, no sandbox,
    a gradebook or disk that cannot be written. What has been graded by then is kept.
    """
    wish = wish or Wish()
    deadlines = read_deadlines(place, cohort)
    with Records(place, cohort) as records, Pool(place, wish.workers, confined=wish.confined) as pool:
        editions = Editions(place, cohort, remake)
        plan = make_plan(place, cohort, wish, records.made(), editions, begin=pool.warm_up)
        shutil.rmtree(place.autograded(cohort) / STAGING, ignore_errors=True)
        run = _Run(place, cohort, wish, records, deadlines, kept=list(plan.kept))
        planned = {(one.job.candidate, one.job.module): one for one in plan.todo}
        left = without_pictures(plan.kept) if wish.pictures and not wish.dry_run else []
        expect(len(plan.todo) + len(left))
        for done in pool.grade(one.job for one in plan.todo):
            progress(f"{done.job.candidate} {done.job.module}")
            _keep(run, planned[done.job.candidate, done.job.module], done)
        for _ in draw_left(pool, place, left, editions, progress):
            pass
        if run.changes and not wish.dry_run:
            write_log(place, cohort, wish.reason, run.changes)
    who = (*((result.candidate, result.module) for result in plan.kept), *planned)
    gone = tuple(without_hand_in(place, cohort, wish))
    return Graded(
        place, cohort, who, run.new, tuple(run.changes), tuple(run.held), tuple(run.made), tuple(run.kept), gone
    )  # fmt: skip


def _keep(run: _Run, planned: Planned, done: Done) -> None:
    """Compare what came of a job with what there was, and keep it unless it must wait for a reason."""
    assignment = run.assignment(done.job)
    if not done.reasons and (gone := _without_room(run, assignment)):
        done = evolve(done, reasons=(NO_ROOM.format(", ".join(gone)),))
    changes = list(_changes(run, planned, done, assignment)) if planned.same_submission else []
    held = changes and not run.wish.dry_run and not run.wish.reason
    if held:
        run.held += changes
    else:
        run.changes += changes
        run.new += 1
    if held or run.wish.dry_run:
        run.kept += [planned.before] if planned.before else []
    elif done.reasons:
        run.made.append(_not_graded(run, planned, done))
    else:
        run.made.append(_record(run, planned, done, assignment, [change for change in changes if change.kept]))


def _without_room(run: _Run, assignment: Assignment) -> list[str]:
    """Return the tasks of an earlier edition whose marks fit nowhere: the gradebook is made for the present one."""
    if not assignment.edition:
        return []
    there = run.records.graded(assignment.module)
    cells = {
        task.short: [task.cell] if task.manual is not None else [check.grade_id for check in task.checks]
        for task in assignment.tasks
    }
    return [short for short, names in cells.items() if not there.issuperset(names)]


def _changes(run: _Run, planned: Planned, done: Done, assignment: Assignment) -> Iterator[Change]:
    """Go through the marks of an unchanged submission that would now be others."""
    job, before = done.job, planned.before
    if done.reasons:
        if before is not None and before.graded:
            yield Change(job.candidate, job.module, "", before.mark, None, " ".join(done.reasons))
        return
    marks = run.records.marks(job.module, job.candidate)
    if marks:
        after = _with_auto(marks, done)
        yield from changes_between(assignment, job.candidate, marks, after, done.seen, allow_lower=run.wish.allow_lower)


def _with_auto(before: dict[str, Mark], done: Done) -> dict[str, Mark]:
    """Return the marks as they would be: a person's stay, the checks' are new."""
    return {name: evolve(mark, auto=done.marks.get(name, mark.auto)) for name, mark in before.items()}


def _record(run: _Run, planned: Planned, done: Done, assignment: Assignment, kept: list[Change]) -> Result:
    """Write notebook, marks and result, and return the result.

    The folder is put in place last, so that a run cut off does it again.
    """
    job = done.job
    untouched = {task.cell for task in assignment.tasks if task.manual is not None} & done.untouched
    entry = Entry(
        job.candidate, job.module, {**done.marks, **dict.fromkeys(untouched, 0.0)}, done.untouched, planned.made,
        done.timestamp, planned.same_submission and not run.wish.allow_lower, frozenset(assignment.originals),
    )  # fmt: skip
    staging = run.place.autograded(run.cohort) / STAGING / job.candidate / job.module
    try:
        staging.mkdir(parents=True, exist_ok=True)
        (staging / assignment.file).write_text(done.notebook, encoding="utf-8")
        marks = run.records.write(entry)
        result = with_lateness(run.place, _result(run, planned, done, assignment, marks, kept), run.deadlines)
        write_result(staging, result)
        _swap(staging, result_path(run.place, run.cohort, job.candidate, job.module).parent)
    except OSError as error:
        raise Refusal(
            staging, "", found=f"a disk that cannot be written ({error.strerror or error})", expected="room to write",
            do="Make room and grade again: what has been graded so far is kept.",
        ) from error  # fmt: skip
    return result


def _swap(made: Path, target: Path) -> None:
    """Put a finished folder in the place of the one from an earlier run."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(made.with_name(f"{made.name}.old"))
    made.rename(target)
    shutil.rmtree(made.with_name(f"{made.name}.old"), ignore_errors=True)


def _result(
    run: _Run, planned: Planned, done: Done, assignment: Assignment, marks: dict[str, Mark], kept: list[Change]
) -> Result:
    tasks = task_results(
        assignment, done.seen, marks, done.received, done.written, done.left, done.tries, done.documents
    )
    warnings = [KEPT.format(change.task) for change in kept]
    return Result(
        done.job.candidate,
        done.job.module,
        run.cohort,
        state_of(tasks, [*warnings, *done.repairs]),
        reasons_of(tasks, warnings, done.repairs),
        done.repairs,
        tasks,
        datetime.now(UTC),
        planned.made.submission,
        planned.made.grader,
        done.pictures,
        not run.wish.confined,
        origin=planned.origin,
    )


def _not_graded(run: _Run, planned: Planned, done: Done) -> Result:
    """Write down why a submission could not be graded, and return that result."""
    job = done.job
    earlier = (EARLIER,) if planned.marked else ()
    result = Result(
        job.candidate, job.module, run.cohort, NOT_GRADED, (*done.reasons, *earlier), done.repairs,
        graded_at=datetime.now(UTC), source_sha256=planned.made.submission, grader=planned.made.grader,
        unprotected=not run.wish.confined, origin=planned.origin,
    )  # fmt: skip
    result = with_lateness(run.place, result, run.deadlines)
    save_result(run.place, result)
    return result
