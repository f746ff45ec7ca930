"""Controls that a form is built of: plain HTML inside anywidget, usable by keyboard and screen reader alike."""

from __future__ import annotations

from typing import Any

from npqml_widgets.answers.fields import Choice, Choices, Field, Grid, Number, Order, Text
from npqml_widgets.charts.field import Chart
from npqml_widgets.controls.base import Control
from npqml_widgets.controls.kinds import (
    ChartControl,
    ChoiceControl,
    ChoicesControl,
    GridControl,
    NumberControl,
    OrderControl,
    TextControl,
)
from npqml_widgets.controls.preview import Preview
from npqml_widgets.controls.taskbar import Form, Guard, TaskBar

__all__ = ["Control", "Form", "Guard", "Preview", "TaskBar", "control"]

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
    """Give the control for a field, filled with the answer that was saved for it (None: not answered yet)."""
    kind = _KINDS.get(type(field))
    if kind is None:
        raise TypeError(f"There is no control for {field!r}: give number(...), choice(...) or another field.")
    return kind(field, raw)
