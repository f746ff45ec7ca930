"""The share that reached the standard in earlier years: with this year's it rises, falls, or does neither."""

from __future__ import annotations

from itertools import count

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.madeup.pupils.arrays import Numbers

YEARS, WITHOUT_TESTS = 5, (2020, 2021)
"""So many earlier years are given; in two there were no tests."""
FOR_A_TREND = 4
"""So many of the five steps from year to year go the same way, or it is no trend."""
TRIES = 300
"""Draws of one kind of years before another kind is taken."""
_STEP, _JUMP, _CLEAR = 0.03, 0.06, 0.004
"""A step of a trend, how far a year strays without one, and the least step that is no tie; shares of 1."""


@frozen
class Year:
    """One earlier year."""

    year: int
    with_result: int
    reached: int


def earlier_years(rng: np.random.Generator, results_year: int, with_result: int, reached: int) -> list[Year]:
    """Return the years before one in which so many of so many reached the standard, the earliest first.

    Whether the six years rise, fall or do neither is drawn; where that kind cannot be had, it is another.
    """
    years = [year for year in range(results_year - 1, 0, -1) if year not in WITHOUT_TESTS][:YEARS][::-1]
    wanted, now = int(rng.integers(3)), reached / with_result
    step, jump = (max(least, 1.4 / with_result) for least in (_STEP, _JUMP))
    for attempt in count():
        kind = (wanted + attempt // TRIES) % 3 - 1
        sizes = with_result + rng.integers(-4, 5, YEARS)
        room = (now if kind > 0 else 1 - now) / YEARS  # for a trend to have come from
        share = now + kind * min(step, room) * np.arange(-YEARS, 0) + rng.normal(0, step / 4 if kind else jump, YEARS)
        found = np.clip(np.rint(share * sizes), 0, sizes).astype(int)
        if _kind(np.append(found / sizes, now)) == kind:
            break
    return [Year(*one) for one in zip(years, sizes.tolist(), found.tolist(), strict=True)]


def _kind(shares: Numbers) -> int | None:
    """Return 1 for shares that rise, -1 for those that fall, 0 for neither; None where a step is none."""
    steps = np.diff(shares)
    if np.abs(steps).min() < _CLEAR:
        return None
    up = int((steps > 0).sum())
    return 1 if up >= FOR_A_TREND else -1 if up <= YEARS - FOR_A_TREND else 0


def counted(clean: pd.DataFrame, outcome: str, standard: int | str) -> tuple[int, int]:
    """Return how many cleaned pupils have a result, and how many of them reached the standard."""
    result = clean[outcome].astype(float)
    goal = clean[standard].astype(float) if isinstance(standard, str) else pd.Series(standard, clean.index)
    known = result.notna() & goal.notna()
    return int(known.sum()), int((known & (result >= goal)).sum())
