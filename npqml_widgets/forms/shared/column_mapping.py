"""Somebody's own table on its way into a document: which column is what, asked before anything is brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table
from npqml_widgets.forms.shared.words import as_list
from npqml_widgets.keeping.authored import Refused

Read = Callable[[bytes, str, str], Table]
"""Returns the table in a file's content, by its name and a sheet's (empty: the likeliest); raises Refused."""


class ColumnMapping(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """Asks which column of a table is which field of a document; hidden until there is a table."""

    def __init__(
        self,
        read: Read,
        fields: Mapping[str, str],
        bring: Callable[[Table, tuple[str, ...]], None],
        done: Callable[[Table, tuple[str, ...]], Sequence[str]] = lambda table, _: table.passed_over,
        *,
        about: Callable[[Sequence[object]], str] | None = None,
        once: bool = False,
    ) -> None:
        """Read tables with `read`; call `bring` with a table and a field for each column once somebody has agreed.

        `fields` are the fields to choose from with their words, NO_FIELD among them; `done` says which rows are passed
        over or joined. `about` says what stands in a column in place of an example, where an example is not to be
        seen. With `once` a field that is chosen for a column is no longer that of another. Where `bring` raises
        Refused, its words are shown and the question stays.
        """
        self._read, self._of, self._bring, self._done = read, dict(fields), bring, done
        self._about, self._once = about or _example, once
        self._content, self._filename = b"", ""
        self.record = Record((), self._choose)
        self._yes = widgets.Button(layout=widgets.Layout(width="auto"))
        self._no = widgets.Button(description="Do not bring it in", layout=widgets.Layout(width="auto"))
        self._yes.on_click(self._agreed)
        self._no.on_click(lambda _: self._hide())
        self.done = widgets.HTML()
        super().__init__([self.record, self.done, widgets.HBox([self._yes, self._no])])
        self._hide()

    def ask(self, content: bytes, filename: str, sheet: str = "") -> None:
        """Show the columns of a file with a guess for each; raises Refused, in words, where it holds none."""
        self.table = self._read(content, filename, sheet)
        self._content, self._filename = content, filename
        self._fields = list(self.table.fields)
        stands = [self._about([row[at] for row in self.table.rows]) for at in range(len(self.table.headings))]
        columns = [
            Column(
                str(at),
                heading or f"Column {at + 1}",
                "choice",
                self._of,
                help=words,
            )
            for at, (heading, words) in enumerate(zip(self.table.headings, stands, strict=True))
        ]
        sheets = self.table.sheets
        if len(sheets) > 1:
            columns.insert(
                0, Column("sheet", "Sheet of the workbook", "choice", dict(zip(sheets, sheets, strict=True)))
            )
        self.record.describe(columns)
        self._yes.description = f"Bring in {len(self.table.rows)} rows"
        self._fill(focus=True)
        self.layout.display = ""

    def _fill(self, *, focus: bool = False) -> None:
        cells: dict[str, Any] = {str(at): field for at, field in enumerate(self._fields)}
        row = Row(self._filename, {**cells, "sheet": self.table.sheet})
        self.record.fill(f"Which column of {self._filename} is what?", row, focus=focus)
        self.done.value = as_list("What is done with which rows:", self._done(self.table, tuple(self._fields)))

    def _choose(self, _: str, key: str, value: str) -> str:
        if key == "sheet":
            self.ask(self._content, self._filename, value)
        else:
            if self._once:
                self._fields = [NO_FIELD if field == value else field for field in self._fields]
            self._fields[int(key)] = value
            self._fill()
        return ""

    def _agreed(self, _: object) -> None:
        try:
            self._bring(self.table, tuple(self._fields))
        except Refused as problem:
            self.done.value = as_list("Nothing is brought in yet:", problem.reasons)
            return
        self._hide()

    def _hide(self) -> None:
        self.layout.display = "none"


def _example(cells: Sequence[object]) -> str:
    """Return the first thing that stands in a column, as an example."""
    first = next((str(cell) for cell in cells if cell not in (None, "")), "")
    return f"For example: {first[:60]}" if first else ""
