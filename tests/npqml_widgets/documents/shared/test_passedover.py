"""Rows that are no entries are told from those that are."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.shared.passedover import AGAIN, NOTE, SECTION, why_passed_over

HEADINGS = {("risk", "likelihood", "owner")}
FULL = ("The roof", 3, "Head")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Risk", "Likelihood", "Owner"), AGAIN),
        (("RISK ", "Likelihood:", None), AGAIN),
        (("STRATEGIC", None, None), SECTION),
        (("Strategic risks", "", ""), SECTION),
        (("Section B", None, None), SECTION),
        (("Finance", None, None), SECTION),
        (("Premises", "Premises", "Premises"), SECTION),
        (("Key: 1 = low, 5 = high", None, None), NOTE),
        ((None, None, "* as agreed by governors"), NOTE),
        (("Total", None, None), NOTE),
        (("Last reviewed by governors on 1 May 2026", None, None), NOTE),
        (("Page 1 of 2", None, None), NOTE),
        (("Version 3: September", None, None), NOTE),
        (("The roof", None, None), ""),
        (("ICT", None, None), ""),
        (("A pupil is put at risk", None, None), ""),
        (("Keyholders leave", None, None), ""),
        ((None, 3, None), ""),
        ((None, None, "AGENCY"), ""),
        (("Risk", 3, "Owner"), ""),
    ],
)
def test_a_row_is_passed_over_for_a_reason_or_not_at_all(row: tuple[object, ...], why: str) -> None:
    found = why_passed_over([FULL, row, FULL, FULL], HEADINGS, across=(), entry="risk", sections={"finance"})
    assert found == ({1: why} if why else {})


def test_what_stands_over_several_columns_or_before_the_headings_heads_the_rows_below() -> None:
    rows = [("Our school", None, None), ("This year", None, None), ("Risk", "Likelihood", "Owner"), FULL]
    found = why_passed_over(rows, HEADINGS, across=(0,), entry="risk", sections=())
    assert found == {0: SECTION, 1: SECTION, 2: AGAIN}


def test_where_everything_is_in_capitals_a_row_in_capitals_is_no_heading() -> None:
    rows = [("THE ROOF", None), ("COVER", None), ("BUDGET", None)]
    assert why_passed_over(rows, set(), across=(), entry="risk", sections=()) == {}
