"""What an export comes to, worked out by the functions that module 1a's page uses, and hidden where pupils are too few.

Nothing that leaves here speaks of fewer pupils than the school's limit, neither by itself nor by taking one number
from another. How many pupils have no result or no start is said as it is: a reader has to know who is not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from attrs import evolve

from npqml_widgets.documents.rawdata.codes import asked
from npqml_widgets.documents.rawdata.model import (
    GROUPS,
    WHOSE,
    Band,
    Estimate,
    Gap,
    Interval,
    RawData,
    Reached,
    Results,
    interval_ends,
    rounded,
)
from npqml_widgets.documents.rawdata.pupils import Pupils, cleaned, codes_in
from npqml_widgets.schooldata.hiding import TOTAL, cells, small_cells, worked_out
from npqml_widgets.schooldata.tables import NO_START, gap_by_start, progress_by_start, start_bands, with_estimates

LOW_ATTENDANCE = 90  # per cent
_REACHED, _SHORT = "Reached it", "Did not"


def worked(document: RawData, pupils: Pupils) -> RawData:
    """Return the document with what these pupils come to under its decisions; codes that are new are proposed."""
    document = evolve(document, columns=pupils.columns)
    here, _, _ = cleaned(pupils, document.left_as_is, (), document.exported)
    codes = asked(codes_in(pupils, here), document.codes)
    noughts = [(use.field, use.code) for use in codes if use.use == "nought"]
    here, roll, steps = cleaned(pupils, document.left_as_is, noughts, document.exported)
    return evolve(document, codes=codes, cleaned=steps, results=evolve(results_of(document, here), roll=roll))


def results_of(document: RawData, here: pd.DataFrame) -> Results:
    """Return what the pupils on roll come to; what cannot be said for want of a column or of pupils is left out."""
    if "result" not in here or here["result"].notna().sum() == 0:
        return Results()
    rows = _named(document, here)
    known = rows["Result"].notna()
    started = rows[known & rows["Start"].notna()]
    limit = document.limit
    bands = start_bands(rows, "Start", "Result", limit, "Group") if len(started) else _no_bands(rows)
    return Results(
        with_result=int(known.sum()),
        with_start=len(started),
        reached=_reached(document, rows[known]),
        bands=_bands(rows, bands, limit),
        gap=_gap(rows, started, bands, limit) if document.group else Gap(),
        interval=_interval(document, started, rows[known]),
    )


def _named(document: RawData, here: pd.DataFrame) -> pd.DataFrame:
    """Return the pupils with the columns that the tables of schooldata take: Start, Result, Estimate, Group."""
    blank = pd.Series(np.nan, index=here.index, dtype=float)
    rows = pd.DataFrame(
        {"Start": here.get("start", blank), "Result": here["result"], "Target": here.get("target", blank)}
    )
    if document.estimates and rows["Start"].notna().any():
        rows = with_estimates(rows, estimates_table(document.estimates), "Start")
    else:
        rows["Estimate"] = np.nan
    rows["Group"] = _members(document, here)
    return rows.astype({"Start": float, "Result": float, "Target": float})


def estimates_table(estimates: Sequence[Estimate]) -> pd.DataFrame:
    """Return the estimates as schooldata takes them."""
    rows = [(estimate.start, estimate.result) for estimate in estimates]
    return pd.DataFrame(rows, columns=["Baseline from", "Estimate"])


def _members(document: RawData, here: pd.DataFrame) -> pd.Series[str]:
    """Mark who is in the group that is compared (Y), who is not (N), and of whom that is not known ("")."""
    name = document.group
    if name not in here:
        return pd.Series("", index=here.index, dtype=object)
    if name == "attendance":
        low = here[name].astype(float) < LOW_ATTENDANCE
        return low.map({True: "Y", False: "N"}).where(here[name].notna(), "").astype(object)
    return here[name].astype(object)


def _no_bands(rows: pd.DataFrame) -> pd.Series[str]:
    return pd.Series(NO_START, index=rows.index, dtype=object)


def _reached(document: RawData, known: pd.DataFrame) -> tuple[Reached, ...]:
    """Return who reached the standard, by group and together, with hidden cells where a count is too small."""
    if document.against == "number":
        goal = pd.Series(np.nan if document.standard is None else document.standard, index=known.index)
    else:
        goal = known["Target"]
    known = known[goal.notna()]
    if known.empty:
        return ()
    if len(known) < document.limit:
        return (Reached("All pupils with a result", None, None, None),)
    inside, outside = GROUPS[document.group]
    split = known["Group"].isin(["Y", "N"]).all() and known["Group"].nunique() == 2
    who = known["Group"].map({"Y": inside, "N": outside}) if split else pd.Series("All", index=known.index)
    got = (known["Result"] >= goal[known.index]).map({True: _REACHED, False: _SHORT})
    table = pd.crosstab(who, got).reindex(columns=[_REACHED, _SHORT], fill_value=0)
    if split:
        table = table.loc[[inside, outside]]
    table[TOTAL] = table.sum(axis=1)
    table.loc[TOTAL] = table.sum()
    if not split:  # one group and its total are the same: a line of its own is needed for nothing but hiding
        return _alone(table, document.limit)
    hidden = to_hide(table, document.limit)
    return tuple(_line(table, str(row), hidden) for row in table.index)


def to_hide(table: pd.DataFrame, minimum: int) -> set[str]:
    """Return the cells of a two-way table with totals to hide, so that no count under the minimum can be found out.

    All are hidden, then one after the other is shown that gives nothing away, the largest first, as 1a does. All
    together must be the minimum at least.
    """
    counts, small = cells(table), small_cells(table, minimum)
    hidden = list(counts)
    for name in sorted(hidden, key=lambda name: counts[name], reverse=True):
        fewer = [other for other in hidden if other != name]
        if name not in small and not worked_out(table, fewer, minimum):
            hidden = fewer
    return set(hidden)


def _line(table: pd.DataFrame, row: str, hidden: Collection[str]) -> Reached:
    shown = [None if f"{row}, {column}" in hidden else _count(table, row, column) for column in table.columns]
    return Reached("All pupils with a result" if row == TOTAL else row, *shown)


def _alone(table: pd.DataFrame, limit: int) -> tuple[Reached, ...]:
    yes, no, both = (_count(table, TOTAL, column) for column in table.columns)
    if any(0 < count < limit for count in (yes, no, both)):
        return (Reached("All pupils with a result", None, None, both if both >= limit else None),)
    return (Reached("All pupils with a result", yes, no, both),)


def _bands(rows: pd.DataFrame, bands: pd.Series[str], limit: int) -> tuple[Band, ...]:
    """Return averages by band of the start; small bands are hidden, and another one where there is but one of them."""
    table = progress_by_start(rows, bands, "Result").drop(NO_START, errors="ignore")
    sizes = table["Pupils"].astype(int)
    hidden = set(sizes.index[sizes < limit])
    while hidden and len(hidden) < len(sizes) and (len(hidden) == 1 or sizes[list(hidden)].sum() < limit):
        hidden.add(sizes.drop(list(hidden)).idxmin())
    found = []
    for place, (name, row) in enumerate(table.iterrows()):
        said = _open_ended(str(name), first=place == 0, last=place == len(table) - 1)
        if name in hidden:
            found.append(Band(said, None, None, None))
        else:
            found.append(
                Band(said, int(row["Pupils"]), rounded(row["Average result"]), _finite(row["Average estimate"]))
            )
    return tuple(found)


def _open_ended(name: str, *, first: bool, last: bool) -> str:
    """Return the name of a band; the lowest and the highest have no end, as that is one pupil's start."""
    low, _, high = name.partition(" to ")
    return "all" if first and last else f"up to {high}" if first else f"{low} or more" if last else name


def _gap(rows: pd.DataFrame, started: pd.DataFrame, bands: pd.Series[str], limit: int) -> Gap:
    """Return the gap overall and like for like, as 1a has it: each band counts by its pupils of the group."""
    if not set(started["Group"]) >= {"Y", "N"}:
        return Gap()
    found = rows[rows["Group"].isin(["Y", "N"])]
    table = gap_by_start(found, bands[found.index], "Result", "Group")
    sizes = [_count(table, TOTAL, column) for column in ("Group pupils", "Other pupils")]
    if min(sizes) < limit:
        return Gap()
    each = table["Group average"] - table["Others' average"]
    inside = each.drop(TOTAL)
    weights = table["Group pupils"].drop(TOTAL).where(inside.notna(), 0)
    like = rounded((inside * weights).sum() / weights.sum()) if weights.sum() else None
    told = not _tells_who_has_no_start(rows, started, limit)
    mine, theirs = sizes if told else (None, None)
    return Gap(rounded(each[TOTAL]), like, mine, theirs, bool(weights.sum() < sizes[0]))


def _tells_who_has_no_start(rows: pd.DataFrame, started: pd.DataFrame, limit: int) -> bool:
    """Tell whether numbers of a group, beside those in the table of the standard, say how few of it have no start."""
    with_result = rows.loc[rows["Result"].notna(), "Group"].value_counts()
    with_start = started["Group"].value_counts()
    return any(0 < with_result.get(which, 0) - with_start.get(which, 0) < limit for which in ("Y", "N"))


def _interval(document: RawData, started: pd.DataFrame, rows: pd.DataFrame) -> Interval:
    progress = (started["Result"] - started["Estimate"]).astype(float).dropna()
    everybody = document.whose == "everybody" or not document.group
    own = progress if everybody else progress[started.loc[progress.index, "Group"] == "Y"]
    who = WHOSE["everybody"] if everybody else GROUPS[document.group][0]
    rest = len(progress) - len(own)
    if len(own) < max(document.limit, 2) or 0 < rest < document.limit:
        return Interval(who)
    mean, deviation = rounded(own.mean()), rounded(own.std())
    told = everybody or not _tells_who_has_no_start(rows, started, document.limit)
    return Interval(
        who, mean, *interval_ends(mean, deviation, len(own)), *((len(own), deviation) if told else (None, None))
    )


def _count(table: pd.DataFrame, row: str, column: str) -> int:
    """Return one cell of a table of counts."""
    count: Any = table.loc[row, column]
    return int(count)


def _finite(value: float) -> float | None:
    return rounded(value) if np.isfinite(value) else None
