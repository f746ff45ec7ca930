"""The charts of a 360 report as a sentence and as a table, from the same findings as the picture."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from npqml_widgets.documents.feedback360.analysis import (
    OTHERS,
    Change,
    Finding,
    findings,
    n_words,
    own_rating,
    range_words,
)
from npqml_widgets.documents.feedback360.report import Report

NO_GAP = ("no clear gap", "not comparable")


def behaviour_names(report: Report) -> dict[str, str]:
    """Give the names of the behaviours by their ids, in order."""
    return {one.id: one.name for one in report.questionnaire.behaviours}


def by_group(report: Report) -> list[Finding]:
    """Give self against each shown group, without all of them together."""
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
    """Give the numbers behind the dumbbell chart, one row a behaviour and group."""
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
    """Give the numbers behind the trend chart, one row a behaviour."""
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
    """Give what the dumbbell chart draws as numbers: the own rating and both ends of each group's range."""
    table = pd.DataFrame(index=list(behaviour_names(report)), dtype=float)
    table["Self"] = [float("nan") if (own := own_rating(report, one)) is None else own for one in table.index]
    for one in by_group(report):
        table.loc[one.behaviour, [f"{one.others.who}, from", f"{one.others.who}, to"]] = [
            one.others.low,
            one.others.high,
        ]
    return table.rename(index=behaviour_names(report))


def change_ends(second: Report, found: Sequence[Change]) -> pd.DataFrame:
    """Give what the trend chart draws as numbers: both ends of each range, in the first round and in the second."""
    rows = {one.behaviour: [one.first.low, one.first.high, one.second.low, one.second.high] for one in found}
    columns = ["First, from", "First, to", "Second, from", "Second, to"]
    return pd.DataFrame(rows, index=columns).T.rename(index=behaviour_names(second))
