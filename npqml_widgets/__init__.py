"""What runs on the candidate's side: everything that a notebook of the course imports."""

from __future__ import annotations

from npqml_widgets import quiet  # noqa: F401 - before anything that brings matplotlib
from npqml_widgets.charts import bar, chart, interval, scatter
from npqml_widgets.checks import mistake, same_number, same_set, same_table, same_text
from npqml_widgets.data import data
from npqml_widgets.fields import choice, choices, grid, number, order, text
from npqml_widgets.figure import figure, show, table
from npqml_widgets.tasks import answer, task
from npqml_widgets.verdicts import check

__all__ = [
    "answer", "bar", "chart", "check", "choice", "choices", "data", "figure", "grid", "interval", "mistake", "number",
    "order", "same_number", "same_set", "same_table", "same_text", "scatter", "show", "table", "task", "text",
]  # fmt: skip
