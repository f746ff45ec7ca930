"""Tables that a school's data manager makes from an export, and what is worked out of them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from npqml_widgets.schooldata.hiding import TOTAL

Numbers: TypeAlias = "npt.NDArray[np.float64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"
Whole: TypeAlias = "npt.NDArray[np.int64]"

NO_START = "No start recorded"
CUTS = (
    (0.4, 0.7, 0.9), (0.1, 0.3, 0.6), (0.5, 0.8), (0.2, 0.5), (0.15, 0.6), (0.4, 0.85), (0.25, 0.75),
    (0.15, 0.5, 0.85), (0.55, 0.7, 0.85), (0.15, 0.3, 0.45), (0.35,), (0.65,), (0.25, 0.5, 0.75), (1 / 3, 2 / 3),
    (0.5,),
)  # fmt: skip
"""Where bands of the start may be cut, as shares of the pupils, in the order in which they are tried. Those of
unequal size come first: it makes a difference in them what a band is weighed by."""
APART = 0.035
"""So far the ways to weigh bands lie apart at the least, in units of the outcome."""


def with_estimates(pupils: pd.DataFrame, estimates: pd.DataFrame, baseline: str) -> pd.DataFrame:
    """Give the pupils with a column `Estimate`: the average result elsewhere of pupils with the same start.

    `estimates` has a row for each band of the start, lowest first (`Baseline from`, `Estimate`). A start
    below the first band belongs to it. A pupil without a start has no estimate.
    """
    starts = estimates["Baseline from"].to_numpy(dtype=float)
    averages = estimates["Estimate"].to_numpy(dtype=float)
    own = pupils[baseline].to_numpy(dtype=float, na_value=np.nan)
    band = np.clip(np.searchsorted(starts, own, side="right") - 1, 0, len(starts) - 1)
    return pupils.assign(Estimate=np.where(np.isnan(own), np.nan, averages[band]))


def start_bands(pupils: pd.DataFrame, baseline: str, outcome: str, minimum: int, group: str = "PP") -> pd.Series[str]:
    """Name the band of the start of each pupil, such as "97 to 101"; `NO_START` for those without a start.

    The first of `CUTS` that serves, else the best: each band holds `minimum` pupils, one of them of the group (Y) and
    two not, and it makes a difference (`APART`) whether bands count alike, by their pupils or by their pupils of the
    group. Pupils with the same start are in the same band.
    """
    start, results = (pupils[column].to_numpy(dtype=float, na_value=np.nan) for column in (baseline, outcome))
    known = ~(np.isnan(start) | np.isnan(results))
    pupil = _Known(
        results[known], pupils["Estimate"].to_numpy(dtype=float)[known],
        (pupils[group] == "Y").to_numpy()[known], (pupils[group] == "N").to_numpy()[known],
    )  # fmt: skip
    best, most = _cut(start, start[known], CUTS[0]), -np.inf
    for cuts in CUTS:
        bands = _cut(start, start[known], cuts)
        worth = _worth(pupil, bands[known], minimum)
        if worth > most:
            best, most = bands, worth
        if worth >= APART:
            break
    return _named(pd.Series(start, index=pupils.index), best)


class _Known(NamedTuple):
    """The pupils with a start and a result: what is needed of them to compare bands."""

    result: Numbers
    estimate: Numbers
    inside: Flags
    outside: Flags


def _cut(start: Numbers, known: Numbers, cuts: Collection[float]) -> Whole:
    """Number the band of each start, lowest first; bands are cut at these shares of the known starts."""
    return np.searchsorted(np.unique(np.quantile(known, list(cuts))), start, side="left")


def _named(start: pd.Series[float], bands: Whole) -> pd.Series[str]:
    place = pd.Series(bands, index=start.index)[start.notna()]
    ends = start.groupby(place).agg(["min", "max"])
    names = {band: f"{low:g} to {high:g}" for band, low, high in ends.itertuples()}
    return place.map(names).reindex(start.index).fillna(NO_START).rename("Started at")


def _worth(pupil: _Known, bands: Whole, minimum: int) -> float:
    """Give how far apart the ways to weigh bands lie at the least; -1 if a band cannot be shown or compared."""
    place = np.unique(bands, return_inverse=True)[1]
    inside, outside = (np.bincount(place[flags], minlength=place.max() + 1) for flags in (pupil.inside, pupil.outside))
    every = inside + outside
    if inside.min() < 1 or outside.min() < 2 or every.min() < minimum:
        return -1.0

    def mean(values: Numbers, flags: Flags) -> Numbers:
        return np.bincount(place[flags], values[flags]) / np.bincount(place[flags])

    progress = mean(pupil.result - pupil.estimate, pupil.inside | ~pupil.inside)
    gap = mean(pupil.result, pupil.inside) - mean(pupil.result, pupil.outside)
    alike = abs(np.average(progress, weights=every) - progress.mean())
    gaps = (np.average(gap, weights=inside), np.average(gap, weights=every), gap.mean())
    return float(min(alike, *(abs(one - other) for one, other in combinations(gaps, 2))))


def progress_by_start(pupils: pd.DataFrame, bands: pd.Series[str], outcome: str) -> pd.DataFrame:
    """Give pupils with a result, their average result and their average estimate, by band of the start."""
    found = pupils.dropna(subset=[outcome])
    groups = found.groupby(bands[found.index])
    rows = pd.DataFrame(
        {
            "Pupils": groups.size(),
            "Average result": groups[outcome].mean(),
            "Average estimate": groups["Estimate"].mean(),
        }
    )
    return rows.loc[_from_low_to_high(rows.index)]


def gap_by_start(pupils: pd.DataFrame, bands: pd.Series[str], outcome: str, group: str = "PP") -> pd.DataFrame:
    """Give numbers and average results of pupils in a group (Y) and of the others (N), by band of the start.

    Only pupils with a start and a result count, so that every row speaks of the same pupils. The last row,
    `TOTAL`, takes all bands together.
    """
    found = pupils[bands != NO_START].dropna(subset=[outcome])
    rows = _both_groups(found, bands[found.index], outcome, group)
    together = pd.Series(TOTAL, index=found.index, name="Started at")
    return pd.concat([rows.loc[_from_low_to_high(rows.index)], _both_groups(found, together, outcome, group)])


def _both_groups(pupils: pd.DataFrame, bands: pd.Series[str], outcome: str, group: str) -> pd.DataFrame:
    results = pupils.groupby([bands, group])[outcome]
    size = results.size().unstack(fill_value=0).reindex(columns=["Y", "N"], fill_value=0)
    mean = results.mean().unstack().reindex(columns=["Y", "N"])
    return pd.DataFrame(
        {
            f"{group} pupils": size["Y"],
            f"{group} average": mean["Y"],
            "Other pupils": size["N"],
            "Others' average": mean["N"],
        }
    )


def _from_low_to_high(bands: pd.Index[str]) -> list[str]:
    """List bands by their lowest start, `NO_START` last."""
    return sorted(bands, key=lambda band: np.inf if band == NO_START else float(band.split(" to ")[0]))


def t_multiplier(n: int) -> float:
    """Give how many standard errors the 95% interval for the mean of n values reaches to each side (Student's
    t).

    A series in 1 / (n - 1) from the normal value (Abramowitz and Stegun 26.7.5), right to 0.003 from n = 5 on.
    """
    z, freedom = 1.959964, n - 1
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return float(z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4)
