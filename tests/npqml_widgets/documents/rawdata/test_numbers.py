"""Cells of an export: numbers, dates and yes or no as people and systems write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.rawdata.numbers import day_of, number_of, yes_of


@pytest.mark.parametrize(
    ("cell", "number", "rule"),
    [
        (62, 62, ""),
        (62.5, 62.5, ""),
        (" 62 ", 62, ""),
        ("62,5", 62.5, "comma"),
        ("92.5%", 92.5, "percent"),
        ("92,5 %", 92.5, "percent"),
        ("1,250", 1250, ""),
        ("'7", 7, ""),
        ("−3", -3, ""),
        (".5", 0.5, ""),
        ("U", None, ""),
        ("", None, ""),
        (None, None, ""),
        (True, None, ""),
        ("5+", None, ""),
        ("4.2.1", None, ""),
        ("nan", None, ""),
        ("inf", None, ""),
        ("1e5", None, ""),
    ],
)
def test_a_number_is_read_with_the_rule_that_it_took(cell, number, rule) -> None:
    assert number_of(cell) == (number, rule)


@given(st.decimals(-10_000, 10_000, places=2))
def test_any_number_with_two_decimals_is_read_as_it_is(number) -> None:
    assert number_of(f"{number}")[0] == float(number)
    assert number_of(f"{number}%") == (float(number), "percent")


@pytest.mark.parametrize(
    ("cell", "day", "rule"),
    [
        (datetime(2024, 2, 9), date(2024, 2, 9), ""),
        ("09/02/2024", date(2024, 2, 9), "date"),
        ("9 Feb 2024", date(2024, 2, 9), "date"),
        (45331, date(2024, 2, 9), "date"),
        ("45331", date(2024, 2, 9), "date"),
        ("", None, ""),
        ("soon", None, ""),
        ("31/11/2024", None, ""),
        (7, None, ""),
    ],
)
def test_a_date_is_read_from_a_date_a_text_or_a_number_of_days(cell, day, rule) -> None:
    assert day_of(cell) == (day, rule)


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("pp", "Yes", "Y"),
        ("pp", " y ", "Y"),
        ("pp", "FALSE", "N"),
        ("pp", 1, "Y"),
        ("pp", "perhaps", ""),
        ("pp", "", ""),
        ("sen", "K", "Y"),
        ("sen", "EHCP", "Y"),
        ("sen", "K - SEN Support", "Y"),
        ("sen", "No SEN", "N"),
        ("sen", "N", "N"),
        ("sen", "Education, Health and Care Plan", "Y"),
        ("sex", "Female", "Y"),
        ("sex", "M", "N"),
        ("eal", "Not EAL", ""),
    ],
)
def test_yes_and_no_are_read_in_the_words_of_schools(name, cell, said) -> None:
    assert yes_of(name, cell) == said
