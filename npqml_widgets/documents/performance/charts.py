"""The one chart of pupil performance data: the average of each group at the three points in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from npqml_widgets.charts import lines
from npqml_widgets.charts.figure import Shown, figure, picture_of
from npqml_widgets.documents.performance.model import (
    GROUPS,
    POINT_WORDS,
    Measured,
    PupilPerformance,
    Results,
    shown,
)
from npqml_widgets.documents.performance.words import when_words
from npqml_widgets.documents.shared.printing import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Project and comparison pupils over time"
CAPTION = "Lines between the points are drawn to lead the eye: nothing was measured there."


def chart_of(document: PupilPerformance) -> Shown | None:
    """Show the averages over time; None where no group has two of them."""
    found = _drawn(document)
    if found is None:
        return None
    chart, numbers = found
    return figure(chart, sentence_of(document), CAPTION, numbers)


def picture(document: PupilPerformance) -> Picture | None:
    """Return the same chart to print."""
    found = _drawn(document)
    return None if found is None else Picture(picture_of(found[0]), sentence_of(document), CAPTION)


def sentence_of(document: PupilPerformance) -> str:
    """Return what the chart shows in words; an empty text where there is none."""
    results = shown(document)
    return "" if results is None else " ".join(_way(document, side) for side in _drawable(results))


def _way(document: PupilPerformance, side: Measured) -> str:
    """Return how the average of a group went: from 12.00 (14 October 2026) over 15.00 (...) to 19.00 (...)."""
    known = [(place, cell.mean) for place, cell in enumerate(side.cells) if cell.mean is not None]
    words = [f"{mean:.2f} ({when_words(document, place)})" for place, mean in known]
    over = f" over {words[1]}" if len(words) == len(side.cells) else ""
    return f"{GROUPS[side.group]} went from {words[0]}{over} to {words[-1]} {document.units}."


def _drawable(results: Results) -> list[Measured]:
    return [side for side in results.groups if sum(cell.mean is not None for cell in side.cells) > 1]


def _drawn(document: PupilPerformance) -> tuple[Figure, pd.DataFrame] | None:
    results = shown(document)
    sides = _drawable(results) if results else []
    if not sides:
        return None
    index = _index(document)
    values = pd.DataFrame({GROUPS[side.group]: [cell.mean for cell in side.cells] for side in sides}, index=index,
                          dtype=float).round(2)  # fmt: skip
    units = document.units.strip() or "marks"
    chart = lines.line(values, title=TITLE, value_label=f"Average, {units}", category_label="", start=None)
    numbers = values.copy()
    for side in sides:
        numbers[f"{GROUPS[side.group]}, n"] = pd.array([cell.pupils for cell in side.cells], dtype="Int64")
    numbers.index = pd.Index([f"{word}: {when_words(document, place)}"
                              for place, word in enumerate(POINT_WORDS.values())], name="Point in time")  # fmt: skip
    return chart, numbers


def _index(document: PupilPerformance) -> pd.Index:
    """Return the points as dates where all three are there and in order, else by their names."""
    days = [point.day for point in document.points if point.day]
    if len(days) == len(document.points) and days == sorted(set(days)):
        return pd.Index(days, dtype=object)
    return pd.Index(list(POINT_WORDS.values()))
