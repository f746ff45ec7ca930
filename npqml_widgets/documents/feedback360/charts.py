"""Charts of a 360 report: self against others, and two rounds. Ranges are drawn as ranges, since none is a number.

Picture, sentence and table of a chart are made from the same findings. Better is on the right, where 1 (high) stands.
Groups differ in colour, marker and place, and all is said in words.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from npqml_widgets.charts.axes import WIDTH
from npqml_widgets.charts.facts import remember, whole
from npqml_widgets.charts.figure import Shown, figure
from npqml_widgets.charts.style import INK, PALETTE, QUIET, drawn_plainly
from npqml_widgets.documents.feedback360.analysis import (
    OTHERS,
    Change,
    Finding,
    Rated,
    compare,
    findings,
    n_words,
    own_rating,
    range_words,
)
from npqml_widgets.documents.feedback360.model import GROUPS
from npqml_widgets.documents.feedback360.questionnaire import RATINGS
from npqml_widgets.documents.feedback360.report import Report

AXIS = "Rating: 4 low on the left, 1 high on the right. Better is to the right."
NO_GAP = ("no clear gap", "not comparable")
_MARKERS = ("o", "s", "^", "v")
_STEP = 0.22  # between the bars of one behaviour, in rows


def show_gaps(report: Report) -> Shown:
    """Show self against each group: picture, sentence and the numbers as a table."""
    caption = "Each bar is the range in which a group's mean lies. A mark of your own outside every bar is a gap."
    return figure(dumbbell(report), gap_sentence(report), caption, gap_numbers(report))


def show_change(first: Report, second: Report, who: str) -> Shown:
    """Show what changed between two rounds as one group sees it: picture, sentence, table."""
    found = [one for one in compare(first, second) if one.who == who]
    caption = "A change is clear only where the two bars do not meet."
    if who == GROUPS["self"]:
        caption = "Your own ratings: better and worse say only how you rated yourself, not how you have done."
    return figure(
        trend(second, found, who), change_sentence(second, found, who), caption, change_numbers(second, found)
    )


def who_changed(first: Report, second: Report) -> tuple[str, ...]:
    """Return the names of those who can be compared between two rounds, self first."""
    return tuple(dict.fromkeys(one.who for one in compare(first, second)))


@drawn_plainly
def dumbbell(report: Report) -> Figure:
    """Draw each behaviour with the own rating and the range of each group; a line joins the two where they part."""
    found = by_group(report)
    names, who = behaviour_names(report), list(dict.fromkeys(one.others.who for one in found))
    drawing = Figure(figsize=(WIDTH, 1.9 + len(names) * (0.3 + _STEP * max(1, len(who)))))
    axes = drawing.add_subplot()
    for spot, behaviour in enumerate(names):
        own = own_rating(report, behaviour)
        for one in (one for one in found if one.behaviour == behaviour):
            place = who.index(one.others.who)
            level = spot + _offset(place, len(who))
            _gap_line(axes, one, level)
            _range(axes, one.others, level, place, label=one.others.who if spot == 0 else "")
        if own is not None:
            axes.plot([own, own], [spot - 0.38, spot + 0.38], color=INK, linewidth=1.2, zorder=3)
            axes.plot([own], [spot], "D", color=INK, markersize=8, zorder=4, label="Self" if spot == 0 else "")
    _finish(axes, list(names.values()), "Self against others")
    return remember(drawing, "dumbbell", gap_ends(report), None)


@drawn_plainly
def trend(second: Report, found: Sequence[Change], who: str) -> Figure:
    """Draw each behaviour with its range in the first round (hollow) and in the second (filled), and the change."""
    names = behaviour_names(second)
    drawing = Figure(figsize=(WIDTH, 1.9 + 0.62 * len(names)))
    axes = drawing.add_subplot()
    spots = {behaviour: place for place, behaviour in enumerate(names)}
    for place, one in enumerate(found):
        spot = spots[one.behaviour]
        _range(axes, one.first, spot - 0.17, 4, label="First round" if place == 0 else "", hollow=True)
        _range(axes, one.second, spot + 0.17, 0, label="Second round" if place == 0 else "")
        weight = "normal" if one.change == "no clear change" else "bold"
        axes.annotate(one.change, (1, spot), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                      va="center", color=INK, fontweight=weight)  # fmt: skip
    _finish(axes, list(names.values()), f"Two rounds: {who[:1].lower()}{who[1:]}")
    return remember(drawing, "trend", change_ends(second, found), None)


def _offset(place: int, count: int) -> float:
    return (place - (count - 1) / 2) * _STEP


def _range(axes: Axes, view: Rated, level: float, place: int, *, label: str, hollow: bool = False) -> None:
    """Draw one range as a bar with a marker at both ends."""
    colour, marker = PALETTE[place % len(PALETTE)], _MARKERS[place % len(_MARKERS)]
    ends, levels = [view.low, view.high], [level, level]
    look = {"linewidth": 1.6, "linestyle": "--"} if hollow else {"linewidth": 5, "alpha": 0.55}
    axes.plot(ends, levels, color=colour, solid_capstyle="butt", zorder=2, **look)
    axes.plot(ends, levels, marker, color=colour, markersize=6.5, markerfacecolor="white" if hollow else colour,
              label=label, zorder=2)  # fmt: skip


def _gap_line(axes: Axes, one: Finding, level: float) -> None:
    """Join the own rating with the nearest end of a range that lies clearly apart from it, and name the gap."""
    if one.own is None or one.kind in NO_GAP:
        return
    near = one.others.low if one.kind == "blind spot" else one.others.high
    axes.plot([one.own, near], [level, level], color=QUIET, linewidth=1.2, linestyle=":", zorder=1)
    axes.annotate(
        one.kind, ((one.own + near) / 2, level), (0, 2), textcoords="offset points", ha="center", fontsize=9.5
    )


def _finish(axes: Axes, names: Sequence[str], title: str) -> None:
    """Set the axis of the ratings with its words, the names of the behaviours, and the legend below."""
    axes.set_xlim(4.15, 0.85)
    axes.set_xticks(list(RATINGS), [f"{rating}\n{words}" for rating, words in RATINGS.items()])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#dddddd", linewidth=0.8)
    for spot in range(1, len(names)):
        axes.axhline(spot - 0.5, color="#eeeeee", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xlabel(AXIS)
    axes.set_title(title)
    height = axes.get_window_extent().height / whole(axes).dpi  # inches
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.72 / height), ncols=4, handletextpad=0.4)


def behaviour_names(report: Report) -> dict[str, str]:
    """Return the names of the behaviours by their ids, in order."""
    return {one.id: one.name for one in report.questionnaire.behaviours}


def by_group(report: Report) -> list[Finding]:
    """Return self against each shown group, without all of them together."""
    return [one for one in findings(report) if one.others.who != OTHERS]


def gap_sentence(report: Report) -> str:
    """Say in words what the dumbbell chart shows, gaps first."""
    names, found = behaviour_names(report), by_group(report)
    if not found:
        return "Self against others: no group can be shown, so there is nothing to compare."
    parts = []
    for kind, words in (("blind spot", "Blind spots"), ("hidden strength", "Hidden strengths")):
        lines = [
            f"{names[one.behaviour]} (you {one.own:g}, {one.others.who.lower()} "
            f"{range_words(one.others.low, one.others.high)})"
            for one in found
            if one.kind == kind
        ]
        parts.append(f"{words}: {', '.join(lines) if lines else 'none'}.")
    gone = {one.behaviour for one in found if one.kind not in NO_GAP}
    rest = [name for behaviour, name in names.items() if behaviour not in gone]
    return f"Self against others, 1 high to 4 low. {' '.join(parts)} No clear gap: {', '.join(rest) or 'none'}."


def gap_numbers(report: Report) -> pd.DataFrame:
    """Return the numbers behind the dumbbell chart, one row a behaviour and group."""
    names = behaviour_names(report)
    return pd.DataFrame(
        [
            {
                "Behaviour": names[one.behaviour],
                "Group": one.others.who,
                "Self": "" if one.own is None else f"{one.own:g}",
                "Mean of the group": range_words(one.others.low, one.others.high),
                "n": n_words(one.others.n),
                "Finding": one.kind,
            }
            for one in by_group(report)
        ],
        columns=["Behaviour", "Group", "Self", "Mean of the group", "n", "Finding"],
    )


def change_sentence(second: Report, found: Sequence[Change], who: str) -> str:
    """Say in words what the trend chart shows."""
    names = behaviour_names(second)
    parts = []
    for kind in ("better", "worse", "no clear change"):
        lines = [names[one.behaviour] for one in found if one.change == kind]
        parts.append(f"{kind[:1].upper()}{kind[1:]}: {', '.join(lines) or 'none'}.")
    return f"Two rounds compared, {who.lower()}, 1 high to 4 low. {' '.join(parts)}"


def change_numbers(second: Report, found: Sequence[Change]) -> pd.DataFrame:
    """Return the numbers behind the trend chart, one row a behaviour."""
    names = behaviour_names(second)
    return pd.DataFrame(
        [
            {
                "Behaviour": names[one.behaviour],
                "First round": range_words(one.first.low, one.first.high),
                "Second round": range_words(one.second.low, one.second.high),
                "n": f"{n_words(one.first.n)}; {n_words(one.second.n)}",
                "Change": one.change,
            }
            for one in found
        ],
        columns=["Behaviour", "First round", "Second round", "n", "Change"],
    )


def gap_ends(report: Report) -> pd.DataFrame:
    """Return what the dumbbell chart draws as numbers: the own rating and both ends of each group's range."""
    table = pd.DataFrame(index=list(behaviour_names(report)), dtype=float)
    table["Self"] = [float("nan") if (own := own_rating(report, one)) is None else own for one in table.index]
    for one in by_group(report):
        table.loc[one.behaviour, [f"{one.others.who}, from", f"{one.others.who}, to"]] = [
            one.others.low,
            one.others.high,
        ]
    return table.rename(index=behaviour_names(report))


def change_ends(second: Report, found: Sequence[Change]) -> pd.DataFrame:
    """Return what the trend chart draws as numbers: both ends of each range, in the first round and in the second."""
    rows = {one.behaviour: [one.first.low, one.first.high, one.second.low, one.second.high] for one in found}
    columns = ["First, from", "First, to", "Second, from", "Second, to"]
    return pd.DataFrame(rows, index=columns).T.rename(index=behaviour_names(second))
