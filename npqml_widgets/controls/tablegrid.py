"""A big table that is edited in place: one control for all its cells, from which single changes come.

It is a `<table>` with the role of a grid: one stop of the Tab key, arrow keys from cell to cell, Enter to edit in a
native text box or list. A plain table with ten thousand boxes is slow to draw and endless to tab through, and one
that is read only would leave sighted people without a mouse no way to a cell; screen readers know a grid, read its
row and column headings with each cell, and hand its keys through. It is paged, not drawn as it scrolls: all rows of a
page are really there to be read, and `aria-rowcount` says how many there are. Who prefers a list of labelled boxes
opens one row in a `Record`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from npqml_widgets.controls.base import script
from npqml_widgets.controls.cells import Answer, Changed, Column, Row

PAGE = 50  # rows


class TableGrid(Changed):
    """Rows of typed columns. Events: edit(row, column, value), add(), remove(row), open(row), undo() by Ctrl+Z."""

    _esm = script("cells.js", "gridrows.js", "gridparts.js", "gridedit.js", "tablegrid.js")

    setup = traitlets.Dict().tag(sync=True)
    rows: Any = traitlets.List().tag(sync=True)

    def __init__(
        self,
        label: str,
        columns: Sequence[Column],
        answers: Mapping[str, Answer],
        *,
        one: str = "row",
        views: Mapping[str, Sequence[str]] | None = None,
        filters: Mapping[str, str] | None = None,
    ) -> None:
        """Show columns of which the first names the row; `one` is the word for a row, such as "risk".

        `views` are choices of columns by their words, the first at the start; `filters` words for the rows' tags.
        """
        self.columns = tuple(columns)
        setup = {
            "label": label,
            "one": one,
            "page": PAGE,
            "columns": [column.describe() for column in columns],
            "views": [[words, list(keys)] for words, keys in (views or {}).items()],
            "filters": [[tag, words] for tag, words in (filters or {}).items()],
            "events": list(answers),
        }
        super().__init__(answers, setup=setup)

    def describe(self, columns: Sequence[Column]) -> None:
        """Show the same columns with other words or options from now on; where they differ, the page draws anew."""
        self.columns = tuple(columns)
        described = [column.describe() for column in columns]
        if described != self.setup["columns"]:
            self.setup = {**self.setup, "columns": described}

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows; only what is different from before goes to the page."""
        wanted = [self._plain(row) for row in rows]
        before = {row[0]: row for row in self.rows}
        changed = [row for row in wanted if before.get(row[0]) != row]
        order = [row[0] for row in wanted]
        same_order = order == [row[0] for row in self.rows]
        if not before:
            self.rows = wanted
            return
        # Changed in place: set anew, the whole table would go to the page for each key that somebody presses.
        self.rows[:] = wanted
        if changed or not same_order:
            self.send({"changed": changed, "order": None if same_order else order})

    def show_row(self, row: str) -> None:
        """Bring a row into view and give it the focus."""
        self.send({"focus": row})

    def as_text(self) -> str:
        """Give the table in plain words, a line a row with what is filled in."""
        lines = [self.setup["label"]]
        for _, cells, *_rest in self.rows:
            shown = [(column, column.as_text(value)) for column, value in zip(self.columns, cells, strict=True)]
            lines.append("; ".join(f"{column.label}: {words}" for column, words in shown if words))
        return "\n".join(lines)

    def _plain(self, row: Row) -> list[Any]:
        cells = [row.cells.get(column.key) for column in self.columns]
        return [row.id, cells, dict(row.notes), list(row.tags)]
