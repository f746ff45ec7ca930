"""Tables that a school's data manager makes from an export, and what is worked out of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from npqml_widgets.schooldata.hiding import TOTAL

NO_START = "No start recorded"
BANDS = (4, 3, 5, 2, 6, 7, 8)
"""How many bands of the start are tried, in this order."""


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


def start_bands(pupils: pd.DataFrame, baseline: str, outcome: str, group: str = "PP") -> pd.Series[str]:
    """Name the band of the start of each pupil, such as "97 to 101"; `NO_START` for those without a start.

    Four bands of about the same number of pupils where they serve for a comparison like for like, else the
    first of `BANDS` that do, else the best: each holds a pupil of the group (Y) and two others, and it makes a
    difference (0.05 in units of the outcome) to weigh bands by their pupils. Pupils with the same start are in
    the same band.
    """
    start, known = pupils[baseline].astype(float), pupils.dropna(subset=[baseline, outcome])
    tried = [_cut(start, start[known.index], count) for count in BANDS]
    worth = [_worth(_both_groups(known, bands[known.index], outcome, group), group) for bands in tried]
    return tried[next((place for place, one in enumerate(worth) if one >= 0.05), int(np.argmax(worth)))]


def _cut(start: pd.Series[float], known: pd.Series[float], count: int) -> pd.Series[str]:
    """Name the band of each start; bands are cut so that each has about as many of the known starts."""
    edges = np.unique(np.quantile(known, np.linspace(0, 1, count + 1)[1:-1]))
    place = pd.Series(np.searchsorted(edges, start, side="left"), index=start.index)[start.notna()]
    ends = start.groupby(place).agg(["min", "max"])
    names = {band: f"{low:g} to {high:g}" for band, low, high in ends.itertuples()}
    return place.map(names).reindex(start.index).fillna(NO_START).rename("Started at")


def _worth(rows: pd.DataFrame, group: str) -> float:
    """Give how much the gap changes when bands are weighed by their pupils; -1 if a band cannot be compared."""
    inside, outside = rows[f"{group} pupils"], rows["Other pupils"]
    if inside.min() < 1 or outside.min() < 2:
        return -1.0
    gap = rows[f"{group} average"] - rows["Others' average"]
    return float(abs(np.average(gap, weights=inside) - gap.mean()))


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


def six_pupils(pupils: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Pick six pupils whose order by result is not their order by progress; a to f, in order of name."""
    pool = pupils.drop_duplicates(["Forename", "Surname"], keep=False).dropna(subset=[outcome])
    pool = pool.sort_values([outcome, "Surname", "Forename"])
    progress = (pool[outcome] - pool["Estimate"]).astype(float)
    ends = [round(share * len(pool)) for share in (0, 0.3, 0.5, 0.7, 1)]
    low, lowish, middling, high = (progress.iloc[start:end] for start, end in pairwise(ends))
    chosen = [low.idxmax(), lowish.idxmin(), middling.idxmin(), high.idxmin(), high.idxmax()]
    rest = pool.drop(chosen)
    chosen.append([*rest.index[rest["Estimate"].isna()], *rest.index][0])
    six = pool.loc[chosen].sort_values(["Forename", "Surname"])
    names = [f"{forename} {surname}" for forename, surname in zip(six["Forename"], six["Surname"], strict=True)]
    return six.set_axis(list("abcdef")).assign(Name=names)


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
