"""Marks as the CSV file that a platform takes in, a file a module; who has no mark yet has no line.

Moodle, assignment, "Upload grading worksheet": the columns Identifier ("Participant 47", the number of this one
assignment), Grade and Last modified (grade) (mod/assign/feedback/offline/importgradeslib.php).
Canvas, Grades, Import: Student, ID, SIS User ID, SIS Login ID, Section, then a column an assignment, "Title (number)"
or its title (lib/gradebook_importer.rb). A line with a blank mark would take a mark away there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from npqml.course.candidates import read_candidates
from npqml.grading.assignment import assignment_or_empty
from npqml.grading.cleaning.line import harmless_cell
from npqml.grading.result import Result
from npqml.place import Place
from npqml.records.platform.handed_back import HandedBack, folder_for, released_results, whole_or_not, without_result
from npqml.records.platform.known import Known, Left, sort_out
from npqml.records.platform.platform_name import PlatformName
from npqml.refusal import Refusal

WAITS = "answers wait for a person, so the mark is not whole yet"
NO_MARK = "it could not be graded, so there is no mark"
MOODLE_NOTE = (
    "In Moodle: the assignment, Grading action, Upload grading worksheet, on a site shown in English. Marks are given "
    "as they are: set its maximum grade to {}."
)
CANVAS_NOTE = (
    "In Canvas: Grades, Import. The column is called “{}”{}. Marks are given as they are: set its points to {}."
)
NO_ASSIGNMENT = ": match it to your assignment, or use --assignment"


def write_marks_for(
    place: Place, cohort: str, platform: PlatformName, *, modules: Sequence[str] = (), assignment: str = ""
) -> HandedBack:
    """Write a file of marks a module, and return what is in them and what is not.

    `assignment` is what Canvas calls the assignment of the one module that is asked for.
    """
    if assignment and (platform != PlatformName.CANVAS or len(modules) != 1):
        raise Refusal(
            "--assignment", "", found="no single module, or Moodle", expected="Canvas, and one --module",
            do="Give --module with it; Moodle's file needs no name.",
        )  # fmt: skip
    names = read_candidates(place, cohort).names
    by_module, held_back = released_results(place, cohort, modules)
    files: list[Path] = []
    left = without_result(place, cohort, by_module)
    notes: list[str] = []
    for module, results in by_module.items():
        left += [Left(result.candidate, module, why) for result in results if (why := _no_mark(result))]
        marked = [result for result in results if not _no_mark(result)]
        known, unknown = sort_out(place, cohort, marked, platform)
        left += unknown
        path = folder_for(place, cohort, platform) / f"marks-{module}.csv"
        if not known:
            path.unlink(missing_ok=True)
            continue
        title = assignment or assignment_or_empty(place, cohort, module).title or f"Module {module}"
        rows = _moodle(known) if platform == PlatformName.MOODLE else _canvas(known, names, title)
        files.append(_write(path, rows))
        most = max(hand_in.result.max_mark for hand_in in known)
        notes.append(
            MOODLE_NOTE.format(f"{most:g}")
            if platform == PlatformName.MOODLE
            else CANVAS_NOTE.format(title, "" if assignment else NO_ASSIGNMENT, f"{most:g}")
        )
    return HandedBack(tuple(files), tuple(left), held_back, tuple(dict.fromkeys(notes)))


def _no_mark(result: Result) -> str:
    if result.counted is None and not result.graded:
        return NO_MARK
    return WAITS if result.waiting or result.counted is None else ""


def _moodle(known: Iterable[Known]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Identifier": f"Participant {hand_in.number}",
            "Full name": harmless_cell(hand_in.name),
            "Grade": hand_in.result.counted,
            "Maximum Grade": hand_in.result.max_mark,
            "Last modified (grade)": "-",  # as Moodle writes "never": a mark that somebody gave there is not replaced
        }
        for hand_in in known
    )


def _canvas(known: Iterable[Known], names: dict[str, str], title: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Student": harmless_cell(names.get(hand_in.result.candidate) or hand_in.name),
            "ID": hand_in.number,
            "SIS User ID": "",
            "SIS Login ID": "",
            "Section": "",
            title: hand_in.result.counted,
        }
        for hand_in in known
    )


def _write(path: Path, rows: pd.DataFrame) -> Path:
    # No mark of UTF-8 in front: Canvas would take it for part of the first heading.
    return whole_or_not(path, lambda new: rows.to_csv(new, index=False, encoding="utf-8", lineterminator="\n"))
