"""Raking gives a table that agrees with all its margins."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from npqml.madeup.pupils import national
from npqml.madeup.pupils.gcse_tables import SCHOOL_TYPE, tables
from npqml.madeup.pupils.raking import rake

counts = arrays(float, (3, 2, 4), elements=st.floats(1, 1000))


@settings(deadline=None, max_examples=30)
@given(counts)
def test_every_margin_of_the_table_is_met(real):
    margins = [((0, 1), real.sum(axis=2)), ((1, 2), real.sum(axis=0)), ((0, 2), real.sum(axis=1))]
    found = rake(np.ones(real.shape), margins, rounds=500)
    for axes, wanted in margins:
        other = ({0, 1, 2} - set(axes)).pop()
        np.testing.assert_allclose(found.sum(axis=other), wanted, rtol=0.01)


def test_without_a_margin_for_two_groups_they_are_independent():
    found = rake(np.ones((2, 2)), [((0,), np.array([3.0, 1.0])), ((1,), np.array([2.0, 2.0]))])
    np.testing.assert_allclose(found, [[1.5, 1.5], [0.5, 0.5]])


def test_a_cell_whose_margin_is_nothing_stays_empty():
    found = rake(np.ones((2, 2)), [((0,), np.array([3.0, 0.0]))])
    assert found[1].tolist() == [0, 0]


def test_the_joint_table_of_year_11_keeps_every_published_group_by_band():
    cells = tables().cells
    for axis, topic in enumerate(national.GROUPS, 1):
        others = tuple(other for other in range(1, 5) if other != axis)
        published = national.gcse_counts("Mathematics", topic).sum(axis=2)
        np.testing.assert_allclose(cells.sum(axis=others), published, rtol=0.06, atol=2)
        # A few hundred pupils without a known group are shared out, most of them without a key stage 2 score.
        np.testing.assert_allclose(cells.sum(axis=others).sum(), published.sum(), rtol=0.008)


def test_disadvantage_and_sen_go_together_as_in_the_absence_tables():
    cells = tables().cells.sum(axis=(0, 3, 4))
    table = national.absence_counts(SCHOOL_TYPE, 11).sum(axis=(2, 3))
    odds = [t[0, 0] * t[1, 1] / (t[0, 1] * t[1, 0]) for t in (cells, table)]
    assert abs(odds[0] / odds[1] - 1) < 0.1
