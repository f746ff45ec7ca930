"""How every cohort stands, module by module: who has handed in, who has not, and what needs somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from attrs import asdict, frozen

from npqml.course.arrivals import Arrival
from npqml.course.candidates import read_candidates
from npqml.course.cohort import cohort_names
from npqml.course.deadlines import Deadlines, in_words, read_deadlines
from npqml.grading.cleaning.line import harmless_line
from npqml.grading.gradebook.results_now import with_marks_now
from npqml.grading.result import NEEDS_PERSON, NOT_GRADED, Result, how_it_came, read_results
from npqml.place import Place
from npqml.refusal import Refusal, Refusals
from npqml.reports.expected import NOT_TAKEN, Expected, all_expected, to_settle
from npqml.reports.problem_reports import who_reported
from npqml_widgets.tasks.states import TaskState


@frozen
class ModuleStands:
    """How a module of a cohort stands: the ids of those whom each heading is true of.

    `missing` are those of whom nothing came, `came` those of whom something came that could not be taken, and nothing
    else. `late_not_known`: nothing that can be trusted says when it came. `to_grade` has been handed in, or handed in
    again, and not been graded since; `waiting` are answers that wait for a person; `reported` a problem with a task.
    """

    module: str
    due: datetime | None
    candidates: tuple[str, ...]
    handed_in: tuple[str, ...]
    missing: tuple[str, ...]
    came: tuple[str, ...]
    late: tuple[str, ...]
    late_not_known: tuple[str, ...]
    to_grade: tuple[str, ...]
    waiting: tuple[str, ...]
    not_graded: tuple[str, ...]
    reported: tuple[str, ...]


HEADINGS = {
    "candidates": "candidates", "handed_in": "handed in", "missing": "missing", "came": NOT_TAKEN,
    "late": "late", "late_not_known": "late or not, not known", "to_grade": "to grade",
    "waiting": "waiting for a person", "not_graded": "could not be graded", "reported": "reported a problem",
}  # fmt: skip
"""What is counted, in words."""


@frozen
class CohortStands:
    """How a cohort stands; `problem` says, in words, why that cannot be told.

    `unsettled` are lines about what collecting has left for a person.
    """

    cohort: str
    modules: tuple[ModuleStands, ...] = ()
    names: dict[str, str] | None = None
    problem: str = ""
    unsettled: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data: a count and the ids under each heading."""
        modules = [
            {"module": stands.module, "due": stands.due}
            | {key: len(ids) for key, ids in _by_heading(stands)}
            | {"ids": {key: list(ids) for key, ids in _by_heading(stands) if key != "candidates"}}
            for stands in self.modules
        ]
        return {"cohort": self.cohort, "modules": modules, "problem": self.problem} | {
            "unsettled": list(self.unsettled)
        }


def overview(place: Place) -> list[CohortStands]:
    """Return how every cohort stands; what is wrong with one cohort's files is told of that one."""
    found = []
    for cohort in all_cohorts(place):
        try:
            found.append(stands_of(place, cohort))
        except (Refusal, Refusals) as why:
            found.append(CohortStands(cohort, problem=str(why)))
    return found


def all_cohorts(place: Place) -> list[str]:
    """Return every cohort that has a file, a release or hand-ins."""
    folders = (path for home in ("release", "submitted") for path in (place.root / home).glob("*") if path.is_dir())
    return sorted({*cohort_names(place.course), *(path.name for path in folders if not path.name.startswith("."))})


def refuse_unknown(place: Place, cohort: str) -> None:
    """Refuse a cohort that has neither a file, nor a release, nor hand-ins."""
    there = all_cohorts(place)
    if cohort not in there:
        raise Refusal(
            place.course / "cohorts" / f"{cohort}.toml", "", found="no such cohort",
            expected=f"one of those there are: {', '.join(there) or 'none yet'}",
            do="Mend the name, or write the file.",
        )  # fmt: skip


def stands_of(place: Place, cohort: str) -> CohortStands:
    """Return how a cohort stands; refuses one that there is not."""
    refuse_unknown(place, cohort)
    deadlines = read_deadlines(place, cohort)
    expected = all_expected(place, cohort, with_marks_now(place, cohort, read_results(place, cohort)))
    reported = who_reported(place, cohort)
    modules = sorted({entry.module for entry in expected})
    stands = (
        _module(place, cohort, module, [entry for entry in expected if entry.module == module], deadlines, reported)
        for module in modules
    )
    left = tuple(to_settle(place, cohort, expected))
    return CohortStands(cohort, tuple(stands), read_candidates(place, cohort).names, unsettled=left)


def _module(
    place: Place,
    cohort: str,
    module: str,
    entries: list[Expected],
    deadlines: Deadlines,
    reported: set[tuple[str, str]],
) -> ModuleStands:  # fmt: skip
    def those(true_of: Callable[[Expected], bool]) -> tuple[str, ...]:
        return tuple(entry.candidate for entry in entries if true_of(entry))

    def late(entry: Expected) -> bool:
        return entry.handed_in and bool(deadlines.late(entry.candidate, module, came(entry)))

    def late_not_known(entry: Expected) -> bool:
        return entry.handed_in and deadlines.not_known(entry.candidate, module, came(entry))

    def came(entry: Expected) -> Arrival:
        return how_it_came(place, cohort, entry.candidate, module)

    def to_grade(entry: Expected) -> bool:
        if entry.result is None:
            return entry.handed_in
        sha256 = came(entry).sha256
        return bool(sha256) and sha256 != entry.result.source_sha256

    return ModuleStands(
        module,
        deadlines.due.get(module),
        candidates=those(lambda entry: True),
        handed_in=those(lambda entry: entry.handed_in),
        missing=those(lambda entry: entry.missing),
        came=those(lambda entry: entry.came),
        late=those(late),
        late_not_known=those(late_not_known),
        to_grade=those(to_grade),
        waiting=those(lambda entry: entry.result is not None and _waits(entry.result)),
        not_graded=those(lambda entry: entry.result is not None and entry.result.state == NOT_GRADED),
        reported=those(lambda entry: (entry.candidate, module) in reported),
    )


def _waits(result: Result) -> bool:
    return result.state == NEEDS_PERSON or any(task.state == TaskState.WAITING for task in result.tasks)


def _by_heading(stands: ModuleStands) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = asdict(stands, recurse=False)
    return ((key, found[key]) for key in HEADINGS)


def table_lines(cohorts: list[CohortStands]) -> Iterator[str]:
    """Return a line a cohort and module, under headings, for a terminal."""
    heads = list(HEADINGS.values())
    rows = [
        (cohort.cohort, stands.module, *(str(len(ids)) for _, ids in _by_heading(stands)), _due(stands))
        for cohort in cohorts
        for stands in cohort.modules
    ]
    if rows:
        table = [("cohort", "module", *heads, "due"), *rows]
        widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
        for row in table:
            words = [*(cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True))]
            words += [cell.rjust(width) for cell, width in zip(row[2:-1], widths[2:-1], strict=True)]
            yield "  ".join([*words, row[-1]]).rstrip()
    for cohort in cohorts:
        if cohort.problem:
            yield f"{cohort.cohort}: {cohort.problem}"
        elif not cohort.modules:
            yield f"{cohort.cohort}: nothing is built or handed in yet."
        if cohort.unsettled:
            number = f"{len(cohort.unsettled)} thing{'' if len(cohort.unsettled) == 1 else 's'}"
            yield f"{cohort.cohort}: {number} to settle: npqml overview {cohort.cohort} lists them."


def id_lines(cohort: CohortStands) -> Iterator[str]:
    """Return for each module of a cohort who stands under which heading, for a terminal."""
    names = cohort.names or {}
    for stands in cohort.modules:
        due = f", due {_due(stands)}" if stands.due else ""
        yield f"Module {stands.module}: {len(stands.handed_in)} of {len(stands.candidates)} handed in{due}"
        for key, ids in _by_heading(stands):
            if ids and key not in ("candidates", "handed_in"):
                shown = "; ".join(f"{name} {names.get(name, '')}".strip() for name in ids)
                yield f"  {HEADINGS[key]} ({len(ids)}): {shown}"
    if not cohort.modules:
        yield f"{cohort.cohort}: nothing is built or handed in yet."
    if cohort.unsettled:
        yield f"To settle ({len(cohort.unsettled)}):"
        yield from (f"  {harmless_line(words, 1500)}" for words in cohort.unsettled)


def _due(stands: ModuleStands) -> str:
    return in_words(stands.due) if stands.due else ""
