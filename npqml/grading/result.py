"""What grading says of a submission: its state and reasons, and each task's mark, state and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from cattrs import transform_error
from cattrs.preconf.json import make_converter

from npqml.course.arrivals import Arrival, read_arrival
from npqml.course.deadlines import Deadlines, read_deadlines
from npqml.grading.editions.origin import Origin
from npqml.grading.submission.work_files import TIME, time_in
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.tasks.states import TaskState

FINE = "Everything could be graded."
FILE = "result.json"
MOST_OF_A_TIME = 100  # bytes of a file that holds a time
_converter = make_converter()


class SubmissionState(StrEnum):
    """A state of a submission; its value is what result files hold, and stays when its words change."""

    words: str

    def __new__(cls, value: str, words: str) -> SubmissionState:
        """Keep the words, as reports and the command line show them, beside the value."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.words = words
        return made

    GRADED = "graded", "graded"
    WITH_WARNINGS = "graded with warnings", "graded with warnings"
    NEEDS_PERSON = "needs a person", "needs a person"
    NOT_GRADED = "could not be graded", "could not be graded"


GRADED, WITH_WARNINGS, NEEDS_PERSON, NOT_GRADED = SubmissionState


@frozen
class TaskResult:
    """One task of one candidate; `mark` is None while nobody and nothing has marked it.

    `readings` are all its answers as they were read, one each, in fewer words than `read_as`; results of earlier
    versions have none. Where no check names the mistake, `answers` holds the wrong answers as data (see
    `answer_data`), and `line` what was typed in place of the form: a stranger's text, to be shown or run in the
    sandbox and nowhere else. `written` is what was written where a person marks. `left_behind`: waits, since
    its answer did not come along. `tries` is how many answers its form showed a verdict on, as the page counted them:
    no mark hangs on it. `documents` holds what is printed of each document among the answers, by label, as clean HTML.
    """

    task: str
    title: str
    criterion: str
    mark: float | None
    max_mark: float
    state: TaskState
    read_as: str = ""
    message: str = ""
    mistake: str = ""
    answers: dict[str, Any] = field(factory=dict)
    line: str = ""
    readings: tuple[str, ...] = ()
    written: str = ""
    left_behind: bool = False
    tries: int = 0
    documents: dict[str, str] = field(factory=dict)

    @property
    def brief(self) -> str:
        """The answers as they were read, in few words."""
        return "; ".join(self.readings) or self.read_as

    @property
    def short(self) -> str:
        """The title up to its colon: "Task 3"."""
        return self.title.split(":")[0].strip()


@frozen
class Result:
    """What came of grading one candidate's module.

    `grader` is the digest of everything that graded it, `pictures_left` how many pictures are still to be drawn.
    `unprotected`: graded without a sandbox. `by_hand`: could not be graded, and a person marks it all. `origin` is
    what its notebook says that it was made from; results of earlier versions have none. `handed_in` is when it came
    and `handed_in_by` whose word that is; `late` says why it is late by the deadlines as they stand, and `late_worth`
    what share of its marks it keeps, 0 to 100, where the provider has said so. `late_not_known`: there is a deadline,
    and nothing that can be trusted says whether it came before it.
    """

    candidate: str
    module: str
    cohort: str
    state: SubmissionState
    reasons: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    tasks: tuple[TaskResult, ...] = ()
    graded_at: datetime | None = None
    source_sha256: str = ""
    grader: str = ""
    pictures_left: int = 0
    unprotected: bool = False
    by_hand: bool = False
    origin: Origin | None = None
    handed_in: datetime | None = None
    handed_in_by: str = ""
    late: str = ""
    late_worth: float | None = None
    late_not_known: bool = False

    @property
    def graded(self) -> bool:
        """Whether there are marks at all."""
        return self.state != NOT_GRADED

    @property
    def mark(self) -> float | None:
        """The marks that are in, or None while there is none: never a nought that nobody gave."""
        known = [task.mark for task in self.tasks if task.mark is not None]
        return sum(known) if self.graded and known else None

    @property
    def further(self) -> tuple[str, ...]:
        """What is to be known of it beside the reasons for its state: what was put right, or taken from elsewhere."""
        return tuple(words for words in self.repairs if words not in self.reasons)

    @property
    def counted(self) -> float | None:
        """The marks that count: for late work the share that the provider has set, where one is set."""
        if self.mark is None or not self.late or self.late_worth is None:
            return self.mark
        return round(self.mark * self.late_worth / 100, 2)

    @property
    def late_words(self) -> str:
        """What lateness does to the marks, in words; an empty text where it is not late."""
        if not self.late:
            return ""
        if self.late_worth is None:
            return "Nothing is taken off for that."
        if self.counted is None:
            return f"Late work keeps {self.late_worth:g}% of its marks."
        return f"Late work keeps {self.late_worth:g}% of its marks: {self.counted:g} of {self.mark:g} count."

    @property
    def max_mark(self) -> float:
        """The marks that the module can give."""
        return sum(task.max_mark for task in self.tasks)

    @property
    def waiting(self) -> float:
        """The marks that a person has still to give."""
        return sum(task.max_mark for task in self.tasks if task.mark is None)

    @property
    def share(self) -> float | None:
        """The share that the candidate has of the marks decided so far, 0 to 1; None when none is decided."""
        decided = self.max_mark - self.waiting
        return (self.mark or 0) / decided if self.graded and decided else None


def result_path(place: Place, cohort: str, candidate: str, module: str) -> Path:
    """The file that a result is kept in."""
    return place.autograded(cohort) / candidate / module / FILE


def save_result(place: Place, result: Result) -> Path:
    """Write a result as JSON, beside the graded notebook, and return its path."""
    folder = result_path(place, result.cohort, result.candidate, result.module).parent
    folder.mkdir(parents=True, exist_ok=True)
    return write_result(folder, result)


def write_result(folder: Path, result: Result) -> Path:
    """Write a result to a folder, whole or not at all, and return its path."""
    new = folder / f"{FILE}.new"
    new.write_text(_converter.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return new.replace(folder / FILE)


def read_result(path: Path) -> Result:
    """The result in a file; refuses a file that is not one."""
    try:
        return _converter.loads(path.read_text(encoding="utf-8"), Result)
    except Exception as error:
        found = "; ".join(transform_error(error)) if isinstance(error, ExceptionGroup) else str(error)
        raise Refusal(
            path, "", found=found, expected="a result of grading", do="Grade this candidate again."
        ) from error


def read_results(place: Place, cohort: str) -> list[Result]:
    """Every result of a cohort, by candidate and module, late or not by the deadlines as they stand now."""
    paths = sorted(place.autograded(cohort).glob(f"*/*/{FILE}"))
    deadlines = read_deadlines(place, cohort) if paths else Deadlines()
    return [with_lateness(place, read_result(path), deadlines) for path in paths]


def with_lateness(place: Place, result: Result, deadlines: Deadlines) -> Result:
    """Return a result with when it was handed in and whether that was late, by what is known of how it came."""
    arrival = how_it_came(place, result.cohort, result.candidate, result.module, result.source_sha256)
    late = deadlines.late(result.candidate, result.module, arrival)
    worth = deadlines.worth if late else None
    unknown = deadlines.not_known(result.candidate, result.module, arrival)
    return evolve(
        result, handed_in=arrival.when, handed_in_by=arrival.by, late=late, late_worth=worth, late_not_known=unknown
    )  # fmt: skip


def how_it_came(place: Place, cohort: str, candidate: str, module: str, sha256: str = "") -> Arrival:
    """Return what is known of how a hand-in came, by collecting, of this content if it is given, or by the exchange."""
    arrival = read_arrival(place, cohort, candidate, module)
    if arrival is None or (sha256 and arrival.sha256 != sha256):
        return _by_exchange(place.submitted(cohort) / candidate / module / TIME)
    return arrival


def _by_exchange(path: Path) -> Arrival:
    """Return what nbgrader's exchange has written of a hand-in, or that nothing is known."""
    try:
        content = path.read_bytes() if path.is_file() and path.stat().st_size < MOST_OF_A_TIME else b""
    except OSError:
        content = b""
    when = time_in(content)
    if when is None:
        return Arrival("")
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return Arrival("", when=when, by="by nbgrader's exchange", from_platform=True)


def summary(results: Iterable[Result]) -> dict[SubmissionState, int]:
    """The number of results in each state; every state is listed, those that nobody is in as well."""
    counts = Counter(result.state for result in results)
    return {state: counts[state] for state in SubmissionState}
