"""The controls that take an answer: one for each kind of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from npqml_widgets.answers.by_row import ChoiceByRow
from npqml_widgets.answers.fields import Choice, Choices, Field, Number, Order, Text
from npqml_widgets.answers.grid import Grid
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.answers.units import unit_named
from npqml_widgets.charts.field import Chart
from npqml_widgets.controls.base import Shown, script
from npqml_widgets.keeping.one_at_a_time import one_at_a_time


class Control(Shown):
    """One question of a form and its answer.

    `value` is the answer as entered (None while untouched); `reading` says how Python understood it and `saved`
    that it is kept; both are set by whoever shows the control, as is `revision`, that of the answer in its file.
    `place` is the name under which a browser keeps what Python has not confirmed; `answered` is the last message of
    the page that Python has worked through. `before_change` is called before the page's answer takes the place of
    another, so that in no tab an old verdict stands beside it.
    """

    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    reading = traitlets.Unicode("").tag(sync=True)
    unreadable = traitlets.Bool(False).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    saved = traitlets.Unicode("").tag(sync=True)
    place = traitlets.Unicode("").tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Unicode("").tag(sync=True)

    def __init__(self, field: Any, raw: Any = None, *, place: str = "", revision: int = 0) -> None:
        """Show a field with the answer that was saved for it, or None."""
        self.field = field
        self.based: int | None = None
        self.before_change: Callable[[], None] = lambda: None
        self._turns: dict[str, int] = {}
        self._changed = (revision, "")
        super().__init__(value=raw, setup=self.describe(field), place=place, revision=revision)
        self.on_msg(self._told)

    @one_at_a_time
    def _told(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Take an answer from the page: `based` is the revision that was changed, `turn` comes back in `answered`."""
        if not isinstance(content, dict) or "answer" not in content:
            return
        turn, based = str(content.get("turn", "")), content.get("based")
        view, _, number = turn.rpartition("-")
        if number.isdecimal():
            # Two messages that follow closely may be handed to two threads, and the later may overtake.
            if int(number) < self._turns.get(view, 0):
                return
            self._turns[view] = int(number)
        since, by = self._changed
        # A page that waits long for its answer sends the next without it, and knows no newer revision than before:
        # what came since from the page itself, or to another answer of the task, is nobody else's change.
        others = isinstance(based, int) and based < since and by != view
        self.based = based if others else None
        if content["answer"] != self.value:
            self.before_change()
            self.value = content["answer"]
            self._changed = (self.revision, view)
        self.answered = turn  # last: the page then has all that is said of the answer
        self.based = None

    def follow(self, answer: Any, revision: int) -> None:
        """Show an answer that was kept as this revision; where it is new here, it did not come from this page."""
        if answer != self.value:
            self._changed = (revision, "")
            self.value = answer

    def describe(self, field: Any) -> dict[str, Any]:
        """What the page needs to know of the field: JSON only, pairs where the order matters."""
        return {"label": field.label, "help": getattr(field, "help", "")}

    @property
    def given(self) -> Any:
        """What the field reads: the answer as entered."""
        return self.value

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


class ChoiceByRowControl(Control):
    """One choice for each of several rows."""

    _esm = script("choicebyrow.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add rows and options."""
        return super().describe(field) | {"rows": _pairs(field.rows), "options": _pairs(field.options)}


class NumberRangeControl(Control):
    """Two ends of a range and, where it is asked for, its estimate."""

    _esm = script("numberrange.js")

    def describe(self, field: Any) -> dict[str, Any]:
        """Add the label of each number, the unit, an example, and whether a minus may be needed."""
        return super().describe(field) | {
            "numbers": [[name, asked.label] for name, asked in field.numbers.items()],
            "unit": unit_named(field.unit).many,
            "minus": field.low is None or field.low < 0,
            "example": field.example,
        }


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
    ChoiceByRow: ChoiceByRowControl,
    NumberRange: NumberRangeControl,
    Order: OrderControl,
    Grid: GridControl,
    Text: TextControl,
    Chart: ChartControl,
}


def control(field: Field, raw: Any = None, *, place: str = "", revision: int = 0) -> Control:
    """The control for a field, filled with the answer that was saved for it (None: not answered yet)."""
    kind = _KINDS.get(type(field))
    if kind is None:
        raise TypeError(f"There is no control for {field!r}: give number(...), choice(...) or another field.")
    return kind(field, raw, place=place, revision=revision)
