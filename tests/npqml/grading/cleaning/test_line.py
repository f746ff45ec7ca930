"""One line of what a stranger wrote, harmless for a terminal and for a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml.grading.cleaning.line import harmless_cell, harmless_line


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x", "  =x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(value):
    assert harmless_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["a=b", "", 3, -2.5, None, ["="]])
def test_everything_else_stays_as_it_is(value):
    assert harmless_cell(value) is value


@given(st.text(), st.integers(2, 80))
def test_a_line_has_nothing_that_a_terminal_acts_on_and_no_formula(text, most):
    found = harmless_line(text, most)
    assert found.isprintable()
    assert len(found) <= most + 1
    assert not found.startswith(("=", "+", "-", "@"))


def test_signs_of_double_width_are_made_narrow_first():
    assert harmless_line("\uff1d1\x1b[31m\nred", 80) == "'=1 [31m red"
