"""Pupils as they leave a phase's draw: groups, then the table with its codes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.madeup.pupils.arrays import Flags, Numbers, Text, Whole

Column: TypeAlias = "pd.Series[int] | Numbers | Text"
"""A column of an export."""
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

    table: pd.DataFrame
    """Groups, attendance and results; a missing number is blank."""
    codes: dict[str, Text]
    """For a column of numbers: the code that the export shows where the number is blank, "" elsewhere."""


def letters(flags: Flags) -> Text:
    """Return Y for true and N for false, as schools write them."""
    return np.where(flags, "Y", "N")


def whole_or_blank(values: Numbers) -> pd.Series[int]:
    """Return whole numbers in a column that may have blanks (pandas' Int64)."""
    return pd.Series(np.rint(values)).astype("Int64")


def attendance_columns(missed: Numbers, possible: Whole) -> pd.DataFrame:
    """Return Sessions possible, Sessions absent and Attendance from the share missed (both in per cent).

    Attendance has one decimal and is never below 2: see the rules of cleaning in files.py.
    """
    absent = np.minimum(np.rint(possible * missed / 100), np.floor(possible * 0.98)).astype(int)
    return pd.DataFrame(
        {
            "Sessions possible": possible,
            "Sessions absent": absent,
            "Attendance": np.round(100 * (possible - absent) / possible, 1),
        }
    )


def pupils(groups: Groups, missed: Numbers, results: dict[str, Column], codes: dict[str, Text]) -> Pupils:
    """Return pupils who were on roll all year; `missed` is the share of sessions missed in per cent."""
    table = pd.DataFrame(groups.columns())
    sessions = attendance_columns(missed, np.full(len(missed), 2 * DAYS))
    return Pupils(pd.concat([table, sessions, pd.DataFrame(results)], axis=1), codes)
