"""The pictures of a risk register: two heat maps, what controls have moved, and one risk's scores over time.

Each is a chart with its sentence and its numbers, all three from the same data. No colour says anything that is not
also written or drawn: a cell shows its score, how many risks are in it and which, a frame marks what is above the
appetite.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from npqml_widgets.charts.axes import legend_beside
from npqml_widgets.charts.facts import remember
from npqml_widgets.charts.figure import Shown, figure
from npqml_widgets.charts.style import INK, PALETTE, QUIET, RULE, drawn_plainly
from npqml_widgets.documents.risk.model import STAGES, Register, Risk
from npqml_widgets.documents.risk.views import HeatMap, heat_maps, movement, movement_in_words, score_over_time
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.keeping.clock import in_england

BEFORE, AFTER = STAGES.values()
MOST_NAMED = 2  # risks of a cell whose IDs have room in the picture
MOST_DRAWN = 25  # risks in the picture of movement: more cannot be read
# From light to dark by score: one hue, so that it is read by lightness and not by colour.
SHADES = ("#f2f6fa", "#d5e5f1", "#a6cae3", "#6da6cf", "#2a74ab")


def heat_map_figure(register: Register) -> Shown:
    """Show how many open risks stand on each cell of the grid, before and after controls."""
    maps = heat_maps(register)
    return figure(
        _heat_maps(register, maps), _heat_words(register, maps), "Open risks by likelihood and impact", _named(maps)
    )


@drawn_plainly
def _heat_maps(register: Register, maps: tuple[HeatMap, HeatMap]) -> Figure:
    whole = Figure(figsize=(9.2, 4.4))
    for axes, one in zip(whole.subplots(1, 2), maps, strict=True):
        _draw_map(axes, register, one)
        axes.set_title(STAGES[one.stage])
    return remember(whole, "heat map", _cells(maps).iloc[:, 1:].astype(float), None)


def _draw_map(axes: Axes, register: Register, found: HeatMap) -> None:
    size = register.size
    for likelihood in range(1, size + 1):
        for impact in range(1, size + 1):
            score, names = likelihood * impact, found.names[likelihood - 1][impact - 1]
            shade = min(len(SHADES) - 1, score * len(SHADES) // (size**2 + 1))
            above = score > register.appetite
            ink = "white" if shade == len(SHADES) - 1 else INK
            edge: dict[str, Any] = {"edgecolor": INK, "linewidth": 2.2} if above else {"edgecolor": RULE}
            axes.add_patch(Rectangle((impact - 0.47, likelihood - 0.47), 0.94, 0.94, facecolor=SHADES[shade], **edge))
            axes.text(impact - 0.4, likelihood + 0.38, str(score), fontsize=8, va="top", color=ink)
            if names:
                axes.text(impact, likelihood + 0.02, str(len(names)), fontsize=14, weight="bold", ha="center",
                          va="center", color=ink)  # fmt: skip
                axes.text(impact, likelihood - 0.3, _few(names), fontsize=7, ha="center", va="center", color=ink)
    ends = (0.5, size + 0.5)
    axes.set(xlim=ends, ylim=ends, aspect="equal", xlabel="Impact", ylabel="Likelihood")
    axes.set_xticks(range(1, size + 1))
    axes.set_yticks(range(1, size + 1))
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _few(names: tuple[str, ...]) -> str:
    """Return the IDs that have room in a cell, and how many more there are."""
    shown = [name[:6] for name in names[:MOST_NAMED]]
    return ", ".join(shown) + (f" +{len(names) - len(shown)}" if len(names) > len(shown) else "")


def _named(maps: tuple[HeatMap, HeatMap]) -> pd.DataFrame:
    """Return the cells in which a risk stands, highest score first, with the risks' IDs in place of their number."""
    table = _cells(maps).astype(object)
    for heading, one in zip((BEFORE, AFTER), maps, strict=True):
        by_cell = {f"Likelihood {a}, impact {b}": names for a, row in enumerate(one.names, 1)
                   for b, names in enumerate(row, 1)}  # fmt: skip
        table[heading] = [", ".join(by_cell[cell]) for cell in table.index]
    return table


def _cells(maps: tuple[HeatMap, HeatMap]) -> pd.DataFrame:
    """Return the cells in which a risk stands, highest score first, as rows of the table."""
    levels = range(len(maps[0].counts), 0, -1)
    rows: list[tuple[Any, ...]] = [
        (f"Likelihood {a}, impact {b}", a * b, *(one.counts[a - 1][b - 1] for one in maps))
        for a in levels
        for b in levels
        if any(one.counts[a - 1][b - 1] for one in maps)
    ]
    rows.sort(key=lambda row: -row[1])
    table = pd.DataFrame(rows, columns=["Cell", "Score", BEFORE, AFTER])
    return table.set_index("Cell")


def _heat_words(register: Register, maps: tuple[HeatMap, HeatMap]) -> str:
    parts = []
    for name, one in zip((BEFORE, AFTER), maps, strict=True):
        cells = [(a * b, n) for a, row in enumerate(one.counts, 1) for b, n in enumerate(row, 1) if n]
        above = sum(n for score, n in cells if score > register.appetite)
        unrated = f", {one.unrated} not rated" if one.unrated else ""
        highest = f", the highest score is {max(cells)[0]}" if cells else ""
        parts.append(
            f"{name} {above} of {sum(n for _, n in cells)} rated open risks are above the appetite of "
            f"{register.appetite}{highest}{unrated}."
        )
    return f"{' '.join(parts)} In each cell stand its score, how many risks and their IDs; a heavy frame: above."


def movement_figure(register: Register) -> Shown | None:
    """Show the score of each open risk before and after controls; None while no risk is rated twice."""
    moves = {move.risk: move for move in movement(register)}
    if not moves:
        return None
    rows = {name: (one.start[0] * one.start[1], one.end[0] * one.end[1]) for name, one in moves.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=[BEFORE, AFTER])
    table = table.sort_values([BEFORE, AFTER], ascending=False, kind="stable").rename_axis("Risk")
    drawn = table.head(MOST_DRAWN)
    left = f" The {MOST_DRAWN} highest are drawn; the table has all." if len(table) > len(drawn) else ""
    return figure(_movement(register, drawn), movement_in_words(register) + left, "What controls have moved", table)


@drawn_plainly
def _movement(register: Register, table: pd.DataFrame) -> Figure:
    whole = Figure(figsize=(6.8, 1.7 + 0.32 * len(table)))
    axes = whole.add_subplot()
    spots = np.arange(len(table))
    before, after = table[BEFORE].to_numpy(), table[AFTER].to_numpy()
    for spot, start, end in zip(spots, before, after, strict=True):
        if start != end:
            axes.annotate("", (end, spot), (start, spot), arrowprops={"arrowstyle": "-|>", "color": QUIET, "lw": 1.5})
    axes.plot(before, spots, "o", color=PALETTE[1], markerfacecolor="white", markersize=12, label=BEFORE)
    axes.plot(after, spots, "s", color=PALETTE[0], markersize=8, label=AFTER)
    axes.axvline(register.appetite, color=QUIET, linestyle="--", linewidth=1.2)
    axes.annotate(f"appetite {register.appetite}", (register.appetite, 1), (4, 3),
                  xycoords=("data", "axes fraction"), textcoords="offset points", color=QUIET)  # fmt: skip
    axes.set_yticks(spots, [str(name)[:12] for name in table.index])
    axes.set(ylim=(len(table) - 0.5, -0.5), xlim=(0, register.size**2 + 1), xlabel="Score (likelihood x impact)")
    axes.set_title("Scores before and after controls", pad=24)
    legend_beside(axes)
    return remember(whole, "movement", table.astype(float), None)


def score_over_time_figure(risk: Risk) -> Shown | None:
    """Show how the scores of one risk went from the day it was added; None while it was never rated."""
    points = [point for point in score_over_time(risk) if (point.inherent, point.residual) != (None, None)]
    if not points:
        return None
    points.sort(key=lambda point: point.when)
    days = [in_england(point.when) for point in points]
    table = pd.DataFrame(
        {BEFORE: [point.inherent for point in points], AFTER: [point.residual for point in points]},
        index=pd.Index([f"{day:%d/%m/%Y %H:%M}" for day in days], name="From"),
        dtype=float,
    )
    last = points[-1]
    said = [f"{name} {'not rated' if value is None else value}" for name, value in
            ((BEFORE.lower(), last.inherent), (AFTER.lower(), last.residual))]  # fmt: skip
    earlier = f" Earlier scores are in the table: {len(points) - 1}." if len(points) > 1 else ""
    words = f"{risk.id}: since {as_said(days[-1].date())} {' and '.join(said)}.{earlier}"
    return figure(_over_time(risk, days, table), words, f"Scores of {risk.id} over time", table)


@drawn_plainly
def _over_time(risk: Risk, days: list[Any], table: pd.DataFrame) -> Figure:
    whole = Figure(figsize=(6.8, 3.6))
    axes = whole.add_subplot()
    # Days and times as names side by side: three changes on one day would fall together on a scale of time.
    spots = range(len(table))
    for name, colour, mark, line in ((BEFORE, PALETTE[1], "o", "--"), (AFTER, PALETTE[0], "s", "-")):
        axes.plot(spots, table[name], line, marker=mark, color=colour, drawstyle="steps-post", label=name)
    shown = list(spots)[:: max(1, len(table) // 6)]
    axes.set_xticks(shown, [f"{days[spot]:%d/%m/%y}\n{days[spot]:%H:%M}" for spot in shown])
    axes.set(ylim=(0, None), ylabel="Score (likelihood x impact)", xlabel="From")
    axes.set_title(f"Scores of {risk.id[:20]} over time")
    legend_beside(axes)
    return remember(whole, "over time", table, None)
