"""What if one line were more, less or dearer: tried beside the budget, which changes only when that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record
from npqml_widgets.documents.budget.consistency import named
from npqml_widgets.documents.budget.model import LABELS, Budget, Line
from npqml_widgets.documents.budget.reading import read_field
from npqml_widgets.documents.budget.views import what_if
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.entries import entry_of
from npqml_widgets.forms.budget.panels import note, what_would_be
from npqml_widgets.forms.budget.table import line_row

TRIED = ("quantity", "times", "price")
CHOOSE = "Choose a line, then change its quantity, times or price. Nothing in the budget changes until you take it."


class TryALine(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """Asks for a line and other numbers for it, and shows what would become of the plan."""

    def __init__(self, take: Callable[[Line], str]) -> None:
        """Call `take` with the changed line once somebody wants it in the budget; it gives words to say."""
        self._take = take
        self._budget = Budget()
        self._tried: Line | None = None
        self.record = Record((), self.edit)
        self.shown = widgets.HTML()
        self.button = widgets.Button(description="Take it into the budget", layout=widgets.Layout(width="auto"))
        self.button.on_click(lambda _: self.take())
        super().__init__([widgets.HTML(note(CHOOSE)), self.record, self.shown, self.button])

    def fill(self, budget: Budget, saved: str) -> None:
        """Show the lines that there are; what is tried stays as long as its line is as it was."""
        before = self._tried and entry_of(self._budget, "lines", self._tried.id)
        now = self._tried and entry_of(budget, "lines", self._tried.id)
        if before != now:
            self._tried = now
        self._budget, self.record.saved = budget, saved
        lines = {"": ""} | {line.id: named(line) for line in budget.lines}
        self.record.describe(
            [Column("line", "Line", "choice", lines), *(Column(name, LABELS[name], "text") for name in TRIED)]
        )
        self._draw()

    def edit(self, _: str, key: str, typed: object) -> str:
        """Choose a line, or try another number for it; give words where it cannot be read."""
        if key == "line":
            self._tried = entry_of(self._budget, "lines", text_of(typed))
        elif self._tried is None:
            return "choose a line first."
        else:
            try:
                value: dict[str, Any] = {key: read_field(key, typed)}
            except Unreadable as expected:
                return f"found “{text_of(typed)[:40]}”, expected {expected}."
            self._tried = evolve(self._tried, **value)
        self._draw()
        return ""

    def take(self) -> None:
        """Put what is tried into the budget."""
        if self._tried is not None:
            self._take(self._tried)

    def _draw(self) -> None:
        line = self._tried
        cells = {} if line is None else dict(line_row(self._budget, line, unsound=False).cells)
        self.record.fill("What if ...", Row("what if", cells | {"line": line.id if line else ""}))
        changed = line is not None and line != entry_of(self._budget, "lines", line.id)
        self.button.layout.display = "" if changed else "none"
        if line is None:
            self.shown.value = ""
            return
        tried = what_if(
            self._budget, entry_of(self._budget, "lines", line.id) or line, **{n: getattr(line, n) for n in TRIED}
        )
        self.shown.value = what_would_be(tried)
