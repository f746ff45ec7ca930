"""Lines over time: told apart by markers as well as colours, named where they end, with gaps where nothing is."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from npqml_widgets.charts.axes import (
    as_table,
    empty_figure,
    names_with_counts,
    say_amounts,
    set_limits,
    write_title,
)
from npqml_widgets.charts.facts import PUPILS, Counts, remember
from npqml_widgets.charts.style import PALETTE, QUIET, drawn_plainly
from npqml_widgets.charts.words import value_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = ("o", "s", "^", "D", "v", "P")
_NAME_WIDTH = 16  # characters of a line of a name at the end of its series
_LETTER, _LINE_HEIGHT = 6.5, 15.0  # points
_BESIDE = 10.0  # points between the last point in time and the names


@drawn_plainly
def line(
    values: pd.Series | pd.DataFrame | Mapping[Any, float],
    *,
    title: str,
    value_label: str,
    category_label: str,
    counts: Counts = None,
    start: float | None = 0,
    unit: str = "",
    counts_of: str = PUPILS,
    low: pd.Series | pd.DataFrame | None = None,
    high: pd.Series | pd.DataFrame | None = None,
    band: str = "",
) -> Figure:
    """Draw one line a series (the columns of a table) over points in time, with gaps where a value is missing.

    An index of dates is put in order, and stands as far apart as the dates do; any other index stands as listed. `low`
    and `high`, shaped as the values, are the ends of a band round each line; `band` says what it is: "95% interval".
    """
    table, ends = (
        _in_order(values, value_label),
        [_in_order(end, value_label) for end in (low, high) if end is not None],
    )
    if len(ends) == 1 or (ends and not band):
        raise ValueError("A band needs low=, high= and band=, the words for what it is.")
    if any(not end.index.equals(table.index) or list(end) != list(table) for end in ends):
        raise ValueError("low and high have other rows or series than the values: give them the same.")
    dated, spots = _is_dated(table.index), _spots(table.index)
    names = [_said(moment) for moment in table.index]
    for shaped in (table, *ends):
        shaped.index = pd.Index(names, name=table.index.name)
    figure = empty_figure(4.4)
    axes = figure.add_subplot()
    for place, column in enumerate(table.columns):
        colour = PALETTE[place % len(PALETTE)]
        if ends:
            axes.fill_between(spots, ends[0][column], ends[1][column], color=colour, alpha=0.16, linewidth=0)
        marker = MARKERS[place % len(MARKERS)]
        axes.plot(spots, table[column], marker=marker, markersize=7, color=colour, linewidth=2, label=str(column))
    axes.set(xlabel=category_label, ylabel=value_label)
    set_limits(axes, pd.concat([table, *ends]), start, lying=False)
    axes.margins(x=0.06)
    _place_names(axes, spots, names_with_counts(table.index, counts), 7 if dated else 12)
    say_amounts(axes, unit, lying=False)
    if table.shape[1] > 1:
        _name_ends(axes, spots, table, unit)
    else:
        _say_values(axes, spots, table.iloc[:, 0], unit)
    if ends:
        axes.annotate(f"shaded: {band}", (1, 1), (0, 4), xycoords="axes fraction", textcoords="offset points",
                      ha="right", color=QUIET)  # fmt: skip
    write_title(axes, title, pad=24 if ends else None)
    more = {"low": ends[0], "high": ends[1], "band": band} if ends else {}
    return remember(figure, "line", table, counts, unit=unit, counts_of=counts_of, **more)


def _in_order(values: Any, value_label: str) -> pd.DataFrame:
    table = as_table(values, value_label)
    return table.sort_index() if _is_dated(table.index) else table


def _is_dated(index: pd.Index) -> bool:
    return isinstance(index, pd.DatetimeIndex) or all(isinstance(moment, date) for moment in index)


def _spots(index: pd.Index) -> list[float]:
    """Where the points in time stand across: dates in days from the first, others one beside the other."""
    if not _is_dated(index):
        return [float(place) for place in range(len(index))]
    days = pd.DatetimeIndex(index)
    return [float((day - days[0]).days) for day in days]


def _said(moment: object) -> str:
    return f"{moment.day} {moment:%b %Y}" if isinstance(moment, date) else str(moment)


def _place_names(axes: Axes, spots: Sequence[float], names: Sequence[str], width: int) -> None:
    """Name the points in time where they stand, but for those that are too near to the one before them."""
    across = axes.transData.transform([(spot, 0) for spot in spots])[:, 0] * 72 / axes.figure.dpi
    texts = [_wrapped(name, width) for name in names]
    wide = max(len(part) for text in texts for part in text.split("\n")) * _LETTER
    shown: list[int] = []
    for place, at in enumerate(across):
        if not shown or at - across[shown[-1]] >= wide:
            shown.append(place)
    axes.set_xticks([spots[place] for place in shown], [texts[place] for place in shown])


def _wrapped(text: str, width: int) -> str:
    return "\n".join(part for paragraph in text.split("\n") for part in textwrap.wrap(paragraph, width))


def _say_values(axes: Axes, spots: Sequence[float], values: pd.Series, unit: str) -> None:
    """Write each value above its point, where there is one series."""
    for spot, value in zip(spots, values, strict=True):
        if not np.isnan(value):
            axes.annotate(value_words(value, unit), (spot, value), (0, 8), textcoords="offset points", ha="center",
                          color=PALETTE[0])  # fmt: skip


def _name_ends(axes: Axes, spots: Sequence[float], table: pd.DataFrame, unit: str) -> None:
    """Write the name and the last value of each series beside its end, one above the other where ends lie close."""
    points = axes.figure.dpi / 72
    ends = [(place, *_last(spots, table[name])) for place, name in enumerate(table) if table[name].notna().any()]
    texts = [_wrapped(f"{table.columns[place]} {value_words(value, unit)}", _NAME_WIDTH) for place, _, value in ends]
    wanted = [float(axes.transData.transform((0, value))[1]) / points for _, _, value in ends]
    heights = [_LINE_HEIGHT * (text.count("\n") + 1) for text in texts]
    for (place, spot, value), text, at, wish in zip(ends, texts, apart(wanted, heights), wanted, strict=True):
        colour = PALETTE[place % len(PALETTE)]
        right = (
            float(axes.transData.transform((max(spots) - spot, 0))[0] - axes.transData.transform((0, 0))[0]) / points
        )
        moved = abs(at - wish) > 3 or right > 1
        axes.annotate(
            text, (spot, value), (right + _BESIDE, at - wish), textcoords="offset points", va="center", color=colour,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkB": 4} if moved else None,
        )  # fmt: skip


def _last(spots: Sequence[float], values: pd.Series) -> tuple[float, float]:
    """Where the last value of a series stands, and the value."""
    place = int(np.flatnonzero(values.notna())[-1])
    return spots[place], float(values.iloc[place])


def apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """The heights nearest to the wanted ones at which texts of these heights do not overlap, in the same order.

    Texts that would overlap are moved as one stack about the mean of what they want.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    offsets, total = list[float](), 0.0  # of each text's middle in one stack of them all
    for place in order:
        offsets.append(total + heights[place] / 2)
        total += heights[place]
    stacks: list[list[float]] = []  # what each text of a stack wants for its foot
    for place, offset in zip(order, offsets, strict=True):
        stacks.append([wanted[place] - offset])
        while len(stacks) > 1 and np.mean(stacks[-2]) > np.mean(stacks[-1]):
            above = stacks.pop()
            stacks[-1] += above
    feet = [float(np.mean(stack)) for stack in stacks for _ in stack]
    found = dict(zip(order, (foot + offset for foot, offset in zip(feet, offsets, strict=True)), strict=True))
    return [found[place] for place in range(len(wanted))]
