"""What runs on the candidate's side: everything that a notebook of the course imports."""

from __future__ import annotations

from npqml_widgets.answers.comparing import mistake, same_number, same_set, same_table, same_text
from npqml_widgets.answers.fields import choice, choices, number, order, text
from npqml_widgets.answers.grid import grid
from npqml_widgets.charts.draw import bar, interval, scatter
from npqml_widgets.charts.field import chart
from npqml_widgets.charts.figure import figure, show, table
from npqml_widgets.schooldata.files import data
from npqml_widgets.tasks.answer import answer
from npqml_widgets.tasks.tasks import task
from npqml_widgets.tasks.verdicts import check

__all__ = [
    "answer", "bar", "chart", "check", "choice", "choices", "data", "figure", "grid", "interval", "mistake", "number",
    "order", "same_number", "same_set", "same_table", "same_text", "scatter", "show", "table", "task", "text",
]  # fmt: skip
