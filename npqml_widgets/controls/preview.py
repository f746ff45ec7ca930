"""The chart of a form, drawn while it is being chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from npqml_widgets.charts.field import Chart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

UNFINISHED = "<p>Your chart is drawn here once every part of it is chosen.</p>"


class Preview(widgets.HTML):  # type: ignore[misc,unused-ignore]
    """A chart as chosen so far, with its sentence and its numbers; words while it is not finished."""

    def __init__(self, asked: Chart) -> None:
        """Show nothing yet of the chart that is asked for."""
        self.asked = asked
        super().__init__(UNFINISHED)

    def draw(self, raw: Any) -> None:
        """Draw the chart from the choices of its control."""
        from npqml_widgets.charts.figure import figure

        drawn = chart_preview(self.asked, raw)
        self.value = figure(drawn, caption="Your chart").html if drawn is not None else UNFINISHED

    def as_text(self) -> str:
        """Give nothing: the chart's control says in words what was chosen."""
        return ""


def is_finished(asked: Chart, raw: Any) -> bool:
    """Tell whether a chart can be drawn from what was chosen."""
    return asked.data is not None and isinstance(raw, Mapping) and "kind" in raw and asked.read(raw).state == "read"


def chart_preview(asked: Chart, raw: Any) -> Figure | None:
    """Draw the chart that was chosen from the field's data, or give None while it is not finished."""
    import pandas as pd

    from npqml_widgets.charts import draw
    from npqml_widgets.charts.lines import line

    if asked.data is None or not is_finished(asked, raw):
        return None
    rows = asked.data.loc[list(asked.groups)].rename(index=asked.groups)
    words = asked.measures[raw["measure"]]
    column = raw["measure"] if raw["measure"] in rows else words
    values = rows[column] if isinstance(rows[column], pd.DataFrame) else rows[column].rename(words)
    if raw["order"] == "by value":
        first = values.iloc[:, 0] if isinstance(values, pd.DataFrame) else values
        values = values.loc[first.sort_values(ascending=False).index]
    counts = rows[asked.counts_of.capitalize()] if raw.get("counts") == "yes" else None
    common: dict[str, Any] = {
        "title": raw["title"], "value_label": words, "category_label": "", "counts": counts,
        "unit": asked.units.get(raw["measure"], ""), "counts_of": asked.counts_of,
    }  # fmt: skip
    if raw["kind"] == "pie":
        return draw.pie(values, **common)
    drawing = line if raw["kind"] == "line" else draw.bar
    return drawing(values, start=0 if raw["axis"] == "from zero" else None, **common)
