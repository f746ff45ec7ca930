"""The charts of the course: bars, intervals and scatters that say what they show and hide nothing.

Each is drawn from zero unless told otherwise, labels its values directly, and can show how many pupils stand behind
each of them. `facts`, `sentence` and `numbers` read a chart back, so that text and picture cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from npqml_widgets.charts.axes import (
    Reference,
    as_table,
    draw_reference,
    empty_figure,
    legend_beside,
    name_categories,
    names_with_counts,
    say_amounts,
    set_limits,
    write_title,
)
from npqml_widgets.charts.facts import PUPILS, Counts, facts, remember, whole
from npqml_widgets.charts.style import INK, PALETTE, QUIET, drawn_plainly
from npqml_widgets.charts.words import NOT_SHOWN, numbers, sentence, value_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["bar", "facts", "interval", "numbers", "pie", "scatter", "sentence", "whole"]

LONGEST_UPRIGHT = 10  # characters: longer names do not fit below upright bars


@drawn_plainly
def bar(
    values: pd.Series | pd.DataFrame | Mapping[Any, float],
    *,
    title: str,
    value_label: str,
    category_label: str,
    counts: Counts = None,
    start: float | None = 0,
    reference: Reference = None,
    unit: str = "",
    counts_of: str = PUPILS,
) -> Figure:
    """Draw one bar a category (a group of bars for a table: its columns are the series), missing values named.

    `counts` adds "n = 12" to the names; `start` is where the axis begins (None: just below the lowest value);
    `reference` is a value and its words, drawn as a dashed line. `unit` is "£" or "%" where the values are amounts, and
    `counts_of` what the counts are of: "lessons", "families".
    """
    table = as_table(values, value_label)
    names = names_with_counts(table.index, counts)
    lying = len(table) * table.shape[1] > 8 or any(len(str(name)) > LONGEST_UPRIGHT for name in table.index)
    figure = empty_figure(1.5 + 0.42 * table.size if lying else 4.2)
    axes = figure.add_subplot()
    thickness = 0.8 / table.shape[1]
    for place, column in enumerate(table.columns):
        offset = (place - (table.shape[1] - 1) / 2) * thickness
        spots = np.arange(len(table)) + offset
        drawn = table[column].fillna(0.0).to_numpy()
        draw = axes.barh if lying else axes.bar
        bars = draw(spots, drawn, thickness * 0.92, color=PALETTE[place % len(PALETTE)], label=str(column))
        words = [value_words(value, unit) for value in table[column]]
        axes.bar_label(bars, labels=words, padding=4, color=INK)
    name_categories(axes, names, lying=lying, category_label=category_label, value_label=value_label)
    set_limits(axes, table, start, lying=lying)
    say_amounts(axes, unit, lying=lying)
    draw_reference(axes, reference, lying=lying)
    if table.shape[1] > 1:
        legend_beside(axes)
    write_title(axes, title, pad=26 if reference and lying else None)
    return remember(figure, "bar", table, counts, unit=unit, counts_of=counts_of)


@drawn_plainly
def pie(
    values: pd.Series | Mapping[Any, float],
    *,
    title: str,
    value_label: str,
    category_label: str,
    counts: Counts = None,
    unit: str = "",
    counts_of: str = PUPILS,
) -> Figure:
    """Draw a pie, as somebody may choose one: it can show parts of a whole and little else."""
    table = as_table(values, value_label)
    table.index.name = category_label or None
    series = table.iloc[:, 0].clip(lower=0).fillna(0.0)
    figure = empty_figure(4.2)
    axes = figure.add_subplot()
    names = [
        f"{name}\n{value_words(value, unit)}"
        for name, value in zip(names_with_counts(table.index, counts), series, strict=True)
    ]
    colours = [PALETTE[place % len(PALETTE)] for place in range(len(series))]
    edges = {"edgecolor": "white", "linewidth": 2}
    axes.pie(series.to_numpy(), labels=names, colors=colours, startangle=90, counterclock=False, wedgeprops=edges)
    write_title(axes, title)
    axes.set_xlabel(value_label)
    return remember(figure, "pie", table, counts, unit=unit, counts_of=counts_of)


@drawn_plainly
def interval(
    rows: pd.DataFrame,
    *,
    title: str,
    value_label: str,
    category_label: str,
    counts: Counts = None,
    zero: str = "no difference",
    unit: str = "",
    counts_of: str = PUPILS,
) -> Figure:
    """Draw a dot with its interval for each row; columns are the value, its lower and its upper end.

    `zero` says what the dashed line at nought means. An interval that reaches the line is drawn hollow.
    """
    table = rows.iloc[:, :3].astype(float)
    figure = empty_figure(1.6 + 0.5 * len(table))
    axes = figure.add_subplot()
    for spot, (value, low, high) in enumerate(table.itertuples(index=False, name=None)):
        if np.isnan(value):
            axes.annotate(NOT_SHOWN, (0, spot), (6, 0), textcoords="offset points", va="center", color=QUIET)
            continue
        clear = low > 0 or high < 0
        axes.plot([low, high], [spot, spot], color=PALETTE[0], linewidth=2.5, solid_capstyle="butt")
        inside = PALETTE[0] if clear else "white"
        axes.plot([value], [spot], "o", color=PALETTE[0], markersize=9, markerfacecolor=inside)
        words = f"{value_words(value, unit)}  ({value_words(low, unit)} to {value_words(high, unit)})"
        over = {"facecolor": "white", "edgecolor": "none", "pad": 2}
        axes.annotate(words, (value, spot), (0, 10), textcoords="offset points", ha="center", bbox=over)
    axes.axvline(0, color=QUIET, linestyle="--", linewidth=1.2, zorder=0)  # behind every dot and every label
    axes.annotate(zero, (0, 1), (4, 3), xycoords=("data", "axes fraction"), textcoords="offset points", color=QUIET)
    name_categories(axes, names_with_counts(table.index, counts), lying=True, category_label=category_label,
                     value_label=value_label)  # fmt: skip
    axes.set_ylim(len(table) - 0.5, -0.7)
    axes.margins(x=0.12)
    say_amounts(axes, unit, lying=True)
    write_title(axes, title, pad=24)
    return remember(figure, "interval", table, counts, unit=unit, counts_of=counts_of)


@drawn_plainly
def scatter(
    rows: pd.DataFrame,
    *,
    title: str,
    x: str,
    y: str,
    x_label: str = "",
    y_label: str = "",
    reference: pd.DataFrame | None = None,
    reference_words: str = "",
) -> Figure:
    """Draw one dot a row; `reference` is a line of two columns (x and y), such as estimates, with its words."""
    table = rows[[x, y]].astype(float).dropna()
    figure = empty_figure(4.6)
    axes = figure.add_subplot()
    axes.scatter(table[x], table[y], s=34, color=PALETTE[0], alpha=0.65, linewidths=0)
    if reference is not None:
        across, up = (reference.iloc[:, place].astype(float) for place in (0, 1))
        axes.plot(across, up, color=PALETTE[1], linewidth=2, label=reference_words)
        axes.legend(loc="best")
    axes.set(xlabel=x_label or x, ylabel=y_label or y)
    write_title(axes, title)
    return remember(figure, "scatter", table, None)
