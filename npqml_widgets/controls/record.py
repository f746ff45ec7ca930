"""One row of a table, or the settings of a document, as a list of labelled boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets

from npqml_widgets.controls.base import script
from npqml_widgets.controls.cells import Answer, Changed, Column, Row


class Record(Changed):
    """Labelled entries of one row. Events: edit(row, column, value); `row` is None while there is none to show."""

    _esm = script("cells.js", "record.js")

    setup = traitlets.Dict().tag(sync=True)
    shown: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, columns: Sequence[Column], edit: Answer, *, blank: str = "") -> None:
        """Ask for these entries; `blank` is what stands there while there is no row."""
        self.blank = blank
        super().__init__({"edit": edit})
        self.describe(columns)

    def describe(self, columns: Sequence[Column]) -> None:
        """Ask for other entries from now on, such as after the words of a scale were changed."""
        self.columns = tuple(columns)
        setup = {"columns": [column.describe() for column in columns], "blank": self.blank}
        if setup != self.setup:
            self.setup = setup

    def fill(self, title: str, row: Row | None, *, focus: bool = False) -> None:
        """Show a row under a heading; with `focus` the heading gets the focus."""
        cells = {} if row is None else {column.key: row.cells.get(column.key) for column in self.columns}
        turn = self.shown.get("focus", 0) + focus
        self.shown = {
            "title": title,
            "row": None if row is None else row.id,
            "cells": cells,
            "notes": {} if row is None else dict(row.notes),
            "focus": turn,
        }

    def as_text(self) -> str:
        """Give the entries in plain words, one a line."""
        if not self.shown.get("cells"):
            return self.blank
        lines = [self.shown["title"]]
        lines += [f"{column.label}: {column.as_text(self.shown['cells'][column.key])}" for column in self.columns]
        return "\n".join(lines)
