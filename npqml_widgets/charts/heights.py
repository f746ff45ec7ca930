"""The bars of a chart beside the table that they are drawn from."""

from __future__ import annotations

from collections.abc import Mapping

from npqml_widgets.answers.comparing import same_number
from npqml_widgets.charts.facts import Facts
from npqml_widgets.charts.groupnames import mentions


def bars(chart: Facts, groups: Mapping[str, float]) -> dict[str, float | None]:
    """Return the height of each bar by its group in the table; none for a chart that the form draws by itself.

    A bar that belongs to no group keeps its own name.
    """
    series = chart.get("series") or [{}]
    heights = series[0].get("values") or []
    found: dict[str, float | None] = {}
    for name, height in zip(chart.get("categories") or [], heights, strict=False):
        named = mentions(str(name), groups.keys())
        found[named[0].group if len(named) == 1 else str(name)] = height
    return found


def bars_show(chart: Facts, values: Mapping[str, float], within: float = 0.51) -> bool:
    """Tell whether every bar of a drawn chart has the height that a column of the table gives it."""
    drawn = bars(chart, values)
    return bool(drawn) and all(
        name in values and same_number(height, values[name], within) for name, height in drawn.items()
    )


def wrong_bars(chart: Facts, values: Mapping[str, float], within: float = 0.51) -> list[str]:
    """List the bars of a drawn chart that do not have the height that the table gives."""
    drawn = bars(chart, values)
    return [
        name for name, height in drawn.items() if name not in values or not same_number(height, values[name], within)
    ]


def left_out(chart: Facts, values: Mapping[str, float]) -> list[str]:
    """List the groups of the table that a drawn chart has no bar for."""
    drawn = bars(chart, values)
    return [name for name in values.keys() if drawn and name not in drawn]
