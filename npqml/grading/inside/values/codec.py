"""A candidate's answers as tagged JSON: the one form in which they leave the sandbox.

`encode` runs inside, beside the candidate's code; `decode` runs outside and trusts nothing that arrives. Only values
of exactly the classes named here are sent, and nothing of any other class is run to find out what it is. JSON's own
values stand for themselves and a list for a list; everything else is an object with one key, the name of its class:
`{"tuple": [1, 2]}`, `{"Series": [name, index, {"float64": the bytes in base 64}]}`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from traitlets import HasDescriptors

from npqml.grading.inside.values import numpy_values, pandas_values, python_values, tables
from npqml.grading.inside.values.cannot_send import CannotSend
from npqml.grading.inside.values.walk import Limits, Malformed, Reader, Sender, TooMuch, expect, only
from npqml_widgets.charts import facts as chartfacts
from npqml_widgets.controls import Control, kinds

__all__ = ["LIMITS", "CannotSend", "Limits", "Malformed", "decode", "encode"]

LIMITS = Limits()
NO_CHART = "This answer is a chart that cannot be read: make it again with one of the course's own, such as bar( )."
STRANGE = "This answer cannot be read: it may have been changed on the inside. Make it again and give it as it is."


def encode(value: object, limits: Limits = LIMITS) -> Any:
    """Return a value as tagged JSON.

    Raises CannotSend, with words for the candidate, for anything that is not exactly a value, and for what is too
    large: that is found out before it is encoded.
    """
    try:
        return Sender(_SENDERS, limits).send(value)
    except TooMuch as why:
        raise CannotSend(f"This answer cannot be handed in: {why}. Give a smaller one, such as a summary.") from None
    except CannotSend:
        raise
    except Exception:  # whatever a candidate's code may have done to pandas or to this very object
        raise CannotSend(STRANGE) from None


def decode(tagged: Any, limits: Limits = LIMITS) -> Any:
    """Return the value that tagged JSON stands for, with the exact type that it had.

    Raises Malformed, and nothing else, for whatever `encode` never gives; takes memory and time in proportion to what
    has arrived. A zone or a text column becomes what this pandas makes of it.
    """
    try:
        return Reader(_READERS, limits).read(tagged)
    except (Malformed, TooMuch) as why:
        raise Malformed(f"The answer did not arrive as answers do: {why}.") from None
    except Exception as why:  # what is left over are pandas' own ways of saying so
        raise Malformed(f"The answer did not arrive as answers do: {type(why).__name__}, {why}.") from None


def _send_chart(chart: Figure | Axes, sender: Sender) -> Any:
    try:
        facts = chartfacts.facts(chart)
    except Exception:
        raise CannotSend(NO_CHART) from None
    return {"chart": sender.send(facts)}


def _read_chart(sent: Any, reader: Reader) -> Any:
    expect(only(sent)[0] == "dict", "a chart without facts")
    return reader.read(sent)


def _send_control(control: Control, sender: Sender) -> Any:
    [value] = sender.each(
        [_STORED(control)["_trait_values"]["value"]]
    )  # where .value looks, without asking the control
    return value


_STORED = HasDescriptors.__dict__["__dict__"].__get__
_CONTROLS = (
    kinds.NumberControl,
    kinds.TextControl,
    kinds.ChoiceControl,
    kinds.ChoicesControl,
    kinds.ChoiceByRowControl,
    kinds.NumberRangeControl,
    kinds.OrderControl,
    kinds.GridControl,
    kinds.ChartControl,
)
_SENDERS: dict[type, Callable[[Any, Sender], Any]] = {
    **python_values.SENDERS,
    **numpy_values.SENDERS,
    **pandas_values.SENDERS,
    **tables.SENDERS,
    Figure: _send_chart,
    Axes: _send_chart,
    **dict.fromkeys(_CONTROLS, _send_control),
}
_READERS: dict[str, Callable[[Any, Reader], Any]] = {
    **python_values.READERS,
    **numpy_values.READERS,
    **pandas_values.READERS,
    **tables.READERS,
    "chart": _read_chart,
}
