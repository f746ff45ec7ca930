"""The trend of the leadership reflection: one small chart a behaviour, side by side, 1 (high) at the top of each."""

from __future__ import annotations

from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from npqml_widgets.charts.axes import WIDTH
from npqml_widgets.charts.figure import figure
from npqml_widgets.charts.style import INK, PALETTE, QUIET, drawn_plainly
from npqml_widgets.documents.feedback360.questionnaire import RATINGS
from npqml_widgets.documents.reflection.model import Reflections, behaviours, trends

TITLE = "Seven behaviours over time: 1 (high) at the top, 4 (low) at the bottom"
ACROSS = 2  # small charts side by side
ENDS = (min(RATINGS), max(RATINGS))


def trend_page(kept: Reflections) -> str:
    """Return the trend as HTML: the picture, what it shows in words, and its numbers as a table."""
    return figure(trend_chart(kept), trend_sentence(kept), "Your own ratings, one dot a form.", trend_table(kept)).html


def trend_sentence(kept: Reflections) -> str:
    """Say how to read the picture, and how many behaviours stand higher or lower than when they were first rated."""
    moves = [one.points[0][1] - one.points[-1][1] for one in trends(kept) if len(one.points) > 1]
    how = "Each small chart is one behaviour, rated from 1 (high, at the top) to 4 (low, at the bottom)."
    if not moves:
        return f"{how} No behaviour has been rated twice yet."
    higher, lower = sum(one > 0 for one in moves), sum(one < 0 for one in moves)
    return (
        f"{how} Rated more than once: {len(moves)}. Higher than at first: {higher}; lower: {lower}; the same: "
        f"{len(moves) - higher - lower}."
    )


def trend_table(kept: Reflections) -> pd.DataFrame:
    """Return the ratings as a table: a row a behaviour, a column a date; blank where there is no rating."""
    rows = {one.name: [str(form.ratings.get(one.id, "")) for form in kept.forms] for one in behaviours()}
    days = [f"{form.written:%d/%m/%Y}" for form in kept.forms]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=days)
    table.index.name = "Behaviour (1 high to 4 low)"
    return table


@drawn_plainly
def trend_chart(kept: Reflections) -> Figure:
    """Draw one small chart a behaviour over the same dates; a form without a rating leaves a gap."""
    days = [form.written for form in kept.forms]
    down = -(-len(behaviours()) // ACROSS)
    chart = Figure(figsize=(WIDTH, 0.9 + 1.45 * down), layout="constrained")
    chart.suptitle(TITLE, x=0.01, ha="left", fontsize=12, fontweight="bold")
    panels = chart.subplots(down, ACROSS, squeeze=False).flatten()
    for panel, one in zip(panels, behaviours(), strict=False):
        _draw(panel, one.name, days, [form.ratings.get(one.id) for form in kept.forms])
    for panel in panels[len(behaviours()) :]:
        panel.set_axis_off()
    return chart


def _draw(panel: Axes, name: str, days: list[date], ratings: list[int | None]) -> None:
    """Draw one behaviour: places on the time axis are days, so that a long gap looks long."""
    places = [(day - days[0]).days for day in days]
    values = [float("nan") if one is None else float(one) for one in ratings]
    panel.plot(places, values, color=PALETTE[0], linewidth=2, marker="o", clip_on=False)
    # No title of its own: the picture's title stands over all seven, and over the table of their numbers.
    panel.annotate(name, (0, 1), (0, 5), xycoords="axes fraction", textcoords="offset points", color=INK)
    panel.set_ylim(max(RATINGS) + 0.3, min(RATINGS) - 0.3)
    panel.set_yticks(list(RATINGS), [f"{one} {words}" if one in ENDS else str(one) for one, words in RATINGS.items()])
    panel.set_xlim(-0.05 * places[-1] - 1, 1.05 * places[-1] + 1)
    ends = sorted({places[0], places[-1]})
    panel.set_xticks(ends, [f"{days[places.index(one)]:%d/%m/%y}" for one in ends])
    panel.tick_params(labelsize=9, colors=QUIET, labelcolor=INK)
    panel.grid(axis="y", color="#d9d9d9", linewidth=0.8)
    panel.set_axisbelow(True)
