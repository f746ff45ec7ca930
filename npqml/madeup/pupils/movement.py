"""Pupils who joined or left during the year: dates, fewer sessions, results that are not there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from npqml.madeup.pupils.arrays import Days, Whole
from npqml.madeup.pupils.table import DAYS, attendance_columns

FILLED_IN = {
    "primary": {"KS2 Reading": DAYS, "KS2 Maths": DAYS, "KS2 Writing": DAYS},
    "secondary": {"Drop 1": 30, "Drop 2": 80, "Drop 3": 119, "GCSE English": DAYS, "GCSE Maths": DAYS},
    "special": {"End": DAYS, "KS2 Maths": DAYS},
}
"""Columns that are filled in during the year, and on which school day."""
_HOLIDAYS = (("10-24", "11-01"), ("12-20", "01-04"), ("02-14", "02-22"), ("03-29", "04-12"))
"""First and last day of the usual holidays, month-day; only the number of sessions hangs on them."""


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
    rng: np.random.Generator, phase: str, pupils: pd.DataFrame, results_year: int, joined: Whole, left: Whole
) -> pd.DataFrame:
    """Return the pupils with the columns Joined and Left; `joined` and `left` are the rows of those who did.

    Joiners came between late September and March, leavers went between October and April. What was filled in
    while a pupil was not on roll is blank.
    """
    pupils, days = pupils.copy(), school_days(results_year)
    first, last = np.zeros(len(pupils), dtype=int), np.full(len(pupils), DAYS)
    first[joined], last[left] = rng.integers(15, 120, len(joined)), rng.integers(25, 130, len(left))
    pupils["Joined"] = np.where(first > 0, days[first], np.datetime64("NaT", "s"))
    pupils["Left"] = np.where(last < DAYS, days[last - 1], np.datetime64("NaT", "s"))
    missed = 100 * pupils["Sessions absent"].to_numpy() / pupils["Sessions possible"].to_numpy()
    sessions = attendance_columns(missed, 2 * (last - first))
    pupils[sessions.columns] = sessions
    for column, day in FILLED_IN[phase].items():
        away = (first > day) | (last < day)
        pupils[column] = pupils[column].mask(away, pd.NA)
    return pupils
