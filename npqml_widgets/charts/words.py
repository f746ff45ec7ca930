"""A chart as one sentence and as a table, from the same data as the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.answers.units import amount, unit_named
from npqml_widgets.charts.facts import PUPILS, Drawn, Facts, drawn_from, facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NOT_SHOWN = "too few to show"
SIGNS = ("£", "%")
"""Units that stand beside each number; any other is named once, in the label of the values."""
NAMES = {
    "bar": "Bar chart",
    "line": "Line chart",
    "pie": "Pie chart",
    "scatter": "Scatter chart",
    "interval": "Chart of values with their intervals",
}


def sentence(chart: Figure | Axes) -> str:
    """One sentence of what a chart shows."""
    found, drawn = facts(chart), drawn_from(chart)
    start = f"{NAMES.get(found['type'], 'Chart')} “{found['title']}”"
    if found["type"] == "scatter":
        return f"{start}: {_of_dots(found)}."
    if found["type"] == "interval":
        return f"{start}: {_of_intervals(found, drawn.unit if drawn else '')}."
    what = f"{found['measure']}: " if found["measure"] else ""
    if found["type"] == "line":
        return f"{start}. {what}{_of_lines(found, drawn)}."
    parts = []
    for series in found["series"]:
        pairs = zip(found["categories"], series["values"], strict=False)
        words = ", ".join(f"{name} {_said(value, drawn.unit if drawn else '')}" for name, value in pairs)
        parts.append(f"{series['label']}: {words}" if len(found["series"]) > 1 else words)
    return f"{start}. {what}{'; '.join(parts)}."


def numbers(chart: Figure | Axes) -> pd.DataFrame:
    """The numbers of a chart as a table, one row a category, with the numbers of pupils, or of what else is counted."""
    found, drawn = facts(chart), drawn_from(chart)
    if found["type"] == "scatter":
        across, up = found["labels"]["x"] or "x", found["labels"]["y"] or "y"
        dots = [dot for series in found["series"] for dot in series["values"]]
        return pd.DataFrame(dots, columns=[across, up])
    if drawn:
        table = _with_ends(drawn).rename(columns=lambda name: _with_unit(str(name), drawn.unit))
    else:
        columns = {one["label"] or found["measure"] or "Value": one["values"] for one in found["series"]}
        table = pd.DataFrame(columns, index=pd.Index(found["categories"]))
    table.index = pd.Index([str(name) for name in table.index], name=found["labels"]["category"] or table.index.name)
    if found["counts"]:
        counted = (drawn.counts_of if drawn else PUPILS).capitalize()
        table[counted] = pd.array([found["counts"].get(name) for name in table.index], dtype="Int64")
    return table


def _with_ends(drawn: Drawn) -> pd.DataFrame:
    """The values of a chart, with the ends of the band behind each series where it has one."""
    if drawn.low is None or drawn.high is None:
        return drawn.table.copy()
    ends = {"": drawn.table, ", from": drawn.low, ", to": drawn.high}
    return pd.DataFrame({f"{name}{end}": part[name] for name in drawn.table for end, part in ends.items()})


def _with_unit(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit in SIGNS and unit not in name else name


def value_words(value: float, unit: str = "", missing: str = NOT_SHOWN) -> str:
    """A value as it is written beside its bar; an amount in pounds or per cent with its sign."""
    if np.isnan(value):
        return missing
    return amount(half_up(value, 2), unit_named(unit if unit in SIGNS else ""))


def _said(value: float | None, unit: str = "") -> str:
    return value_words(np.nan if value is None else value, unit)


def _of_lines(found: Facts, drawn: Drawn | None) -> str:
    """Where each series begins and ends, how low and high it goes between, and where it has no value."""
    unit = drawn.unit if drawn else ""
    parts = []
    for series in found["series"]:
        points = {
            name: value for name, value in zip(found["categories"], series["values"], strict=False) if value is not None
        }
        gaps = [name for name in found["categories"] if name not in points]
        begins = f"{series['label']} " if len(found["series"]) > 1 else ""
        said = {name: f"{value_words(value, unit)} ({name})" for name, value in points.items()}
        parts.append(f"{begins}{_way(points, said)}" + (f", no value for {' and '.join(gaps)}" if gaps else ""))
    band = f". The shaded band is the {drawn.band}" if drawn and drawn.band else ""
    return "; ".join(parts) + band


def _way(points: Mapping[str, float], said: Mapping[str, str]) -> str:
    """The way of a line in words, from its first value to its last; its lowest and highest where they lie between."""
    if not points:
        return "no value"
    names = list(points)
    first, last = names[0], names[-1]
    if first == last:
        return said[first]
    lowest, highest = min(names, key=points.__getitem__), max(names, key=points.__getitem__)
    between = [
        f"{what} {said[name]}"
        for what, name in (("lowest", lowest), ("highest", highest))
        if points[name] not in (points[first], points[last])
    ]
    return ", ".join([f"from {said[first]} to {said[last]}", *between])


def _of_dots(found: Facts) -> str:
    dots = np.array([dot for series in found["series"] for dot in series["values"]], dtype=float)
    across, up = found["labels"]["x"], found["labels"]["y"]
    if len(dots) < 3:
        return f"{len(dots)} dots, {across} against {up}"
    spread = [f"{value_words(one.min())} to {value_words(one.max())}" for one in dots.T]
    flat = any(one.std() == 0 for one in dots.T)
    link = "" if flat else f"; their correlation is {value_words(np.corrcoef(dots.T)[0, 1])}"
    return f"{len(dots)} dots; {across} from {spread[0]}, {up} from {spread[1]}{link}"


def _of_intervals(found: Facts, unit: str) -> str:
    values, lows, highs = (one["values"] for one in found["series"][:3])
    return "; ".join(
        f"{name} {_said(value, unit)}" + ("" if value is None else f" ({_said(low, unit)} to {_said(high, unit)})")
        for name, value, low, high in zip(found["categories"], values, lows, highs, strict=False)
    )
