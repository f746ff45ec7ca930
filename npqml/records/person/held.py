"""Everything in a course that is held on one candidate of a cohort, and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from attrs import frozen

from npqml.collect.placing import EARLIER, cut_off, time_of
from npqml.course.arrivals import ARRIVED, all_arrivals_of
from npqml.course.candidates import nobody_of, read_candidates
from npqml.course.deadlines import read_deadlines
from npqml.course.not_taken import NOT_TAKEN, records_naming
from npqml.course.sponsors import Sponsor, read_sponsors
from npqml.grading.engine import STAGING
from npqml.grading.gradebook.book import Records
from npqml.grading.gradebook.changes import logged_changes
from npqml.place import Place
from npqml.records.overview import all_cohorts, refuse_unknown
from npqml.refusal import Refusal

AS_TEXT = {".csv", ".html", ".json", ".txt", ".md"}
STAYS = (
    "what other candidates wrote in their own work: it is theirs",
    "counts without names, and what a mistake was called after an answer of theirs",
    "whatever lies elsewhere, for you to delete: downloads that you collected from, the platform, mails, backups, "
    "nbgrader's own log, files that you exported to another folder",
)


@frozen
class Held:
    """What is held on a candidate.

    `folders` are all theirs, by what each holds; `nobodys` are records of what came and is nobody's that name them;
    `reports` are pages and tables that name them among others. `listed` is their name in candidates.csv, `extended` the
    modules that they have longer for, `marked` whether the gradebook has them, `logged` how many changes of their marks
    the log tells of. `last` is when they last handed in, and `other_cohorts` have hand-ins under the same id.
    `sponsor` is what is kept of their sponsor.
    `cut_off` is what a collecting that was stopped left behind: whose it is nobody has looked, so it goes with anybody.
    """

    cohort: str
    candidate: str
    folders: dict[str, Path]
    nobodys: tuple[Path, ...]
    reports: tuple[Path, ...]
    listed: str | None
    extended: tuple[str, ...]
    marked: bool
    logged: int
    last: datetime | None
    other_cohorts: tuple[str, ...]
    cut_off: tuple[Path, ...] = ()
    sponsor: Sponsor | None = None

    def lines(self, root: Path) -> Iterator[str]:
        """Return what goes and what stays when they are removed, as lines for a terminal."""
        yield f"{self.candidate}{f', {self.listed}' if self.listed else ''}, cohort {self.cohort}. What goes:"
        for what, folder in self.folders.items():
            yield f"  {what}: {folder.relative_to(root)}"
        for path in self.nobodys:
            yield f"  what came, is nobody's and names them: {path.relative_to(root)}"
        for path in self.cut_off:
            yield f"  what a collecting that was cut off left, of whomever: {path.relative_to(root)}"
        if self.marked:
            yield f"  marks and comments: gradebook/{self.cohort}.db"
        if self.listed is not None:
            yield f"  their line: submitted/{self.cohort}/candidates.csv"
        if self.extended:
            yield f"  more time for {', '.join(self.extended)}: submitted/{self.cohort}/deadlines.toml"
        if self.sponsor is not None:
            yield f"  their sponsor's key, and what the sponsor confirmed: submitted/{self.cohort}/sponsors.csv"
        if self.reports:
            yield f"  files that name them, written anew without: {_few([path.name for path in self.reports])}"
        yield "What stays, and why:"
        if self.logged:
            yield f"  {self.logged} changes of marks in the log, without whose they were: you answer for what changed."
        yield from (f"  {words}" for words in STAYS)
        if self.other_cohorts:
            yield f"  the same id in other cohorts, which may be somebody else: {', '.join(self.other_cohorts)}"


def held_on(place: Place, cohort: str, candidate: str) -> Held:
    """Return what is held on a candidate of a cohort; refuses where that is nothing."""
    refuse_unknown(place, cohort)
    if not candidate or candidate.startswith(".") or re.search(r"[/\\\0]", candidate):
        raise Refusal(
            "candidate", repr(candidate), found="what can be nobody's id", expected="an id in candidates.csv",
            do="Mend the id.",
        )  # fmt: skip
    names = read_candidates(place, cohort).names
    folders = {what: path for what, path in _folders(place, cohort, candidate).items() if path.is_dir()}
    marked = _marked(place, cohort, candidate)
    if candidate not in names and not folders and not marked:
        raise nobody_of(place, cohort, [candidate])
    extended = read_deadlines(place, cohort).extended
    return Held(
        cohort,
        candidate,
        folders,
        tuple(records_naming(place, cohort, candidate, names.get(candidate, ""))),
        tuple(reports_naming(place, cohort, candidate)),
        names.get(candidate),
        tuple(sorted(module for who, module in extended if who == candidate)),
        marked,
        len(logged_changes(place, cohort, candidate)),
        last_hand_in(place, cohort, candidate),
        tuple(
            other for other in all_cohorts(place) if other != cohort and (place.submitted(other) / candidate).is_dir()
        ),
        tuple(cut_off(place)),
        read_sponsors(place, cohort).get(candidate),
    )


def _folders(place: Place, cohort: str, candidate: str) -> dict[str, Path]:
    submitted = place.root / "submitted"
    return {
        "what they handed in, with problems that they reported": place.submitted(cohort) / candidate,
        "earlier hand-ins": submitted / EARLIER / cohort / candidate,
        "how each came": submitted / ARRIVED / cohort / candidate,
        "what came and could not be taken": submitted / NOT_TAKEN / cohort / candidate,
        "results and graded notebooks": place.autograded(cohort) / candidate,
        "grading that was cut off": place.autograded(cohort) / STAGING / candidate,
        "feedback": place.feedback(cohort) / candidate,
    }


def _other_cohorts(place: Place, cohort: str, candidate: str) -> Iterator[str]:
    for other in all_cohorts(place):
        if other != cohort and (place.submitted(other) / candidate).is_dir():
            yield other


def _marked(place: Place, cohort: str, candidate: str) -> bool:
    if not place.gradebook(cohort).is_file():
        return False
    with Records(place, cohort) as book:
        return book.knows(candidate)


def reports_naming(place: Place, cohort: str, candidate: str) -> Iterator[Path]:
    """Go through the files among a cohort's reports that name a candidate, and those for platforms, which may."""
    wanted = re.compile(rf"(?<![A-Za-z0-9]){re.escape(candidate)}(?![A-Za-z0-9])")
    for path in sorted(place.reports(cohort).glob("*")):
        if path.is_dir() and path.name.startswith("for-"):
            yield path
        elif path.suffix in AS_TEXT and wanted.search(path.read_text(encoding="utf-8", errors="replace")):
            yield path


def last_hand_in(place: Place, cohort: str, candidate: str) -> datetime | None:
    """Return when a candidate last handed anything in, as far as anything tells; None where nothing does."""
    earlier = place.root / "submitted" / EARLIER / cohort / candidate
    # A time that a disk keeps makes nothing late, but nothing is to expire before it.
    came = [(module, arrival.when or arrival.saved_at) for module, arrival in all_arrivals_of(place, cohort, candidate)]
    known = [when for _, when in came if when is not None]
    told = {module for module, _ in came} - {module for module, when in came if when is None}
    # The times of files are those of the last copy, where nothing better is kept.
    folders = [folder for folder in (place.submitted(cohort) / candidate).glob("*") if folder.name not in told]
    folders += [folder for folder in earlier.glob("*/*") if folder.parent.name not in told]
    times = [when for folder in folders if folder.is_dir() and (when := time_of(folder)) is not None]
    return max([*known, *times], default=None)


def _few(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > len(names[:6]) else "")
