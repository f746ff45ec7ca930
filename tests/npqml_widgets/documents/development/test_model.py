"""Sums are whole pence and hundredths; what no plan can hold is refused in words."""

from __future__ import annotations

import pytest
from attrs import evolve

from npqml_widgets.documents.development.model import DevelopmentPlan, Row
from tests.npqml_widgets.documents.development.developments import COACHING, SOUND


def test_cost_hours_and_money_left():
    assert (SOUND.cost, SOUND.hours, SOUND.left) == (9_050, 950, 50_950)
    assert DevelopmentPlan(rows=(Row("D1"),)).left is None


def test_no_two_rows_have_one_id_and_nothing_is_below_nought():
    with pytest.raises(ValueError, match="two rows have the ID D1"):
        evolve(SOUND, rows=(COACHING, COACHING))
    with pytest.raises(ValueError, match="hours is -1"):
        Row("D1", hours=-1)
