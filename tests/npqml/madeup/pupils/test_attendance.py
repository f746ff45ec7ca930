"""Sessions missed follow the national bands, whatever the year group."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from npqml.madeup.pupils import national
from npqml.madeup.pupils.attendance import share_missed
from npqml.madeup.pupils.table import Groups, attendance_columns
from tests.npqml.madeup.pupils.sampling import share_of

SECONDARY = "State-funded secondary"


@pytest.fixture(scope="module")
def secondary() -> tuple[Groups, pd.Series]:
    """Pupils of Years 7 to 11 in their national proportions, and the share of sessions that each missed."""
    rng = np.random.default_rng(3)
    counts = np.stack([national.absence_counts(SECONDARY, year).sum(axis=-1) for year in range(7, 12)])
    cell = rng.choice(counts.size, 60_000, p=counts.ravel() / counts.sum())
    year, fsm, sen, boy = np.unravel_index(cell, counts.shape)
    none = np.zeros(len(cell), dtype=bool)
    groups = Groups(year + 7, boy == 1, sen == 1, none, fsm == 1, fsm == 1, none)
    return groups, pd.Series(share_missed(rng.standard_normal(len(cell)), SECONDARY, groups))


def test_persistent_absence_is_45_per_cent_with_free_school_meals_and_20_without(secondary):
    groups, missed = secondary
    share_of(missed[groups.fsm] >= 10, 0.450)
    share_of(missed[~groups.fsm] >= 10, 0.202)


def test_each_band_has_its_share(secondary):
    counts = sum(national.absence_counts(SECONDARY, year).sum(axis=(0, 1, 2)) for year in range(7, 12))
    edges = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 101]
    for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True):
        share_of((secondary[1] >= low) & (secondary[1] < high), count / counts.sum())


def test_a_higher_score_never_means_fewer_sessions_missed():
    n = 200
    same = np.ones(n, dtype=bool)
    groups = Groups(np.full(n, 9), same, same, same, same, same, same)
    missed = share_missed(np.linspace(-4, 4, n), SECONDARY, groups)
    assert (np.diff(missed) >= 0).all()
    assert missed[0] == 0
    assert missed[-1] == 98


def test_sessions_are_whole_and_attendance_agrees_with_them():
    columns = attendance_columns(np.array([0, 7.3, 98]), np.array([316, 120, 40]))
    assert columns["Sessions absent"].tolist() == [0, 9, 39]
    assert columns["Attendance"].tolist() == [100, 92.5, 2.5]
