"""Six pupils of a school, of whom three are to be talked about first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from math import isnan

import pandas as pd


def six_pupils(pupils: pd.DataFrame, baseline: str, outcome: str) -> pd.DataFrame:
    """Pick six pupils whose order by progress is another than by result, or by result less start; a to f, by name.

    Three made less progress than most: at a lowish, a middling and a high result. Two made more: one with the lowest
    result of these five, one with a high result. The sixth has a low result and no start, if there is such a pupil. Of
    those who come into question the first six are taken that tell the ways to choose three of them apart.
    """
    pool = pupils.drop_duplicates(["Forename", "Surname"], keep=False).dropna(subset=[outcome])
    pool = pool.sort_values([outcome, "Surname", "Forename"])
    progress = (pool[outcome] - pool["Estimate"]).astype(float)
    from_start = (pool[outcome] - pool[baseline]).astype(float)
    ends = [round(share * len(pool)) for share in (0, 0.3, 0.5, 0.7, 1)]
    low, lowish, middling, high = (progress.iloc[start:end].dropna() for start, end in pairwise(ends))
    behind = lowish.nsmallest(len(lowish) // 2 + 1).index
    without = [*pool.index[pool["Estimate"].isna()], *pool.index]
    roles = (
        low.nlargest(2).index, from_start[behind].nlargest(3).index, middling.nsmallest(3).index,
        high.nsmallest(2).index, from_start[high[high > 0].index].nsmallest(4).index, without[:3],
    )  # fmt: skip
    sixes = [list(chosen) for chosen in product(*roles) if len(set(chosen)) == len(chosen)] or [list(pool.index[:6])]
    columns = (pool[outcome].astype(float), progress, from_start)
    facts = dict(zip(pool.index, zip(*columns, strict=True), strict=True))
    chosen = next((one for one in sixes if tells_apart([facts[row] for row in one])), sixes[0])
    six = pool.loc[chosen].sort_values(["Forename", "Surname"])
    names = [f"{forename} {surname}" for forename, surname in zip(six["Forename"], six["Surname"], strict=True)]
    return six.set_axis(list("abcdef")[: len(six)]).assign(Name=names)


def tells_apart(six: Sequence[tuple[float, float, float]]) -> bool:
    """Tell whether each way to choose three of six pupils chooses three of its own, without a tie.

    Of each pupil are given the result, the progress and the result less the start, NaN where unknown. The ways: least
    and most progress, lowest result, lowest result less start, and one without a start among the least.
    """
    result, progress, from_start = (dict(enumerate(column)) for column in zip(*six, strict=True))
    unknown = [place for place, value in progress.items() if isnan(value)]
    least, lowest, less_start = (_lowest(column) for column in (progress, result, from_start))
    most = _lowest({place: -value for place, value in progress.items()})
    if not unknown or not (least and most and lowest and less_start):
        return False
    with_unknown = {*sorted(least, key=progress.__getitem__)[:2], unknown[0]}
    return len(set(map(frozenset, (least, most, lowest, less_start, with_unknown)))) == 5


def _lowest(column: Mapping[int, float]) -> set[int]:
    """The places of the three lowest numbers; none where the third is no lower than the fourth."""
    ordered = sorted((place for place, value in column.items() if not isnan(value)), key=column.__getitem__)
    return set(ordered[:3]) if len(ordered) > 3 and column[ordered[2]] < column[ordered[3]] else set()
