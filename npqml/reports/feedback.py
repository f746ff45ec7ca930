"""What a candidate gets back: what to do next, then each task with its mark and where to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from attrs import field, frozen
from markupsafe import Markup

from npqml.course.candidates import refuse_nobody
from npqml.course.england import in_england
from npqml.course.not_taken import all_not_taken
from npqml.grading.answer_documents import LEVEL
from npqml.grading.assignment import Assignment, source_of
from npqml.grading.cleaning.html import clean_document
from npqml.grading.editions.judged import judged_by
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.result import Result, TaskResult
from npqml.grading.rubrics import Rubric, read_rubrics
from npqml.grading.worked import Example, Solved, Worked, read_worked
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.expected import NOT_TAKEN
from npqml.reports.pages import write_page
from npqml.reports.words import listed, marks_words
from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.documents.shared.printing import to_fragment
from npqml_widgets.keeping.plain import from_plain
from npqml_widgets.tasks.states import TaskState

MOST_STEPS = 3
FILE = "feedback.html"
NO_WORKED = Worked()
NO_COMMENT = "The marker has written no comment: compare what you wrote with what the task asks for."


@frozen
class Step:
    """One thing to do next, with the marks that it can bring."""

    title: str
    words: str
    marks: float


def write_feedback(
    place: Place,
    cohort: str,
    *,
    candidates: Iterable[str] = (),
    progress: Callable[[str], None] = lambda name: None,
) -> list[Path]:
    """Write the feedback of every graded candidate of a cohort, or of these, and return the pages' paths.

    Refuses, before anything is written, a candidate of whom there is no result.
    """
    results = results_now(place, cohort)
    wanted = frozenset(candidates)
    _refuse_unknown(place, cohort, wanted, results)
    built, rubrics, worked = judged_by(place, cohort), _Rubrics(), _worked_of(place, cohort)
    pages = []
    for result in results:
        if not wanted or result.candidate in wanted:
            progress(f"{result.candidate} {result.module}")
            target = place.feedback(cohort) / result.candidate / result.module / FILE
            assignment = built(result)
            pages.append(write_one(result, assignment, target, rubrics.of(assignment), worked(assignment)))
    return pages


@frozen
class _Rubrics:
    """The rubrics of a cohort's modules, each edition's read once."""

    _read: dict[tuple[str, str], dict[str, Rubric]] = field(factory=dict)

    def of(self, assignment: Assignment) -> dict[str, Rubric]:
        """Return the rubric of each task that a person marks."""
        key = (assignment.module, assignment.edition)
        if key not in self._read:
            self._read[key] = read_rubrics(assignment.release.cells)
        return self._read[key]


def _worked_of(place: Place, cohort: str) -> Callable[[Assignment], Worked]:
    """Return what gives the worked solutions of a module in the edition that it was judged by, each read once."""
    read = cache(lambda module, edition: read_worked(source_of(place, cohort, module, edition)))
    return lambda assignment: read(assignment.module, assignment.edition)


def _refuse_unknown(place: Place, cohort: str, wanted: frozenset[str], results: Iterable[Result]) -> None:
    known = {result.candidate for result in results}
    waits = {left.candidate: left for left in all_not_taken(place, cohort)}
    sent = {path.name for path in place.submitted(cohort).glob("*") if path.is_dir()}
    nobody, ungraded = sorted(wanted - known - sent), sorted((wanted & sent) - known)
    if nobody and (left := waits.get(nobody[0])):
        raise Refusal(
            place.submitted(cohort), nobody[0], found=f"what {NOT_TAKEN}: {' '.join(left.reasons)}",
            expected="work that was collected and graded", do=f"Settle it: npqml overview {cohort}",
        )  # fmt: skip
    refuse_nobody(place, cohort, nobody)
    if nobody:
        raise Refusal(
            place.submitted(cohort), ", ".join(nobody), found="nothing that was handed in under this id",
            expected="work that was collected and graded", do=f"Look who has handed in: npqml overview {cohort}",
        )  # fmt: skip
    if ungraded:
        raise Refusal(
            place.autograded(cohort), ", ".join(ungraded), found="work that has not been graded",
            expected="a result", do=f"Run: npqml grade {cohort}",
        )  # fmt: skip


def write_one(
    result: Result, assignment: Assignment, target: Path, rubrics: Mapping[str, Rubric], worked: Worked = NO_WORKED
) -> Path:
    """Write one candidate's page for one module.

    `rubrics` are those of its tasks that a person marks, `worked` the solutions that are shown with a mark.
    """
    if not result.graded:
        return write_page("not-graded.html", target, result=result, assignment=assignment)
    return write_page(
        "feedback.html",
        target,
        result=result,
        assignment=assignment,
        steps=next_steps(result),
        so_far=marks_so_far(result),
        explained=explained,
        waiting=[task.short for task in result.tasks if task.state == TaskState.WAITING and not task.left_behind],
        left_behind=[task.short for task in result.tasks if task.left_behind],
        reading={one.task: where_to_read(one, assignment) for one in result.tasks},
        rubrics=rubrics,
        solutions={one.task: solution(one, worked) for one in result.tasks},
        examples={one.task: example(one, worked) for one in result.tasks},
        documents={one.task: handed_in(one) for one in result.tasks},
        solved_documents={one.task: solved_documents(one, worked, result) for one in result.tasks},
    )


def next_steps(result: Result) -> list[Step]:
    """At most three things to do next, those that can bring the most marks first."""
    # An answer that could not be read may well be right: of two that bring the same, it comes first.
    steps = [
        _step(one)
        for state in (TaskState.CANNOT_READ, TaskState.NOT_YET, TaskState.MARKED)
        for one in result.tasks
        if one.state == state and not _full(one)
    ]
    untried = [one for one in result.tasks if one.state == TaskState.NOT_TRIED]
    if untried:
        names = listed([one.short for one in untried])
        marks = sum(one.max_mark for one in untried)
        them = "it" if len(untried) == 1 else "them"
        words = f"You have not answered {them} yet. A first try costs nothing, and each task has hints."
        steps.append(Step(f"Try {names}", words, marks))
    return sorted(steps, key=lambda step: -step.marks)[:MOST_STEPS]


def _step(one: TaskResult) -> Step:
    lost = one.max_mark - (one.mark or 0)
    if one.state == TaskState.CANNOT_READ:
        return Step(f"Give your answer to {one.short} again", one.message, lost)
    if one.state == TaskState.MARKED:
        said = f"The marker says: {one.message}" if one.message else NO_COMMENT
        beside = " What you wrote stands below, with the task." if one.written else ""
        return Step(f"Improve your answer to {one.short}", said + beside, lost)
    return Step(f"Look again at {one.short}", explained(one), lost)


def _full(one: TaskResult) -> bool:
    return one.state == TaskState.MARKED and (one.mark or 0) >= one.max_mark


def explained(one: TaskResult) -> str:
    """Say what went wrong in a task, in the check's words where it has some."""
    return one.message or "This is not the answer that we get. Open the hints of this task, and try again."


def solution(one: TaskResult, worked: Worked) -> tuple[str, ...]:
    """Return the worked solution of a task line by line; nothing before there is a mark for it."""
    return () if one.mark is None else worked.solutions.get(one.task, ())


def example(one: TaskResult, worked: Worked) -> Example | None:
    """Return the marked example of a task; none before a person has marked it, so that nobody hands it in as theirs."""
    return worked.examples.get(one.task) if one.state == TaskState.MARKED else None


def handed_in(one: TaskResult) -> dict[str, Markup]:
    """Return what is printed of the documents that were handed in for a task, by label."""
    return {label: Markup(clean_document(html)) for label, html in one.documents.items()}  # noqa: S704 - cleaned


def solved_documents(one: TaskResult, worked: Worked, result: Result) -> dict[str, Markup]:
    """Return what is printed of the documents that would do for a task; none before there is a mark for it."""
    if one.mark is None:
        return {}
    day = in_england(result.graded_at or datetime.now(UTC)).date()
    return {label: _printed(solved, day) for label, solved in worked.documents.get(one.task, {}).items()}


def _printed(solved: Solved, day: date) -> Markup:
    kind = KINDS[solved.kind]
    page = kind.load_page()(from_plain(solved.document, kind.load_model()), day)
    return Markup(clean_document(to_fragment(page, LEVEL)))  # noqa: S704 - cleaned


def where_to_read(one: TaskResult, assignment: Assignment) -> str:
    """Return in words which section, and which learn-about notebook, explains a task that has marks to gain."""
    task = next((task for task in assignment.tasks if task.id == one.task), None)
    if task is None or one.state == TaskState.WAITING or one.mark == one.max_mark:
        return ""
    about = [title for name, title in assignment.learn_about.items() if name.startswith(f"{task.reading}-")]
    section = f"The section “{one.title}” in the module’s notebook"
    return f"{section}, and “{about[0]}” in learn-about." if task.reading and about else f"{section}."


def marks_so_far(result: Result) -> str:
    """Say how many marks are in, how many a person has still to give, and how many wait for answers to come along."""
    decided = result.max_mark - result.waiting
    words = f"You have {result.mark or 0:g} of the {marks_words(decided)} decided so far."
    left_behind = sum(task.max_mark for task in result.tasks if task.left_behind)
    if by_person := result.waiting - left_behind:
        words += f" A person will decide on {by_person:g} more."
    if left_behind:
        words += f" {left_behind:g} more wait for the packed file."
    return words
