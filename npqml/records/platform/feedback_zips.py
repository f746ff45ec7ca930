"""Feedback pages as the zip that a platform takes and sorts to each candidate by the names in it.

Moodle, assignment, "Upload multiple feedback files in a zip": name_number_assignsubmission_file_ in front of each file;
the number is that of this one assignment (mod/assign/feedback/file/importziplib.php).
Canvas, assignment, "Re-upload submissions": user's and file's numbers between underscores; the file is one that was
handed in, and Canvas shows what comes back under that file's name (Assignment#infer_comment_context_from_filename).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from npqml.course.candidates import refuse_nobody
from npqml.place import Place
from npqml.records.platform.handed_back import HandedBack, folder_for, released_results, whole_or_not, without_result
from npqml.records.platform.known import Known, Left, sort_out
from npqml.records.platform.platform_name import PlatformName
from npqml.refusal import Refusal
from npqml.reports.feedback import FILE, write_feedback

LONGEST_NAME = 60  # characters of a person's name: the platform goes by the number behind it
NO_ZIP = "Canvas would show the page under the name {}, which no browser opens"
MOODLE_NOTE = (
    "In Moodle: the assignment, Grading action, Upload multiple feedback files in a zip (Feedback files is switched on "
    "in its settings). Upload marks before feedback: Moodle passes over marks older than the last change."
)
CANVAS_NOTE = (
    "In Canvas: the assignment, Re-upload submissions. Each page lies in a zip that has the name of the file handed in."
)


def write_feedback_for(
    place: Place,
    cohort: str,
    platform: PlatformName,
    *,
    modules: Iterable[str] = (),
    candidates: Sequence[str] = (),
    progress: Callable[[str], None] = lambda name: None,
) -> HandedBack:
    """Write the pages, and from them a zip a module, and return what is in them and what is not."""
    refuse_nobody(place, cohort, candidates)
    by_module, held_back = released_results(place, cohort, modules)
    there = {result.candidate for results in by_module.values() for result in results}
    if nobody := [name for name in candidates if name not in there]:
        raise Refusal(
            place.autograded(cohort), nobody[0], found="no result of theirs that may go back",
            expected="a candidate who has been graded", do="Mend the id, or look at: npqml overview " + cohort,
        )  # fmt: skip
    write_feedback(place, cohort, candidates=candidates, progress=progress)
    files: list[Path] = []
    left = [] if candidates else without_result(place, cohort, by_module)
    for module, results in by_module.items():
        wanted = [result for result in results if not candidates or result.candidate in candidates]
        known, unknown = sort_out(place, cohort, wanted, platform)
        if platform == PlatformName.CANVAS:
            unknown += [_left(hand_in) for hand_in in known if not _is_zip(hand_in)]
            known = [hand_in for hand_in in known if _is_zip(hand_in)]
        left += unknown
        path = folder_for(place, cohort, platform) / f"feedback-{module}.zip"
        if known:
            pages = {_name(hand_in, platform): _content(place, cohort, hand_in, platform) for hand_in in known}
            files.append(whole_or_not(path, lambda new, pages=pages: new.write_bytes(_zip_of(pages))))  # type: ignore[misc]
        else:
            path.unlink(missing_ok=True)  # an earlier one, of pages that no longer are known to be theirs
    note = MOODLE_NOTE if platform == PlatformName.MOODLE else CANVAS_NOTE
    return HandedBack(tuple(files), tuple(left), held_back, (note,) if files else ())


def _left(hand_in: Known) -> Left:
    return Left(hand_in.result.candidate, hand_in.result.module, NO_ZIP.format(hand_in.file_name[:60]))


def _is_zip(hand_in: Known) -> bool:
    return hand_in.file_name.lower().endswith(".zip")


def _name(hand_in: Known, platform: PlatformName) -> str:
    """Return the name by which a platform knows whose a file is; signs that have a meaning in it are left out."""
    module = hand_in.result.module
    if platform == PlatformName.CANVAS:
        name = re.sub(r"[\W_]+", "", hand_in.name)[:LONGEST_NAME]
        name = name if any(sign.isalpha() for sign in name) else "candidate"  # a number would be taken for the user's
        return f"{name}_{hand_in.number}_{hand_in.file}_feedback-{module}.zip"
    name = re.sub(r"[^\w '’.-]|_", "-", hand_in.name)[:LONGEST_NAME].strip(" .-") or "Participant"
    return f"{name}_{hand_in.number}_assignsubmission_file_feedback-{module}.html"


def _content(place: Place, cohort: str, hand_in: Known, platform: PlatformName) -> bytes:
    page = (place.feedback(cohort) / hand_in.result.candidate / hand_in.result.module / FILE).read_bytes()
    return page if platform == PlatformName.MOODLE else _zip_of({f"feedback-{hand_in.result.module}.html": page})


def _zip_of(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()
