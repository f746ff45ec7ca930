"""Pupils as they leave a phase's draw: columns of numbers and letters, and the table that an export is made of.

Hundreds of schools are drawn before one fits: until then its columns are plain arrays, which cost little.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from attrs import frozen

from npqml.madeup.pupils.arrays import Flags, Numbers, Text, Whole

Column: TypeAlias = "npt.NDArray[Any]"
"""A column of an export; a missing number is NaN, a missing date NaT, and a missing text None."""
Columns: TypeAlias = dict[str, Column]
_FRACTIONS = ("Attendance", "KS2 Average")
"""Columns of numbers that are not whole."""
DAYS = 158
"""School days from September to about the May half term, when such an export is made."""


@frozen
class Groups:
    """Which groups each pupil belongs to, and the year group."""

    year: Whole
    boy: Flags
    sen: Flags
    plan: Flags
    """Has an EHC plan; only among pupils with SEN."""
    fsm: Flags
    pp: Flags
    eal: Flags

    def columns(self) -> dict[str, Whole | Text]:
        """Return the groups as an export has them."""
        return {
            "Sex": np.where(self.boy, "M", "F"),
            "Year": self.year,
            "SEN": np.where(self.plan, "E", np.where(self.sen, "K", "N")),
            "FSM": letters(self.fsm),
            "PP": letters(self.pp),
            "EAL": letters(self.eal),
        }


@frozen
class Pupils:
    """Drawn pupils, one row each."""

    columns: Columns
    """Groups, attendance and results."""
    codes: dict[str, Text]
    """For a column of numbers: the code that the export shows where the number is blank, "" elsewhere."""


def letters(flags: Flags) -> Text:
    """Return Y for true and N for false, as schools write them."""
    return np.where(flags, "Y", "N")


def table(columns: Columns) -> pd.DataFrame:
    """Return columns as a table, with a row a pupil; whole numbers that may be blank are pandas' Int64."""
    frame = pd.DataFrame(columns)
    whole = [name for name, column in columns.items() if column.dtype.kind == "f" and name not in _FRACTIONS]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def attendance_columns(missed: Numbers, possible: Whole) -> Columns:
    """Return Sessions possible, Sessions absent and Attendance from the share missed (both in per cent).

    Attendance has one decimal and is never below 2: see the rules of cleaning in files.py.
    """
    absent = np.minimum(np.rint(possible * missed / 100), np.floor(possible * 0.98)).astype(int)
    return {
        "Sessions possible": possible,
        "Sessions absent": absent,
        "Attendance": np.round(100 * (possible - absent) / possible, 1),
    }


def pupils(groups: Groups, missed: Numbers, results: Columns, codes: dict[str, Text]) -> Pupils:
    """Return pupils who were on roll all year; `missed` is the share of sessions missed in per cent."""
    sessions = attendance_columns(missed, np.full(len(missed), 2 * DAYS))
    return Pupils({**groups.columns(), **sessions, **results}, codes)
