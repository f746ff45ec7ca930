"""The tables and charts of a cohort's report, each with its sentence and its numbers, as HTML."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from npqml.grading.result import Result
from npqml.reports import tally
from npqml.reports.expected import Expected
from npqml_widgets.charts.draw import bar
from npqml_widgets.charts.figure import figure, html_table

if TYPE_CHECKING:  # loaded where a chart is drawn
    from matplotlib.figure import Figure

MOST_MISTAKES = 8


def table(rows: pd.DataFrame, caption: str, formats: Mapping[str, str] | None = None) -> Markup:
    """Give a table whose first column names its rows; "None." where there are none."""
    if rows.empty:
        return Markup("<p>None.</p>")
    html = html_table(rows.set_index(rows.columns[0]), caption, formats)
    return Markup(html)  # noqa: S704 - html_table escapes every value


def _shown(chart: Figure, sentence: str, caption: str, numbers: pd.DataFrame) -> Markup:
    return Markup(figure(chart, sentence, caption, numbers).html)  # noqa: S704 - figure escapes every value


def states(results: list[Result]) -> Markup:
    """Give the table of how many results are in each state."""
    return table(tally.states(results).rename_axis("State").reset_index(), "How many in each state")


def overview(results: list[Result], names: Mapping[str, str], expected: Sequence[Expected]) -> Markup:
    """Return the table of every candidate."""
    marks = dict.fromkeys(("Mark", "Of", "Waiting"), "g")
    return table(tally.overview(results, names, expected), "Every candidate", marks)


def spread(results: list[Result], module: str) -> Markup:
    """Give the chart of how the marks spread."""
    counts = tally.spread(results)
    shares = [one.share for one in results if one.share is not None]
    if not shares:
        return Markup("<p>Nobody has marks yet.</p>")
    sentence = (
        f"Of {len(shares)} graded candidates, {counts.iloc[4]} have 80% or more of the marks decided so far "
        f"and {counts.iloc[:2].sum()} less than 40%; the middle one has {statistics.median(shares):.0%}."
    )
    chart = bar(
        counts,
        title=f"Module {module}: how the marks spread",
        value_label="Candidates",
        category_label="Share of the marks decided so far",
    )
    caption = "Marks that wait for a person and files that could not be graded are left out."
    return _shown(chart, sentence, caption, counts.rename_axis("Share of marks").reset_index())


def difficulty(results: list[Result], module: str) -> Markup:
    """Give the chart of the share of right answers, task by task."""
    rows = tally.difficulty(results)
    percent = (rows["Share right"].astype(float) * 100).round()
    shares = {str(title).split(":")[0]: value for title, value in percent.dropna().items()}
    if not shares:
        return table(rows.reset_index(), f"Module {module}: states by task")
    hardest = min(shares, key=lambda name: shares[name])
    sentence = (
        f"{hardest} has the fewest right answers: {shares[hardest]:.0f}% of the "
        f"{sum(one.graded for one in results)} candidates whose file could be graded."
    )
    chart = bar(
        shares,
        title=f"Module {module}: share of right answers by task",
        value_label="Right answers (%)",
        category_label="Task",
    )
    numbers = rows.drop(columns="Share right").assign(**{"Right (%)": percent}).reset_index()
    return _shown(chart, sentence, "Tasks that a person marks are in the table only.", numbers)


def misconceptions(results: list[Result], module: str) -> Markup:
    """Give the chart of the most frequent named mistakes, and the table of what each shows."""
    rows = tally.misconceptions(results)
    if rows.empty:
        return Markup("<p>No named mistake was made.</p>")
    first, top = rows.iloc[0], rows.head(MOST_MISTAKES)
    sentence = (
        f"The most frequent mistake is “{str(first['Mistake']).lower()}” in {first['Task']}, made by "
        f"{first['Candidates']} of {sum(one.graded for one in results)} candidates."
    )
    labels = [f"{mistake} ({task})" for mistake, task in zip(top["Mistake"], top["Task"], strict=True)]
    chart = bar(
        dict(zip(labels, top["Candidates"], strict=True)),
        title=f"Module {module}: the most frequent mistakes",
        value_label="Candidates",
        category_label="Mistake",
    )
    caption = "Mistakes that a check knows by name; one candidate may make several."
    shown = _shown(chart, sentence, caption, rows[["Mistake", "Task", "Candidates"]])
    told = top.assign(Task=[task.replace(" ", "\u00a0") for task in top["Task"]])
    told = told[["Mistake", "Task", "Candidates", "What it shows"]]
    rest = len(rows) - len(top)
    more = f"<p>{rest} rarer ones are in misconceptions.csv.</p>" if rest else ""
    return shown + table(told, f"Module {module}: what these mistakes show") + Markup(more)  # noqa: S704 - a number
