"""Pupils who joined or left during the year: dates, fewer sessions, results that are not there."""

from __future__ import annotations

from functools import cache

import numpy as np

from npqml.madeup.pupils.arrays import Days, Whole
from npqml.madeup.pupils.table import DAYS, Columns, attendance_columns

FILLED_IN = {
    "primary": {"KS2 Reading": DAYS, "KS2 Maths": DAYS, "KS2 Writing": DAYS},
    "secondary": {"Drop 1": 30, "Drop 2": 80, "Drop 3": 119, "GCSE English": DAYS, "GCSE Maths": DAYS},
    "special": {"End": DAYS, "KS2 Maths": DAYS},
}
"""Columns that are filled in during the year, and on which school day."""
_HOLIDAYS = (("10-24", "11-01"), ("12-20", "01-04"), ("02-14", "02-22"), ("03-29", "04-12"))
"""First and last day of the usual holidays, month-day; only the number of sessions hangs on them."""


@cache
def school_days(results_year: int) -> Days:
    """Return the first DAYS school days of the school year that ends in results_year."""
    days = np.arange(f"{results_year - 1}-09-02", f"{results_year}-07-20", dtype="datetime64[D]")
    days = days[np.is_busday(days)]
    for first, last in _HOLIDAYS:
        start = np.datetime64(f"{results_year - (first > '09')}-{first}")
        end = np.datetime64(f"{results_year - (last > '09')}-{last}")
        days = days[(days < start) | (days > end)]
    return days[:DAYS]


def come_and_go(
    rng: np.random.Generator, phase: str, pupils: Columns, results_year: int, joined: Whole, left: Whole
) -> Columns:
    """Return the pupils with the columns Joined and Left; `joined` and `left` are the rows of those who did.

    Joiners came between late September and March, leavers went between October and April. What was filled in
    while a pupil was not on roll is blank.
    """
    pupils, days, number = dict(pupils), school_days(results_year), len(pupils["Year"])
    first, last = np.zeros(number, dtype=int), np.full(number, DAYS)
    first[joined], last[left] = rng.integers(15, 120, len(joined)), rng.integers(25, 130, len(left))
    pupils["Joined"] = np.where(first > 0, days[first], np.datetime64("NaT", "s"))
    pupils["Left"] = np.where(last < DAYS, days[last - 1], np.datetime64("NaT", "s"))
    missed = 100 * pupils["Sessions absent"] / pupils["Sessions possible"]
    pupils |= attendance_columns(missed, 2 * (last - first))
    for column, day in FILLED_IN[phase].items():
        away = (first > day) | (last < day)
        blank = np.array(np.nan if pupils[column].dtype.kind == "f" else None)
        pupils[column] = np.where(away, blank, pupils[column])
    return pupils
