"""The controls that take an answer: one for each kind of field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from npqml_widgets.answers.fields import Choice, Choices, Field, Number, Order, Text
from npqml_widgets.answers.grid import Grid
from npqml_widgets.answers.units import unit_named
from npqml_widgets.charts.field import Chart
from npqml_widgets.controls.base import Shown, script


class Control(Shown):
    """One question of a form and its answer.

    `value` is the answer as entered (None while untouched); `reading` says how Python understood it and `saved`
    that it is kept; both are set by whoever shows the control.
    """

    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    reading = traitlets.Unicode("").tag(sync=True)
    unreadable = traitlets.Bool(False).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    saved = traitlets.Unicode("").tag(sync=True)

    def __init__(self, field: Any, raw: Any = None) -> None:
        """Show a field with the answer that was saved for it, or None."""
        self.field = field
        super().__init__(value=raw, setup=self.describe(field))
        self.on_msg(self._told)

    def _told(self, _widget: Any, content: Any, _buffers: Any) -> None:
        # What a page says when it closes before its last change was sent.
        if isinstance(content, dict) and "answer" in content:
            self.value = content["answer"]

    def describe(self, field: Any) -> dict[str, Any]:
        """What the page needs to know of the field: JSON only, pairs where the order matters."""
        return {"label": field.label, "help": getattr(field, "help", "")}

    def as_text(self) -> str:
        """The question and its answer in plain words."""
        reading = self.field.read(self.value)
        words = "not answered yet" if reading.state == "blank" else self.field.as_text(self.value)
        return f"{self.field.label}: {words}"


def _pairs(options: Mapping[str, str]) -> list[list[str]]:
    # A JSON object with keys such as "1" and "10" loses its order in a browser; a list keeps it.
    return [[key, words] for key, words in options.items()]


class NumberControl(Control):
    """A number with its unit."""

    _esm = script("number.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add the unit, and whether a minus may be needed (number pads on telephones have none)."""
        unit = unit_named(field.unit).many
        return super().describe(field) | {"unit": unit, "minus": field.low is None or field.low < 0}


class TextControl(Control):
    """A text of some lines with a count of its words."""

    _esm = script("text.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add the height in lines and the number of words to aim for."""
        return super().describe(field) | {"rows": field.rows, "words": list(field.words or ())}


class ChoiceControl(Control):
    """One choice of several."""

    _esm = script("choice.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add the options."""
        return super().describe(field) | {"options": _pairs(field.options), "several": False}


class ChoicesControl(Control):
    """Any number of choices."""

    _esm = script("choice.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add the options."""
        return super().describe(field) | {"options": _pairs(field.options), "several": True}


class OrderControl(Control):
    """All options in the order that the candidate gives them."""

    _esm = script("order.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add the options."""
        return super().describe(field) | {"options": _pairs(field.options)}


class GridControl(Control):
    """A small table of numbers."""

    _esm = script("grid.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add rows, columns and the unit."""
        return super().describe(field) | {
            "rows": _pairs(field.rows),
            "columns": _pairs(field.columns),
            "unit": unit_named(field.unit).many,
        }


class ChartControl(Control):
    """The choices that make a chart."""

    _esm = script("chart.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add what is to be chosen: a list of (name, question, options)."""
        parts = [[name, words, _pairs(options)] for name, words, options in field.parts]
        return super().describe(field) | {"parts": parts, "title": "Title of the chart"}


_KINDS: dict[type, type[Control]] = {
    Number: NumberControl,
    Choice: ChoiceControl,
    Choices: ChoicesControl,
    Order: OrderControl,
    Grid: GridControl,
    Text: TextControl,
    Chart: ChartControl,
}


def control(field: Field, raw: Any = None) -> Control:
    """The control for a field, filled with the answer that was saved for it (None: not answered yet)."""
    kind = _KINDS.get(type(field))
    if kind is None:
        raise TypeError(f"There is no control for {field!r}: give number(...), choice(...) or another field.")
    return kind(field, raw)
