"""What learning platforms say in the names of downloads: whose a file is, and whether it is late."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from attrs import frozen

from npqml.course.england import in_england

# Moodle, mod/assign: full name, number, "assignsubmission", kind; then the file, or a folder with it in it.
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<rest>.*))?")
# Canvas, content_zipper: sortable name without spaces, "LATE", user, file, name of the file; without names, "anon_".
_CANVAS = re.compile(r"(?P<name>\w+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE)
_CANVAS_ANON = re.compile(r"(?P<late>LATE_)?anon_(?P<number>[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)")
_DATED = re.compile(r"_(?:19|20)\d\d_(?:0?[1-9]|1[0-2])_(?:0?[1-9]|[12]\d|3[01])(?!\d)")  # "all_2026_11_29.zip"
# Blackboard, gradebook download: assignment, user name, "attempt", its time; then the name of the file.
_BLACKBOARD = re.compile(
    r"(?P<assignment>.+)_(?P<name>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)", re.IGNORECASE
)
_TEAMS_VERSION = re.compile(
    r"version (\d{1,3})", re.IGNORECASE
)  # Teams: a folder for each time that work was turned in
_CANVAS_AGAIN = re.compile(
    r".*(?<!\d{4}-\d\d)-(\d{1,3})\.\w+"
)  # Canvas: "-1" behind the name of a file that is handed in again
_NOBODY = {"participant"}  # Moodle's word instead of a name while marking is anonymous


PLATFORMS = ("Moodle", "Canvas", "Blackboard")


@frozen
class Platform:
    """What a learning platform says in a file's name: whose it is, whether it is late, and the attempt's own time."""

    which: str
    name: str
    number: str
    late: bool = False
    attempt_at: datetime | None = None

    @property
    def keeps_time(self) -> bool:
        """Whether the times of the files in its download are those of handing in; Canvas's are of the download."""
        return self.which != "Canvas"


def platform_of(part: str) -> tuple[Platform, str] | None:
    """Return what a platform says in the first part of a name, and what is left of that part; None where none does."""
    if found := _MOODLE.fullmatch(part):
        name = "" if found["name"].casefold() in _NOBODY else found["name"]
        return Platform("Moodle", name, found["number"]), found["rest"] or ""
    if found := _BLACKBOARD.fullmatch(part):
        when = _moment(found["when"])
        if when is not None:
            return Platform("Blackboard", found["name"], found["when"], attempt_at=when), found["rest"] or ""
    if found := _CANVAS_ANON.fullmatch(part):
        return Platform("Canvas", "", found["number"], bool(found["late"])), found["rest"]
    if (found := _CANVAS.fullmatch(part)) and not _DATED.search(part):
        return Platform("Canvas", found["name"], found["number"], bool(found["late"])), found["rest"]
    return None


def attempt_of(path: str, platform: Platform | None) -> int | None:
    """Return the number of the attempt that a path names, as Teams and Canvas write it; None where there is none."""
    parts = [part for part in path.split("/") if part]
    versions = [match[1] for part in parts if (match := _TEAMS_VERSION.fullmatch(part))]
    if versions:
        return int(versions[-1])
    if platform is None or platform.which != "Canvas":
        return None
    named = (
        number for number, part in enumerate(parts) if (said := platform_of(part)) and said[0].number == platform.number
    )
    at = next(named, len(parts) - 1)
    known = platform_of(parts[at])
    # A person's second file stands behind the whole name of the first.
    name = next((part for part in parts[at + 1 : at + 2] if part.lower().endswith((".zip", ".ipynb"))), "")
    name = name or (known[1] if known else parts[at])
    again = None if name.lower().endswith(".npqml.zip") else _CANVAS_AGAIN.fullmatch(name)
    return int(again[1]) if again else 0


def _moment(words: str) -> datetime | None:
    """Return the time of an attempt of Blackboard's, which names no zone: it is taken for a time in England."""
    try:
        return in_england(datetime.strptime(words, "%Y-%m-%d-%H-%M-%S")).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
