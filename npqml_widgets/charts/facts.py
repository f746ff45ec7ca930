"""What a chart shows, read back from the chart itself as facts to check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from attrs import frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure

Facts = dict[str, Any]
PUPILS = "pupils"
"""What the groups of a chart count where its author names nothing else."""
Counts = Mapping[Any, int] | pd.Series | None
# "n = 12", "(12)", "12 pupils" behind the name of a group; what else is counted has other words
_COUNTED = r"pupils?|families|parents|lessons|teachers|staff|people"
COUNT = re.compile(rf"\s*[(,]?\s*(?:n\s*=\s*(\d+)|\(\s*(\d+)\s*\)|(\d+)\s+(?:{_COUNTED}))\s*\)?\s*$", re.IGNORECASE)
NUMBER = re.compile(r"[−\d.]*")


@frozen
class Drawn:
    """The data that one of the course's own charts was drawn from.

    Its values are in `unit`, where they are amounts; `counts_of` says what its counts are of. `low` and `high` are the
    ends of the `band` round the values of a line.
    """

    kind: str
    table: pd.DataFrame
    counts: dict[str, int]
    unit: str = ""
    counts_of: str = PUPILS
    low: pd.DataFrame | None = None
    high: pd.DataFrame | None = None
    band: str = ""


def counts_by_name(counts: Counts) -> dict[str, int]:
    """The number of pupils, or of what else is counted, by the name of their group, leaving out what is not known."""
    if counts is None:
        return {}
    return {str(name): int(number) for name, number in counts.items() if pd.notna(number)}


_drawn: WeakKeyDictionary[Figure, Drawn] = WeakKeyDictionary()


def remember(figure: Figure, kind: str, table: pd.DataFrame, counts: Counts, **more: Any) -> Figure:
    """Keep the data that a figure was drawn from beside it, with what else `Drawn` holds, and return the figure."""
    _drawn[figure] = Drawn(kind, table, counts_by_name(counts), **more)
    return figure


def drawn_from(chart: Figure | Axes) -> Drawn | None:
    """The data that a chart was drawn from, or None if it is not one of the course's own."""
    return _drawn.get(whole(chart))


def whole(chart: Figure | Axes) -> Figure:
    """The figure that a chart is or stands in."""
    from matplotlib.figure import Figure

    if isinstance(chart, Figure):
        return chart
    found = chart.get_figure()
    if not isinstance(found, Figure):
        raise TypeError("These axes belong to no figure.")
    return found


def facts(chart: Figure | Axes | Mapping[str, Any]) -> Facts:
    """What a chart shows as plain data; facts that are given come back unchanged.

    type, title, labels and limits (x, y, value, category), categories, series (label, values), legend, counts by
    category, counts_shown, order ("by value" or "as listed"), measure (the label of the values).
    """
    if isinstance(chart, Mapping):
        return dict(chart)
    from matplotlib.axes import Axes

    figure, drawn = whole(chart), drawn_from(chart)
    axes = chart if isinstance(chart, Axes) else (figure.axes[0] if figure.axes else figure.add_subplot())
    kind = drawn.kind if drawn else _kind(axes)
    lying = kind in ("interval", "pie") or (kind == "bar" and _bars(axes)[0].orientation == "horizontal")
    value, category = ("x", "y") if lying else ("y", "x")
    labels = {"x": axes.get_xlabel(), "y": axes.get_ylabel()}
    limits = {"x": sorted(map(float, axes.get_xlim())), "y": sorted(map(float, axes.get_ylim()))}
    found = _from_data(drawn) if drawn else _from_picture(axes, kind, lying=lying)
    return {
        "type": kind,
        "title": _title(figure, axes),
        "labels": {**labels, "value": labels[value], "category": labels[category]},
        "limits": {**limits, "value": limits[value], "category": limits[category]},
        **found,
        "legend": _legend(axes),
        "order": _order(found["series"], kind),
        "measure": labels[value],
    }


def _title(figure: Figure, axes: Axes) -> str:
    """Return a chart's title as one line, wherever it stands and in however many lines it is written."""
    titles = (axes.get_title("left"), axes.get_title(), axes.get_title("right"), _over(figure))
    return " ".join(next(filter(None, titles), "").split())


def _from_data(drawn: Drawn) -> Facts:
    if drawn.kind == "scatter":
        return {"categories": [], "series": [_dots("", drawn.table)], "counts": {}, "counts_shown": False}
    names = [str(name) for name in drawn.table.index]
    counts = {name: drawn.counts[name] for name in names if name in drawn.counts}
    # A group that is too small to show hides its number as well.
    shown = [name for name, there in zip(names, drawn.table.iloc[:, 0].notna(), strict=True) if there]
    return {
        "categories": names,
        "series": [{"label": str(name), "values": _plain(drawn.table[name])} for name in drawn.table.columns],
        "counts": counts,
        "counts_shown": bool(shown) and set(shown) <= set(counts),
    }


def _from_picture(axes: Axes, kind: str, *, lying: bool) -> Facts:
    names = [_split(name) for name in _names(axes, kind, lying=lying)]
    counts = {name: number for name, number in names if number is not None}
    return {
        "categories": [name for name, _ in names],
        "series": list(_series(axes, kind, lying=lying)),
        "counts": counts,
        "counts_shown": bool(names) and len(counts) == len(names),
    }


def _kind(axes: Axes) -> str:
    from matplotlib.patches import Wedge

    if any(isinstance(patch, Wedge) for patch in axes.patches):
        return "pie"
    if _bars(axes):
        return "bar"
    if axes.collections:
        return "scatter"
    return "line" if axes.lines else "nothing"


def _bars(axes: Axes) -> list[BarContainer]:
    from matplotlib.container import BarContainer

    return [one for one in axes.containers if isinstance(one, BarContainer)]


def _over(figure: Figure) -> str:
    return str(figure.get_suptitle())


def _names(axes: Axes, kind: str, *, lying: bool) -> Iterable[str]:
    if kind == "pie":
        return [text.get_text() for text in axes.texts if text.get_text() and not text.get_text().endswith("%")]
    if kind in ("scatter", "nothing"):
        return []
    axis = axes.yaxis if lying else axes.xaxis
    ticks = dict(zip(axis.get_majorticklocs(), (one.get_text() for one in axis.get_majorticklabels()), strict=False))
    return [_name_at(place, ticks) for place in _places(axes, kind, lying=lying)]


def _places(axes: Axes, kind: str, *, lying: bool) -> list[float]:
    if kind == "line":
        return [float(place) for place in np.asarray(axes.lines[0].get_xdata(orig=False), dtype=float)]
    # Bars of one group stand side by side: their name stands below the middle of them.
    middles = [
        [bar.get_y() + bar.get_height() / 2 if lying else bar.get_x() + bar.get_width() / 2 for bar in one]
        for one in _bars(axes)
    ]
    return [float(np.mean(group)) for group in zip(*middles, strict=False)]


def _name_at(place: float, ticks: Mapping[float, str]) -> str:
    near = min(ticks, key=lambda tick: abs(tick - place), default=None)
    if near is None or abs(near - place) > 0.3 or NUMBER.fullmatch(ticks[near]):
        return f"{place:g}"  # a year, say
    return ticks[near]


def _split(name: str) -> tuple[str, int | None]:
    found = COUNT.search(name)
    if found is None:
        return " ".join(name.split()), None
    return " ".join(name[: found.start()].split()), int(next(one for one in found.groups() if one))


def _series(axes: Axes, kind: str, *, lying: bool) -> Iterable[dict[str, Any]]:
    from matplotlib.patches import Wedge

    if kind == "bar":
        for one in _bars(axes):
            yield {"label": _label(one), "values": _plain([_length(bar, lying=lying) for bar in one])}
    elif kind == "pie":
        wedges = [patch for patch in axes.patches if isinstance(patch, Wedge)]
        yield {"label": "", "values": _plain([abs(one.theta2 - one.theta1) / 3.6 for one in wedges])}
    elif kind == "scatter":
        for dots in axes.collections:
            yield _dots(_label(dots), dots.get_offsets())
    else:
        for line in axes.lines:
            yield {"label": _label(line), "values": _plain(line.get_ydata(orig=False))}


def _dots(label: str, places: Any) -> dict[str, Any]:
    return {"label": label, "values": np.asarray(places, dtype=float).tolist()}


def _length(bar: Any, *, lying: bool) -> float:
    return float(bar.get_width() if lying else bar.get_height())


def _plain(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in np.asarray(values, dtype=float)]


def _label(artist: Any) -> str:
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _legend(axes: Axes) -> list[str]:
    legend = axes.get_legend()
    return [text.get_text() for text in legend.get_texts()] if legend else []


def _order(series: list[dict[str, Any]], kind: str) -> str:
    if kind == "scatter" or not series:
        return "as listed"
    values = [value for value in series[0]["values"] if value is not None]
    return "by value" if values in (sorted(values), sorted(values, reverse=True)) else "as listed"
