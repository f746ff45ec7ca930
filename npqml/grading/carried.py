"""The files beside a notebook that grading takes along: sound saved answers, data, the time of handing in."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from npqml.grading.assignment import Assignment
from npqml_widgets import answerfile
from npqml_widgets.answerfile import Saved

LARGEST_FILE = 5_000_000
MOST_FILES = 200
# Data only: a file of Python beside the notebook would be imported in place of the course's own.
CARRIED = {".csv", ".xlsx", ".txt", ".md", ".json"}


def carried_files(folder: Path, assignment: Assignment, repairs: list[str]) -> Iterator[tuple[str, bytes]]:
    """Give the files to carry along: the saved answers that are sound, data, and the time of handing in."""
    forms = {f"work/{task.id}.json": task for task in assignment.tasks}
    for number, path in enumerate(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        if number >= MOST_FILES:
            repairs.append(f"There were more than {MOST_FILES} files: the rest were left out.")
            return
        content = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
        if name in forms:
            if content is not None and saved_answer(content, forms[name].id) is not None:
                yield name, content
            else:
                repairs.append(f"The saved answer of {forms[name].short} was damaged and could not be used.")
        elif name == "timestamp.txt":
            if content is not None and _is_time(content):
                yield name, content
        elif content is None:
            shown = name.encode("utf-8", "replace").decode()[:60]
            repairs.append(f"The file {shown} was too large and was left out.")
        else:
            yield name, content


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "learn-about")
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() in CARRIED and not name.startswith(".") and is_file(path):
                yield path


def saved_answer(content: bytes, task: str) -> Saved | None:
    """Give a saved answer as the notebook itself will read it, or None where the file is damaged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{task}.json"
        path.write_bytes(content)
        try:
            saved = answerfile.read(path)
        except answerfile.Closed:
            return None
    return None if saved.notice else saved


def _is_time(content: bytes) -> bool:
    """Tell whether nbgrader can read a time of handing in; it stops at one that it cannot."""
    from nbgrader.utils import parse_utc

    try:
        return len(content) < 100 and parse_utc(content.decode("utf-8").strip()) is not None
    except Exception:
        return False


def is_file(path: Path) -> bool:
    """Tell whether a path is a file itself, and no link, folder or pipe."""
    return stat.S_ISREG(path.lstat().st_mode)
