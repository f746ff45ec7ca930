"""A chart as one sentence and as a table, from the same data as the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from npqml_widgets.answers.units import plain_number
from npqml_widgets.charts.facts import Facts, drawn_from, facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NOT_SHOWN = "too few to show"
NAMES = {
    "bar": "Bar chart",
    "line": "Line chart",
    "pie": "Pie chart",
    "scatter": "Scatter chart",
    "interval": "Chart of values with their intervals",
}


def sentence(chart: Figure | Axes) -> str:
    """One sentence of what a chart shows."""
    found = facts(chart)
    start = f"{NAMES.get(found['type'], 'Chart')} “{found['title']}”"
    if found["type"] == "scatter":
        return f"{start}: {_of_dots(found)}."
    if found["type"] == "interval":
        return f"{start}: {_of_intervals(found)}."
    parts = []
    for series in found["series"]:
        pairs = zip(found["categories"], series["values"], strict=False)
        words = ", ".join(f"{name} {_said(value)}" for name, value in pairs)
        parts.append(f"{series['label']}: {words}" if len(found["series"]) > 1 else words)
    what = f"{found['measure']}: " if found["measure"] else ""
    return f"{start}. {what}{'; '.join(parts)}."


def numbers(chart: Figure | Axes) -> pd.DataFrame:
    """The numbers of a chart as a table, one row a category, with the numbers of pupils where they are shown."""
    found, drawn = facts(chart), drawn_from(chart)
    if found["type"] == "scatter":
        across, up = found["labels"]["x"] or "x", found["labels"]["y"] or "y"
        dots = [dot for series in found["series"] for dot in series["values"]]
        return pd.DataFrame(dots, columns=[across, up])
    if drawn:
        table = drawn.table.copy()
    else:
        columns = {one["label"] or found["measure"] or "Value": one["values"] for one in found["series"]}
        table = pd.DataFrame(columns, index=pd.Index(found["categories"]))
    table.index = pd.Index([str(name) for name in table.index], name=found["labels"]["category"] or table.index.name)
    if found["counts"]:
        table["Pupils"] = pd.array([found["counts"].get(name) for name in table.index], dtype="Int64")
    return table


def value_words(value: float) -> str:
    """A value as it is written beside its bar."""
    return NOT_SHOWN if np.isnan(value) else plain_number(round(value, 2))


def _said(value: float | None) -> str:
    return value_words(np.nan if value is None else value)


def _of_dots(found: Facts) -> str:
    dots = np.array([dot for series in found["series"] for dot in series["values"]], dtype=float)
    across, up = found["labels"]["x"], found["labels"]["y"]
    if len(dots) < 3:
        return f"{len(dots)} dots, {across} against {up}"
    spread = [f"{value_words(one.min())} to {value_words(one.max())}" for one in dots.T]
    flat = any(one.std() == 0 for one in dots.T)
    link = "" if flat else f"; their correlation is {value_words(np.corrcoef(dots.T)[0, 1])}"
    return f"{len(dots)} dots; {across} from {spread[0]}, {up} from {spread[1]}{link}"


def _of_intervals(found: Facts) -> str:
    values, lows, highs = (one["values"] for one in found["series"][:3])
    return "; ".join(
        f"{name} {_said(value)}" + ("" if value is None else f" ({_said(low)} to {_said(high)})")
        for name, value, low, high in zip(found["categories"], values, lows, highs, strict=False)
    )
