"""Numbers, dates and answers as people write them in a report."""

from __future__ import annotations

from datetime import datetime

from npqml.course.england import in_england
from npqml.grading.result import TaskResult


def mark_words(mark: float) -> str:
    """A number of marks without needless decimals: 2, 2.5."""
    return f"{mark:g}"


def marks_words(mark: float) -> str:
    """A number of marks with its word: 1 mark, 2 marks."""
    return f"{mark:g} mark" if mark == 1 else f"{mark:g} marks"


def day(moment: datetime | None) -> str:
    """A date as people write it here: 24 November 2026."""
    return f"{in_england(moment).day} {in_england(moment):%B %Y}" if moment else ""


def moment(when: datetime | None) -> str:
    """A time in England as a spreadsheet sorts it: 2026-11-24 17:00."""
    return f"{in_england(when):%Y-%m-%d %H:%M}" if when else ""


def listed(words: list[str]) -> str:
    """Words joined as in a sentence: "1, 2 and 3"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def as_seen(task: TaskResult) -> str:
    """What a check read, in one sentence where it read several answers."""
    if len(task.readings) < 2:
        return task.read_as
    said = "; ".join(reading.replace("?: ", "? ", 1) for reading in task.readings)
    return f"We read your answers as {said}{'' if said.endswith(('.”', '?”', '!”')) else '.'}"
