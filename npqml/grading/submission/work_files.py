"""The files beside a notebook that grading takes along: sound saved answers, data, the time of handing in."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from npqml.grading.assignment import Assignment
from npqml_widgets.handin.files import CARRIED
from npqml_widgets.handin.receipt import RECEIPT
from npqml_widgets.keeping import answerfile
from npqml_widgets.keeping.answerfile import Saved

EXCHANGE = "%Y-%m-%d %H:%M:%S.%f UTC"  # how nbgrader's exchange writes a time, unless told otherwise
LARGEST_FILE = 5_000_000
LARGEST_TOTAL = 20_000_000
MOST_FILES = 200
# What a candidate reports of a task, and the receipt of a hand-in, are for the provider to read, not for the notebook.
NOT_FOR_NOTEBOOK = {"work/problems.json", RECEIPT}


def carried_files(folder: Path, assignment: Assignment, repairs: list[str]) -> Iterator[tuple[str, bytes]]:
    """Give the files to carry along: the saved answers that are sound, data, and the time of handing in."""
    forms = {f"work/{task.id}.json": task for task in assignment.tasks}
    total = 0
    for number, path in enumerate(_walk(folder)):
        name, size = path.relative_to(folder).as_posix(), path.stat().st_size
        if name in NOT_FOR_NOTEBOOK:
            continue
        if number >= MOST_FILES or total > LARGEST_TOTAL:
            repairs.append(f"There were more than {MOST_FILES} files, or too large ones: the rest were left out.")
            return
        content = path.read_bytes() if size <= LARGEST_FILE else None
        total += len(content or b"")
        if name in forms:
            if content is not None and saved_answer(content, forms[name].id) is not None:
                yield name, content
            else:
                repairs.append(f"The saved answer of {forms[name].short} was damaged and could not be used.")
        elif name == "timestamp.txt":
            if content is not None and time_in(content) is not None:
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
    try:
        return answerfile.parse(content, task)
    except (answerfile.Damaged, answerfile.Newer):
        return None


def time_in(content: bytes) -> datetime | None:
    """Give the time of handing in that nbgrader's exchange has written, in UTC, or None where there is none."""
    words = content.decode("utf-8", "replace").strip() if len(content) < 100 else ""
    if not words:
        return None
    with suppress(ValueError):
        return datetime.strptime(words, EXCHANGE)
    from nbgrader.utils import parse_utc  # it takes a second to import

    try:
        found = parse_utc(words)
    except Exception:
        return None
    return found if isinstance(found, datetime) else None


def is_file(path: Path) -> bool:
    """Tell whether a path is a file itself, and no link, folder or pipe."""
    return stat.S_ISREG(path.lstat().st_mode)
