"""What people type or paste is read as the field that it is for, or refused with what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.budget.reading import read_field, read_rate_field
from npqml_widgets.documents.shared.cells import Unreadable


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("quantity", "2.5", 250),
        ("times", "70", 70),
        ("times", 70.0, 70),
        ("price", "£15.20", 1520),
        ("actual", "", None),
        ("kind", "TLR", "allowance"),
        ("kind", "Supply cover", "cover"),
        ("scheme", "LGPS", "support"),
        ("scheme", "TPS", "teachers"),
        ("insurance", "As usual", ""),
        ("insurance", "Above the threshold", "whole"),
        ("recurs", "annual", "running"),
        ("payer", "PP", "premium"),
        ("later_payer", "Maths dept", "department"),
        ("serves_from", "1 April 2027", date(2027, 4, 1)),
        ("what", 12, "12"),
    ],
)
def test_a_field_is_read(field: str, typed: object, read: object) -> None:
    assert read_field(field, typed) == read


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("times", "2.5", "a whole number from 0 to 100,000"),
        ("times", "-1", "a whole number"),
        ("quantity", "some", "a number with at most two decimals"),
        ("payer", "the moon", "Pupil premium or Department or School budget"),
        ("serves_to", "31/02/2027", "a date such as 31/03/2026"),
    ],
)
def test_what_is_none_is_refused_with_what_was_expected(field: str, typed: object, expected: str) -> None:
    with pytest.raises(Unreadable, match=expected):
        read_field(field, typed)


def test_the_fields_of_a_rate_are_read() -> None:
    assert read_rate_field("percent", "28.68%") == 2868
    assert read_rate_field("threshold", "£5,000") == 500_000
    assert read_rate_field("starts", "06/04/2026") == date(2026, 4, 6)
    assert read_rate_field("kind", "National Insurance") == "insurance"
    assert read_rate_field("source", "the office") == "the office"
