"""The chart of a form, drawn while it is being chosen."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from npqml_widgets.chartfield import Chart, chart_preview

UNFINISHED = "<p>Your chart is drawn here once every part of it is chosen.</p>"


class Preview(widgets.HTML):  # type: ignore[misc,unused-ignore]
    """A chart as chosen so far, with its sentence and its numbers; words while it is not finished."""

    def __init__(self, asked: Chart) -> None:
        """Show nothing yet of the chart that is asked for."""
        self.asked = asked
        super().__init__(UNFINISHED)

    def draw(self, raw: Any) -> None:
        """Draw the chart from the choices of its control."""
        from npqml_widgets.figure import figure

        drawn = chart_preview(self.asked, raw)
        self.value = figure(drawn, caption="Your chart").html if drawn is not None else UNFINISHED

    def as_text(self) -> str:
        """Give nothing: the chart's control says in words what was chosen."""
        return ""
