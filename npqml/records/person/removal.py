"""Taking everything on one candidate out of a cohort, all of it or nothing."""

from __future__ import annotations

from npqml.collect.placing import cut_off
from npqml.course.candidates import without_candidate
from npqml.course.deadlines import without_extensions
from npqml.course.sponsors import without_sponsor
from npqml.grading.gradebook.book import Records
from npqml.grading.gradebook.changes import log_path, log_without
from npqml.grading.result import read_results
from npqml.place import Place
from npqml.records.person.all_or_nothing import all_or_nothing
from npqml.records.person.held import Held
from npqml.refusal import Refusal, Refusals
from npqml.reports.cohort import FILE, write_report
from npqml.reports.export import write_marks

MARKS = "marks.csv"


def remove(place: Place, held: Held) -> None:
    """Take out what is held on a candidate, and write the reports anew that named them.

    The gradebook comes last of what may fail: it is one transaction, and everything before it can be put back.
    """
    cohort, candidate = held.cohort, held.candidate
    log = log_path(place, cohort)
    with all_or_nothing(place) as course:
        for path in (*held.folders.values(), *held.nobodys, *held.reports):
            course.take(path)
        for path in cut_off(place):  # no run holds it: none but this one is at work
            course.take(path)
        for lines in (
            without_candidate(place, cohort, candidate),
            without_extensions(place, cohort, candidate),
            without_sponsor(place, cohort, candidate),
        ):
            if lines is not None:
                course.rewrite(*lines)
        if held.logged:
            course.rewrite(log, log_without(log, candidate))
        if held.marked:
            with Records(place, cohort) as book:
                book.forget([candidate])
    try:
        _write_reports(place, cohort, {path.name for path in held.reports})
    except (OSError, Refusal, Refusals) as why:
        raise Refusal(
            place.reports(cohort), "", found=f"reports that could not be written anew ({why})",
            expected="a page and tables without whoever was removed",
            do=f"Everything on {candidate} is gone; run npqml report {cohort} and npqml export {cohort}.",
        ) from why  # fmt: skip


def _write_reports(place: Place, cohort: str, names: set[str]) -> None:
    if not read_results(place, cohort):
        return
    if FILE in names:
        write_report(place, cohort)
    if MARKS in names:
        write_marks(place, cohort, place.reports(cohort) / MARKS)
