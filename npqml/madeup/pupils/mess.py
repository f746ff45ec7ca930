"""The untidiness of a real export: codes for missing numbers, and one value written in several ways.

What it is cleaned by is stated in files.py. Nothing here changes the cleaned file, except that a number with
a code in its place is blank there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from npqml.madeup.pupils.arrays import Text, Whole
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.table import Columns

_RESULT = {
    "primary": ("A", "pending", "A", "A", "pending", "A", "A", "A", "A"),
    "secondary": ("pending", "A", "A", "pending", "A", "A", "A", "A", "A"),
    "special": ("ABS", "pending", "ABS", "ABS", "pending", "ABS", "ABS", "ABS", "ABS"),
}
"""Codes for results that are missing on top of the draw's own, as many as are wanted (at most nine)."""
_ELSEWHERE: dict[str, dict[str, tuple[str, ...]]] = {
    "primary": {"KS2 Reading": ("ABS", "A"), "KS1 Reading": ("X",), "KS1 Maths": ("pending", "")},
    "secondary": {
        "Drop 1": ("ABS", "ABS", ""),
        "Drop 2": ("ABS", ""),
        "Drop 3": ("ABS",),
        "GCSE English": ("pending", "A"),
        "Target": ("",),
    },
    "special": {"Start": ("X", ""), "Target": ("pending", "")},
}
"""Codes in the other columns of numbers; "" is a blank that nobody explains."""
UNGRADED = ("Drop 1", "Drop 2", "Drop 3", "GCSE English", "GCSE Maths")
"""Columns in which 0 is written U."""
_PADDED = ("SEN", "PP", "FSM", "Class")


def plant_codes(
    rng: np.random.Generator, phase: str, pupils: Columns, codes: dict[str, Text], rows: Whole, results: int
) -> None:
    """Blank numbers in some rows and note why in `codes`, both in place; `results` of them are outcomes."""
    wanted = {**_ELSEWHERE[phase], measure(phase).outcome: _RESULT[phase][:results]}
    for column, marks in wanted.items():
        numbers = pupils[column].copy()
        filled = rows[~np.isnan(numbers[rows])]
        chosen = rng.choice(filled, min(len(marks), len(filled)), replace=False)
        noted = codes.get(column, np.full(len(numbers), "")).astype(object)
        for row, mark in zip(chosen, marks, strict=False):
            noted[row] = mark
        numbers[chosen] = np.nan
        codes[column], pupils[column] = noted, numbers


def untidy(rng: np.random.Generator, cells: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as the export has them: codes, U, spaces, percentages as text, one row twice."""
    cells = cells.copy()
    for column in codes:
        cells[column] = codes[column].where(codes[column] != "", cells[column])
    for column in (column for column in UNGRADED if column in cells):
        cells[column] = cells[column].where(cells[column] != 0, "U")
    for column in _PADDED:
        padded = cells[column].tolist()
        for row in rng.choice(len(cells), 2, replace=False):
            padded[row] = f"{padded[row]} "
        cells[column] = padded
    twice = rng.choice(np.flatnonzero(cells["Left"].isna())[:-1])  # a leaver goes out anyway
    cells["Attendance"] = _attendance(rng, cells["Attendance"].tolist(), twice)
    order = np.insert(np.arange(len(cells)), rng.integers(twice + 1, len(cells)) + 1, twice)
    return cells.iloc[order].reset_index(drop=True)


def _attendance(rng: np.random.Generator, values: list[float], twice: int) -> pd.Series[float | str]:
    """Return attendance with one value in four as "92.5%" and one (not in row `twice`) as the share 0.925."""
    mixed: list[float | str] = list(values)
    for row in rng.choice(len(values), len(values) // 4, replace=False):
        mixed[row] = f"{values[row]:g}%"
    shared = rng.choice([row for row, value in enumerate(values) if value < 99.5 and row != twice])
    mixed[shared] = round(values[shared] / 100, 4)
    return pd.Series(mixed, dtype=object)
