"""Where the project began: figures taken from the candidate's raw data analysis, as that document says them."""

from __future__ import annotations

from npqml_widgets.documents.performance.model import Baseline
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.words import (
    gap_words,
    interval_words,
    progress_words,
    reached_words,
    roll_words,
    standard_words,
)
from npqml_widgets.documents.shared.dates import as_said

NONE = "Your raw data analysis has no figures yet: make it first, on the page “Raw data analysis”."


def baseline_of(analysis: RawData) -> Baseline | None:
    """Return the figures of a raw data analysis that say where a project began; None where it has none."""
    results = analysis.results
    if results is None:
        return None
    figures = [f"On roll: {roll_words(results.roll)}"]
    if reached_words(analysis):
        figures.append(f"The standard: {standard_words(analysis)} {reached_words(analysis)}")
    if results.bands:
        figures.append(f"Progress: {progress_words(analysis)}")
    if results.gap.overall is not None:
        figures.append(f"The gap: {gap_words(analysis)}")
    if results.interval.mean is not None:
        figures.append(f"The interval: {interval_words(analysis)}")
    return Baseline(analysis.exported, tuple(figures))


def baseline_words(baseline: Baseline) -> str:
    """Return which figures were taken, and from which export."""
    day = f"the export of {as_said(baseline.exported)}" if baseline.exported else "an export without a date"
    number = len(baseline.figures)
    return (
        f"{number} {'figure was' if number == 1 else 'figures were'} taken from the raw data analysis, which is of "
        f"{day}. They say where the project began; they are of other pupils and another test than the gains above, "
        "unless you say otherwise."
    )
