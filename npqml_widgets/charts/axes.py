"""What charts begin with, and their axes: data as a table, an empty figure, names, limits, reference line, legend."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from npqml_widgets.charts.facts import Counts, counts_by_name
from npqml_widgets.charts.style import QUIET
from npqml_widgets.charts.words import SIGNS, value_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 6.8  # inches
TITLE_LINE = 56
"""Characters of a title that are as wide as the axes."""
Reference = tuple[float, str] | None


def empty_figure(height: float) -> Figure:
    """An empty figure of the width that all charts have, so many inches high."""
    # Matplotlib takes more than a second to import in a browser: the first table of a page must not wait for it.
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height))


def as_table(values: Any, value_label: str) -> pd.DataFrame:
    """Values as a table of floats: one row a category, one column a series."""
    series = values if isinstance(values, pd.Series | pd.DataFrame) else pd.Series(dict(values))
    table = series.to_frame(value_label) if isinstance(series, pd.Series) else series.copy()
    if table.empty:
        raise ValueError("There is nothing to draw: the table has no rows.")
    table.columns = [str(name) for name in table.columns]
    return table.astype(float)


def names_with_counts(index: pd.Index, counts: Counts) -> list[str]:
    """The names of categories, with "n = 12" on a line of its own where the count is known."""
    known = counts_by_name(counts)
    return [f"{name}\nn = {known[str(name)]}" if str(name) in known else str(name) for name in index]


def name_categories(axes: Axes, names: Sequence[str], *, lying: bool, category_label: str, value_label: str) -> None:
    """Write names along one axis and what they and the values are; names lie beside lying bars."""
    spots = range(len(names))
    if lying:
        axes.set_yticks(spots, [name.replace("\n", "  ") for name in names])
        axes.invert_yaxis()
        axes.set(xlabel=value_label, ylabel=category_label)
    else:
        axes.set_xticks(spots, names)
        axes.set(xlabel=category_label, ylabel=value_label)
    axes.tick_params(axis="y" if lying else "x", length=0)


def set_limits(axes: Axes, table: pd.DataFrame, start: float | None, *, lying: bool) -> None:
    """Begin the axis of the values at `start`, or below the lowest value if that is lower or `start` is None."""
    values = table.to_numpy()[~np.isnan(table.to_numpy())]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    base = low - 0.25 * ((high - low) or 1.0) if start is None else start
    spread = max(high, base) - min(low, base) or 1.0
    begin = low - 0.12 * spread if low < base else base
    end = high + 0.12 * spread if high > base else base
    (axes.set_xlim if lying else axes.set_ylim)(begin, end if end > begin else begin + 1.0)
    if begin < base < end:
        (axes.axvline if lying else axes.axhline)(base, color=QUIET, linewidth=1)


def say_amounts(axes: Axes, unit: str, *, lying: bool) -> None:
    """Write the numbers along the axis of the values as amounts in pounds or per cent, where that is their unit."""
    if unit in SIGNS:
        axis = axes.xaxis if lying else axes.yaxis
        axis.set_major_formatter(lambda value, _place: value_words(value, unit))


def draw_reference(axes: Axes, reference: Reference, *, lying: bool) -> None:
    """Draw a dashed line at a value, with its words beside it."""
    if reference is None:
        return
    value, words = reference
    draw = axes.axvline if lying else axes.axhline
    draw(value, color=QUIET, linestyle="--", linewidth=1.2, zorder=0)
    style: dict[str, Any] = {"textcoords": "offset points", "color": QUIET}
    if lying:
        axes.annotate(words, (value, 1), (0, 3), xycoords=("data", "axes fraction"), ha="center", **style)
    else:
        axes.annotate(words, (1, value), (4, 0), xycoords=("axes fraction", "data"), va="center", **style)


def write_title(axes: Axes, title: str, pad: float | None = None) -> None:
    """Write a chart's title, in as many lines as it needs: a longer line would be wider than the chart."""
    lines = textwrap.wrap(" ".join(title.split()), TITLE_LINE)
    axes.set_title("\n".join(lines), pad=pad)


def legend_beside(axes: Axes) -> None:
    """Put the legend beside the chart, where it covers nothing."""
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
