"""The national tables beside this file, as arrays; README.md says where each comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from npqml.madeup.pupils.arrays import Numbers

FOLDER = Path(__file__).parent
GRADES = ("U", "1", "2", "3", "4", "5", "6", "7", "8", "9")
BANDS = ("<80", "80-89.5", "90-95.5", "96-99.5", "100-102", "102.5-104.5", "105-107", "107.5-109.5",
         "110-113", "113.5-116.5", "117-120", "none")  # fmt: skip
"""Bands of key stage 2 average scaled score, as published; the last is "no score"."""
BAND_EDGES = ((59.0, 79.5), (80.0, 89.5), (90.0, 95.5), (96.0, 99.5), (100.0, 102.0), (102.5, 104.5),
              (105.0, 107.0), (107.5, 109.5), (110.0, 113.0), (113.5, 116.5), (117.0, 120.0))  # fmt: skip
"""First and last average in each band; 59 is the fewest points that the Department gave in 2019."""
OUTCOMES = ("not entered", *GRADES)
"""What can become of a pupil in a GCSE, worst first."""
GROUPS = {
    "Disadvantage": ("Disadvantaged all other", "Disadvantaged"),
    "SEN status": ("No identified SEN", "Any SEN"),
    "First language": ("English", "Other than English"),
    "Sex": ("Girls", "Boys"),
}
"""The four breakdowns, each as (no, yes); sex as (girls, boys)."""
MISSED = ("0-5", "5-10", "10-15", "15-20", "20-25", "25-30", "30-35", "35-40", "40-45", "45-50", "50+")
"""Bands of sessions missed, in per cent of those possible."""


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / name)


def _outcomes(subject: str, topic: str, group: str) -> Numbers:
    """Return pupils of one group by key stage 2 band and outcome: shape (12, 11)."""
    graded, everyone = _table("ks2-to-gcse-2023-24.csv"), _table("ks2-bands-2023-24.csv")
    graded = graded[(graded["subject"] == subject) & (graded["breakdown_topic"] == topic)]
    graded = graded[graded["breakdown"] == group].set_index("ks2_band")
    everyone = everyone[(everyone["breakdown_topic"] == topic) & (everyone["breakdown"] == group)]
    grades = graded.loc[list(BANDS), list(GRADES)].to_numpy(dtype=float)
    pupils = everyone.set_index("ks2_band")["pupils"].loc[list(BANDS)].to_numpy(dtype=float)
    return np.column_stack([pupils - grades.sum(axis=1), grades])


def gcse_counts(subject: str, topic: str) -> Numbers:
    """Return pupils by key stage 2 band, group of the topic (no, yes) and outcome: shape (12, 2, 11).

    Subject is "Mathematics" or "English Language"; topic is a key of GROUPS; outcomes are those in OUTCOMES.
    """
    return np.stack([_outcomes(subject, topic, group) for group in GROUPS[topic]], axis=1)


@cache
def gcse_by_band(subject: str) -> Numbers:
    """Return all pupils by key stage 2 band and outcome: shape (12, 11)."""
    return _outcomes(subject, "Total", "Total")


def grade_by_score(element: str) -> tuple[Numbers, Numbers]:
    """Return key stage 2 averages and the mean GCSE grade of pupils who had them; 34 points each.

    The element, "maths" or "english", counts double in Attainment 8, so it is halved.
    """
    table = _table("attainment8-by-ks2-2024.csv")
    ends = table["ks2_range"].str.split(" to ", expand=True).astype(float)
    return ends.mean(axis=1).to_numpy(dtype=float), table[element].to_numpy(dtype=float) / 2


@cache
def absence_counts(school_type: str, year: int) -> Numbers:
    """Return pupils by FSM (no, yes), SEN (no, yes), sex (girl, boy) and band missed: shape (2, 2, 2, 11).

    School types are "State-funded primary", "State-funded secondary" and "Special"; years 1-11. The few
    pupils whose sex is not known are left out.
    """
    table = _table("absence-bands-2022-23.csv")
    table = table[(table["school_type"] == school_type) & (table["year_group"] == year)]
    table = table[table["sex"].isin(["Female", "Male"])]
    counts = np.zeros((2, 2, 2, len(MISSED)))
    counts[
        (table["fsm"] == "Eligible").to_numpy(dtype=int),
        table["sen"].str.startswith("Any").to_numpy(dtype=int),
        (table["sex"] == "Male").to_numpy(dtype=int),
    ] = table[list(MISSED)].to_numpy(dtype=float)
    return counts
