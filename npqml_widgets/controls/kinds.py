"""One control for each kind of answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from npqml_widgets.answers.units import unit_named
from npqml_widgets.controls.base import Control, script


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
