"""Money is read as people write it, to the penny, and said in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.shared.money import (
    decimal_words,
    hundredths_of,
    pence_of,
    percent_of,
    pounds,
    rounded,
)

pence = st.integers(-(10**11), 10**11)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("£1,234.50", 123450),
        ("1234.5", 123450),
        ("£ 12", 1200),
        ("£1 234", 123400),
        (".5", 50),
        ("12.", 1200),
        ("(120)", -12000),
        ("-£5", -500),
        ("£-5", -500),
        ("−£5.00", -500),
        ("15.20 GBP", 1520),
        ("£1,234.500", 123450),
        (15.2, 1520),
        (0.1 + 0.2, 30),
        (7, 700),
        ("", None),
        ("£", None),
        (None, None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: object, read: int | None) -> None:
    assert pence_of(typed) == read


@pytest.mark.parametrize(
    "typed", ["12.345", "1,23", "about 5", "£5 each", "12p", "1.2.3", 145.4761, "9" * 20, True, "nan"]
)
def test_what_is_no_amount_is_refused_with_an_example(typed: object) -> None:
    with pytest.raises(Unreadable, match=r"an amount in pounds and whole pence, such as £1,234\.50"):
        pence_of(typed)


@given(pence)
def test_what_is_said_is_read_back_the_same(amount: int) -> None:
    assert pence_of(pounds(amount)) == amount
    assert pence_of(amount / 100) == amount
    assert hundredths_of(decimal_words(amount)) == amount


def test_a_percentage_may_have_its_sign() -> None:
    assert [percent_of(text) for text in ("28.68 %", "28.68%", "28.68", "0.5 per cent")] == [2868, 2868, 2868, 50]


@given(pence, st.integers(1, 10**6))
def test_rounding_is_to_the_nearest_and_half_goes_up(amount: int, parts: int) -> None:
    exact = Fraction(amount, parts)
    assert -Fraction(1, 2) < rounded(exact) - exact <= Fraction(1, 2)
