"""What grading again changes in marks that were given before, and the log of the reasons for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from npqml.grading.assignment import Assignment, Task
from npqml.grading.gradebook.book import Mark
from npqml.grading.job import Seen
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.tasks.states import TaskState

REMOVED = "(removed)"
"""What stands in place of the id of a candidate who was removed."""


@frozen
class Change:
    """A mark that changes although the submission is the same: from what, to what, and the check's words.

    `task` is empty, and `after` None, where the whole submission can no longer be graded. A mark that would fall
    is `kept` unless the provider says otherwise.
    """

    candidate: str
    module: str
    task: str
    before: float | None
    after: float | None
    why: str
    kept: bool = False

    def __str__(self) -> str:
        """Return the change on one line."""
        what = f"{self.candidate}  {self.module}  {self.task or 'the whole module'}"
        kept = " (the earlier mark is kept)" if self.kept else ""
        return f"{what}: {_mark(self.before)} -> {_mark(self.after)}{kept}. {self.why}"


def changes_between(
    assignment: Assignment, candidate: str, before: Mapping[str, Mark], after: Mapping[str, Mark],
    seen: Mapping[str, Seen], *, allow_lower: bool,
) -> Iterator[Change]:  # fmt: skip
    """Return each task of a submission whose mark from its checks changes."""
    for task in assignment.tasks:
        was, now = _sum(task, before), _sum(task, after)
        if task.checks and was != now:
            falls = was is not None and (now is None or now < was)
            said = [seen[one.grade_id] for one in task.checks if one.grade_id in seen]
            why = next(
                (one.message or one.state or "" for one in said if one.state != TaskState.RIGHT), "The answer is right."
            )
            yield Change(candidate, assignment.module, task.short, was, now, why, kept=falls and not allow_lower)


def write_log(place: Place, cohort: str, reason: str, changes: Sequence[Change]) -> Path:
    """Add a line to the cohort's log of changed marks and give its path.

    Each line carries the digest of the one before, so that a line that was changed or taken out shows.
    """
    path = log_path(place, cohort)
    lines = path.read_bytes().splitlines() if path.is_file() else []
    entry = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": reason,
        "changes": [asdict(one) for one in changes],
        "line_before": hashlib.sha256(lines[-1]).hexdigest() if lines else "",
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    return path


def logged_changes(place: Place, cohort: str, candidate: str) -> list[dict[str, Any]]:
    """Return the changes of a candidate's marks that the log tells of, each with its time and reason."""
    path = log_path(place, cohort)
    return [
        {"when": entry["when"], "reason": entry["reason"], **change}
        for entry in (_entries(path, path.read_bytes()) if path.is_file() else ())
        for change in entry["changes"]
        if change["candidate"] == candidate
    ]


def log_without(path: Path, candidate: str) -> bytes:
    """Return a log in which nothing says any more that a candidate is who a change was about.

    What stays is that a mark of somebody changed, from what to what and for which reason: the provider answers for
    that. Each line carries the digest of the one before again, and a last one says that this was done, with the digest
    that the log ended in before.
    """
    content = path.read_bytes()
    made: list[bytes] = []
    touched = 0
    for entry in _entries(path, content):
        theirs = [change for change in entry["changes"] if change["candidate"] == candidate]
        for change in theirs:
            change |= {"candidate": REMOVED, "why": ""}
        touched += len(theirs)
        if "line_before" in entry:
            entry["line_before"] = hashlib.sha256(made[-1]).hexdigest() if made else ""
        made.append(json.dumps(entry, ensure_ascii=False).encode())
    if not touched:
        return content
    last = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": f"A candidate was removed: {touched} changes above no longer say whose marks they were.",
        "changes": [],
        "line_before": hashlib.sha256(made[-1]).hexdigest(),
        "log_before": hashlib.sha256(content.splitlines()[-1]).hexdigest(),
    }
    made.append(json.dumps(last, ensure_ascii=False).encode())
    return b"".join(line + b"\n" for line in made)


def _entries(path: Path, content: bytes) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = [json.loads(line) for line in content.splitlines()]
        for entry in found:
            entry["when"], entry["reason"], [change["candidate"] for change in entry["changes"]]
    except (ValueError, KeyError, TypeError):
        raise Refusal(
            path, "", found="a line that is no change of marks", expected="the log as grading wrote it",
            do="Put back the log from a backup.",
        ) from None  # fmt: skip
    return found


def log_path(place: Place, cohort: str) -> Path:
    """Return where the log of changed marks is kept, beside the gradebook."""
    return place.gradebook(cohort).with_suffix(".changes.jsonl")


def _sum(task: Task, marks: Mapping[str, Mark]) -> float | None:
    found = [marks[one.grade_id].mark for one in task.checks if one.grade_id in marks]
    known = [one for one in found if one is not None]
    return sum(known) if known else None


def _mark(value: float | None) -> str:
    return "no mark" if value is None else f"{value:g}"
