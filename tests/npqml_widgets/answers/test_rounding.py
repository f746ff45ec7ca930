"""A half goes up, as people round by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.answers.units import plain_number


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(54.5, 0, 55), (62.5, 0, 63), (54.49, 0, 54), (-0.5, 0, -1), (2.675, 2, 2.68), (0.125, 2, 0.13), (-0.001, 1, 0)],
)
def test_a_half_goes_up_in_size(value, decimals, expected):
    assert half_up(value, decimals) == expected
    assert not str(half_up(value, decimals)).startswith("-0.0")


def test_numbers_are_said_in_the_same_way():
    assert (plain_number(62.5, 0), plain_number(-2.5, 0), plain_number(0.125, 2)) == ("63", "−3", "0.13")


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 6))
def test_any_number_stays_within_half_a_unit(value, decimals):
    rounded = half_up(value, decimals)
    if math.isfinite(value):
        assert abs(rounded - value) <= 0.5 * 10.0**-decimals + 1e-9 * abs(value)
    else:
        assert math.isnan(rounded) or rounded == value
