"""The files beside a notebook that grading takes along: sound saved answers, data, the time of handing in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from npqml.grading.assignment import Assignment
from npqml_widgets.handin import limits
from npqml_widgets.handin.carried_answers import is_later
from npqml_widgets.handin.files import data_files
from npqml_widgets.keeping import answers, files
from npqml_widgets.keeping.answers import Saved
from npqml_widgets.keeping.documents import name_of
from npqml_widgets.tasks.problemreport import FILE as REPORTS

TIME = "timestamp.txt"
"""The time of handing in, as nbgrader's exchange writes it beside what was handed in."""
TWO_COPIES = (
    "A program that synchronises files has left the saved answer of {} twice, with two contents: "
    "the one saved later counts."
)
EXCHANGE = "%Y-%m-%d %H:%M:%S.%f UTC"  # how nbgrader's exchange writes a time, unless told otherwise


def work_files(folder: Path, assignment: Assignment, repairs: list[str]) -> Iterator[tuple[str, bytes]]:
    """Go through the files to take along: the saved answers that are sound, data, and the time of handing in."""
    forms = {f"work/{task.id}.json": task for task in assignment.tasks}
    number = total = 0
    for path in data_files(folder):
        name, size = path.relative_to(folder).as_posix(), path.stat().st_size
        if name == f"work/{REPORTS}":  # for the provider to read, not for the notebook
            continue
        number += name != TIME
        if number > limits.FILES or total > limits.WHOLE_BYTES:
            repairs.append(f"There were more than {limits.FILES} files, or too large ones: the rest were left out.")
            return
        content = path.read_bytes() if size <= limits.FILE_BYTES else None
        total += len(content or b"")
        if name in forms:
            if content is not None and saved_answer(content, forms[name].id) is not None:
                yield name, content
            else:
                repairs.append(f"The saved answer of {forms[name].short} was damaged and could not be used.")
        elif name == TIME:
            if content is not None and time_in(content) is not None:
                yield name, content
        elif content is None:
            shown = name.encode("utf-8", "replace").decode()[:60]
            repairs.append(f"The file {shown} was too large and was left out.")
        else:
            yield name, content


def answers_in_work(files: Mapping[str, bytes], assignment: Assignment, repairs: list[str]) -> dict[str, Saved]:
    """Return the saved answers by task; where a program that synchronises files has left a second one, the later."""
    found: dict[str, Saved] = {}
    for task in assignment.tasks:
        documents = {f"work/{name_of(task.id, answer)}.json" for answer in task.answers}
        names = [name for name in copies_of(task.id, files) if name not in documents]
        several = {name: answer for name in names if (answer := saved_answer(files[name], task.id)) is not None}
        for answer in several.values():
            if task.id not in found or is_later(answer, found[task.id]):
                found[task.id] = answer
        if any(answer.values != found[task.id].values for answer in several.values()):
            repairs.append(TWO_COPIES.format(task.short))
    return found


def copies_of(name: str, files: Iterable[str]) -> list[str]:
    """Return the file of this name in the folder work, and those that a program which synchronises has put beside it.

    Such are 1a-t1-LAPTOP.json and 1a-t1 (1).json; the file itself comes first.
    """
    own = f"work/{name}.json"
    second = re.compile(rf"work/{re.escape(name)}[^0-9A-Za-z/][^/]*\.json")
    return sorted((file for file in files if file == own or second.fullmatch(file)), key=lambda file: file != own)


def saved_answer(content: bytes, task: str) -> Saved | None:
    """Return a saved answer as the notebook itself will read it, or None where the file is damaged."""
    try:
        return answers.parse(content, task)
    except (files.Damaged, files.Newer):
        return None


def time_in(content: bytes) -> datetime | None:
    """Return the time of handing in that nbgrader's exchange has written, in UTC, or None where there is none."""
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
