"""The one chart of a raw data analysis: progress by where pupils started, else who reached the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from npqml_widgets.charts import draw
from npqml_widgets.charts.figure import Shown, figure, picture_of
from npqml_widgets.documents.rawdata.model import Band, RawData
from npqml_widgets.documents.rawdata.words import reached_words
from npqml_widgets.documents.shared.printing import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CAPTION = "Hidden bars stand for pupils who are too few to be shown."


def chart_of(document: RawData) -> Shown | None:
    """Show progress by band of the start, else the share that reached the standard; None where neither is known."""
    found = _drawn(document)
    if found is None:
        return None
    chart, sentence, numbers = found
    return figure(chart, sentence, CAPTION if numbers.iloc[:, 0].isna().any() else "", numbers)


def picture(document: RawData) -> Picture | None:
    """Return the same chart to print."""
    found = _drawn(document)
    return (
        None
        if found is None
        else Picture(picture_of(found[0]), found[1], CAPTION if found[2].iloc[:, 0].isna().any() else "")
    )


def sentence_of(document: RawData) -> str:
    """Return what the chart shows in a sentence; an empty text where there is none."""
    bands = _compared(document)
    if bands:
        ordered = sorted(bands, key=lambda band: band.progress or 0)
        lowest, highest = ordered[0], ordered[-1]
        said = f"Pupils with a start of {lowest.start} (n = {lowest.pupils}) made {_progress(lowest, document)}"
        if lowest is highest:
            return f"{said}."
        return (
            f"{said}; those with a start of {highest.start} (n = {highest.pupils}) made {_progress(highest, document)}."
        )
    return reached_words(document)


def _progress(band: Band, document: RawData) -> str:
    size = band.progress or 0
    if round(size, 2) == 0:
        return "as much progress as similar pupils"
    more = "more" if size > 0 else "less"
    return f"{abs(size):.2f} {document.units} {more} progress than similar pupils"


def _compared(document: RawData) -> list[Band]:
    bands = document.results.bands if document.results else ()
    return [band for band in bands if band.progress is not None]


def _drawn(document: RawData) -> tuple[Figure, str, pd.DataFrame] | None:
    results = document.results
    if results is None:
        return None
    if _compared(document):
        index = pd.Index([f"Start of {band.start}" for band in results.bands], name="Pupils with a")
        units = document.units.strip() or "points"
        values = pd.Series([band.progress for band in results.bands], index=index, dtype=float).round(2)
        numbers = [band.pupils for band in results.bands]
        title, label, category = "Progress by where pupils started", f"Result minus estimate, {units}", ""
    elif any(line.share is not None for line in results.reached):
        index = pd.Index([line.who for line in results.reached], name="Pupils")
        values = pd.Series([line.share for line in results.reached], index=index, dtype=float).round(1)
        numbers = [line.pupils for line in results.reached]
        title, label, category = "Who reached the standard", "Share that reached it, %", ""
    else:
        return None
    counts = {name: count for name, count in zip(index, numbers, strict=True) if count is not None}
    chart = draw.bar(values, title=title, value_label=label, category_label=category, counts=counts)
    table = pd.DataFrame({label: values, "Pupils": pd.array(numbers, dtype="Int64")}, index=index)
    return chart, sentence_of(document), table
