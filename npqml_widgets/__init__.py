"""What runs on the candidate's side: everything that a notebook of the course imports.

A name is loaded when it is first asked for, with the libraries that it needs: a program that only wants a receipt read
must not wait for charts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from npqml_widgets.answers.by_row import choice_by_row
    from npqml_widgets.answers.comparing import (
        comes_before,
        has_fewer_places,
        mistake,
        nearest,
        same_number,
        same_set,
        same_table,
        same_text,
    )
    from npqml_widgets.answers.fields import choice, choices, number, order, text
    from npqml_widgets.answers.grid import grid
    from npqml_widgets.answers.ranges import number_range
    from npqml_widgets.charts.draw import bar, interval, scatter
    from npqml_widgets.charts.field import chart
    from npqml_widgets.charts.figure import figure, show, table
    from npqml_widgets.charts.lines import line
    from npqml_widgets.documents.field import document
    from npqml_widgets.schooldata.files import data
    from npqml_widgets.tasks.answer import answer
    from npqml_widgets.tasks.shownagain import shown_again
    from npqml_widgets.tasks.tasks import task
    from npqml_widgets.tasks.verdicts import check

__all__ = [
    "answer", "bar", "chart", "check", "choice", "choice_by_row", "choices", "comes_before", "data", "document",
    "figure", "grid", "has_fewer_places", "interval", "line", "mistake", "nearest", "number", "number_range", "order",
    "same_number", "same_set", "same_table", "same_text", "scatter", "show", "shown_again", "table", "task", "text",
]  # fmt: skip

_HOMES = {
    "answers.by_row": {"choice_by_row"},
    "answers.comparing": {
        "comes_before", "has_fewer_places", "mistake", "nearest", "same_number", "same_set", "same_table", "same_text",
    },
    "answers.fields": {"choice", "choices", "number", "order", "text"},
    "answers.grid": {"grid"},
    "answers.ranges": {"number_range"},
    "charts.draw": {"bar", "interval", "scatter"},
    "charts.field": {"chart"},
    "charts.figure": {"figure", "show", "table"},
    "charts.lines": {"line"},
    "documents.field": {"document"},
    "schooldata.files": {"data"},
    "tasks.answer": {"answer"},
    "tasks.shownagain": {"shown_again"},
    "tasks.tasks": {"task"},
    "tasks.verdicts": {"check"},
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a name from the module that it stands in."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
