"""The picture of a plan: a bar a step along the calendar, with its sentence and its numbers from the same data."""

from __future__ import annotations

from datetime import date

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from npqml_widgets.charts.facts import remember
from npqml_widgets.charts.figure import Shown, figure
from npqml_widgets.charts.style import INK, PALETTE, drawn_plainly
from npqml_widgets.documents.plan.gantt import gantt
from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import Times
from npqml_widgets.documents.plan.words import critical_words, end_words
from npqml_widgets.documents.plan.workingdays import DAY
from npqml_widgets.documents.shared.dates import as_said

CAPTION = "The plan along the calendar"
MOST_DRAWN = 40  # steps in one picture: more cannot be read
LONGEST_NAME = 34  # signs of a step's name beside its bar
_LIGHT = "#cfe0ee"


def gantt_figure(plan: Plan) -> Shown | None:
    """Show each step along the calendar; None while no step has dates."""
    found = gantt(plan)
    if found is None:
        return None
    rows = [(step, times, times.first, times.last) for step, times, _ in found.rows if times.first and times.last]
    if not rows:
        return None
    table = pd.DataFrame(
        [
            (as_said(first), as_said(last), step.length, times.slack, "" if step.done is None else f"{step.done}%")
            for step, times, first, last in rows
        ],
        columns=["From", "To", "Working days", "Days to spare", "Done"],
        index=pd.Index([f"{step.id} {step.what}".strip() for step, *_ in rows], name="Step"),
    )
    left = f" The first {MOST_DRAWN} are drawn; the table has all." if len(rows) > MOST_DRAWN else ""
    marks = "Striped bars with a * have no day to spare; a diamond is a moment."
    words = f"{end_words(plan)} {critical_words(plan)} {marks}{left}"
    return figure(_drawn(rows[:MOST_DRAWN], table), words, CAPTION, table)


@drawn_plainly
def _drawn(rows: list[tuple[Step, Times, date, date]], table: pd.DataFrame) -> Figure:
    whole = Figure(figsize=(8.4, 1.5 + 0.34 * len(rows)))
    axes = whole.add_subplot()
    for spot, (_, times, first, last) in enumerate(rows):
        begins, ends = date2num(first), date2num(last + DAY)  # type: ignore[no-untyped-call,unused-ignore]
        if times.start == times.end:
            axes.plot([ends - 0.5], [spot], "D", color=PALETTE[0] if times.is_critical else INK, markersize=8)
        else:
            stripes = {"hatch": "////", "facecolor": "white"} if times.is_critical else {"facecolor": _LIGHT}
            axes.barh(spot, ends - begins, 0.62, begins, edgecolor=PALETTE[0], linewidth=1.4, **stripes)  # type: ignore[arg-type]
        if times.is_critical:  # a bar of one day has no room for stripes
            axes.text(ends, spot, " *", va="center", color=INK)
    axes.set_yticks(range(len(rows)), [_short(f"{step.id} {step.what}") for step, *_ in rows])
    axes.set(ylim=(len(rows) - 0.4, -0.6), xlabel="", ylabel="")
    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call,unused-ignore]
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call,unused-ignore]
    axes.set_title(CAPTION)
    handles = [
        Patch(facecolor="white", edgecolor=PALETTE[0], hatch="////", label="* no day to spare"),
        Patch(facecolor=_LIGHT, edgecolor=PALETTE[0], label="has days to spare"),
    ]
    axes.legend(
        handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.06 - 0.5 / len(rows)), ncols=2, frameon=False
    )
    return remember(whole, "gantt", table[["Working days", "Days to spare"]].astype(float), None)


def _short(name: str) -> str:
    plain = " ".join(name.split()).replace("$", r"\$")
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1].rstrip() + "…"
