"""Whom a page asks about: a group whose average progress is more or less sure, and one pupil."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from npqml_widgets.schooldata.tables import NO_START, t_multiplier

FEWEST = 5
"""Pupils behind an interval, at the least: below, Student's t is not worked out well, and nobody should draw one."""
TURNS = (("unclear",), ("more", "less"), ("unclear",), ("less", "more"))
"""What the interval of a group's progress may say; whose turn it is hangs on a school's number of pupils, so that
nobody knows the right claim without its numbers."""
WIDTH_APART = 0.05
"""How far half an interval, worked out by mistake, lies from the right one and from other mistakes, at the least."""
PUPIL_APART = 0.13
"""How far a pupil's progress, worked out by mistake, lies from the right one and from other mistakes, at the least."""
END_APART = 0.02
"""How far from 0 the ends of the right interval lie, at the least."""


def group_asked(pupils: pd.DataFrame, bands: pd.Series[str], outcome: str, minimum: int) -> tuple[str, pd.Series[bool]]:
    """Name a group of pupils and mark who is in it: the first that supports the claim whose turn it is.

    Where no group does, all pupils with pupil premium are asked about.
    """
    return _group(pupils, bands, outcome, minimum) or next(_groups(pupils, bands))


def can_be_asked(pupils: pd.DataFrame, bands: pd.Series[str], outcome: str, minimum: int) -> bool:
    """Tell whether a school has a group that supports a claim whose turn it is, with mistakes that stand apart."""
    return _group(pupils, bands, outcome, minimum) is not None


def _group(
    pupils: pd.DataFrame, bands: pd.Series[str], outcome: str, minimum: int
) -> tuple[str, pd.Series[bool]] | None:
    every = (pupils[outcome] - pupils["Estimate"]).astype(float).dropna()
    found: dict[str, tuple[str, pd.Series[bool]]] = {}
    for words, members in _groups(pupils, bands):
        found.setdefault(_claim(every[members[every.index]], every, minimum), (words, members))
    return next((found[claim] for claim in TURNS[len(pupils) % len(TURNS)] if claim in found), None)


def _groups(pupils: pd.DataFrame, bands: pd.Series[str]) -> Iterator[tuple[str, pd.Series[bool]]]:
    """The groups that a school speaks of; those with pupil premium first."""
    premium, girls = pupils["PP"] == "Y", pupils["Sex"] == "F"
    yield "Pupils with PP", premium
    yield "Girls with PP", premium & girls
    yield "Boys with PP", premium & ~girls
    yield "Pupils with EAL", pupils["EAL"] == "Y"
    yield "Pupils on SEN support", pupils["SEN"] == "K"
    yield "Pupils in Catch-up", pupils["Catch-up"] == "Y"
    for band in sorted(set(bands) - {NO_START}, key=lambda band: float(band.split(" to ")[0])):
        yield f"Pupils who started at {band}", bands == band
    yield "Girls without PP", girls & ~premium
    yield "Boys without PP", ~girls & ~premium
    yield "Pupils who attend less than 95%", pupils["Attendance"] < 95
    yield "Pupils who attend 97% or more", pupils["Attendance"] >= 97
    yield "Girls", girls
    yield "Boys", ~girls
    for year in sorted(pupils["Year"].unique()) if pupils["Year"].nunique() > 1 else ():
        yield f"Year {year}", pupils["Year"] == year


def _claim(own: pd.Series[float], every: pd.Series[float], minimum: int) -> str:
    """The claim that a group's interval supports; nothing where it is too small or a mistake lies too near."""
    if len(own) < max(FEWEST, minimum) or len(every) <= 1.5 * len(own):
        return ""
    error = own.std() / len(own) ** 0.5
    half = [times * error for times in (1.96, t_multiplier(len(own)))]
    by_everybody = [1.96 * spread / len(every) ** 0.5 for spread in (own.std(), every.std())]
    slips = [1.96 * own.std(), error, 1.96 * own.std() / len(own)]
    if not all(one < half[0] - WIDTH_APART or one > half[1] + WIDTH_APART for one in (*slips, *by_everybody)):
        return ""
    for other in by_everybody:
        if any(abs(one - another) <= WIDTH_APART for one, another in combinations((*slips, other), 2)):
            return ""
    if any(abs(abs(own.mean()) - end) <= END_APART for end in half):
        return ""
    clear = [abs(own.mean()) > end for end in half]
    if any(clear) != all(clear):
        return ""
    return "unclear" if not clear[0] else "more" if own.mean() > 0 else "less"


def pupil_asked(pupils: pd.DataFrame, estimates: pd.DataFrame, baseline: str, outcome: str) -> pd.Series:
    """Pick one pupil with a start and a result: of the list by UPN the first from the middle on who can be asked about.

    The pupil's progress differs from what another row of the estimates, the start for an estimate, or the sign turned
    would give, and these from each other. Where there is no such pupil it is the middle one.
    """
    rows = pupils.dropna(subset=[baseline, outcome]).sort_values("UPN")
    rows = pd.concat([rows.iloc[len(rows) // 2 :], rows.iloc[: len(rows) // 2]])
    for _, child in rows.iterrows():
        result, right = float(child[outcome]), float(child[outcome] - child["Estimate"])
        others = [result - float(row) for row in estimates["Estimate"] if row != child["Estimate"]]
        from_start = result - float(child[baseline])
        apart = [(right, other) for other in (*others, from_start, -right)] + [(from_start, -right)]
        apart += [(slip, other) for slip in (from_start, -right) for other in others]
        if all(abs(one - other) > PUPIL_APART for one, other in apart):
            return child
    return rows.iloc[0]
