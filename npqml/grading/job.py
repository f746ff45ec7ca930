"""One piece of work for a process that grades, and what comes of it: plain data, which travels between processes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen

from npqml_widgets.tasks.states import TaskState


@frozen
class Job:
    """One candidate's module that is to be graded; with `draw` its pictures are drawn as well.

    `edition` is the build of the earlier edition that it is judged by, empty for the present one; `notes` say what
    there is to say of that, and `refused` why there is none to judge it by.
    """

    cohort: str
    candidate: str
    module: str
    folder: Path
    draw: bool = False
    edition: str = ""
    notes: tuple[str, ...] = ()
    refused: str = ""


@frozen
class Seen:
    """What one graded cell showed: its verdict (state None if it gave none) and the error that stopped it.

    An answer cell has in `answers` and `line` what was given in it where no check names the mistake.
    """

    state: TaskState | None = None
    read_as: str = ""
    message: str = ""
    mistake: str = ""
    error: str = ""
    answers: dict[str, Any] = field(factory=dict)
    line: str = ""
    readings: tuple[str, ...] = ()


@frozen
class Done:
    """What came of one job. With `reasons` it could not be graded and has no marks.

    `pictures` says how many pictures are still to be drawn; `written` is by task what a person will mark, `left` which
    tasks have no mark because their answer may have been left behind. `tries` is by task how many answers its form saw,
    `documents` what is printed of each document among the answers, by task and label.
    """

    job: Job
    sha256: str = ""
    reasons: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    seen: dict[str, Seen] = field(factory=dict)
    marks: dict[str, float] = field(factory=dict)
    received: dict[str, str] = field(factory=dict)
    untouched: frozenset[str] = frozenset()
    timestamp: datetime | None = None
    notebook: str = field(default="", repr=False)
    pictures: int = 0
    written: dict[str, str] = field(factory=dict, repr=False)
    left: frozenset[str] = frozenset()
    tries: dict[str, int] = field(factory=dict)
    documents: dict[str, dict[str, str]] = field(factory=dict, repr=False)
