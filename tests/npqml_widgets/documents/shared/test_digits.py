"""Digits that people type: what is meant is read, and the check finds every slip of one digit or two neighbours."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.shared.digits import ALPHABET, check_digits, in_digits, in_groups, read_digits

digits = st.text(ALPHABET, min_size=2, max_size=40)


@settings(deadline=None)
@given(digits, st.data())
def test_a_wrong_digit_and_two_swapped_neighbours_are_always_found(typed: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(typed) - 2))
    wrong = data.draw(st.sampled_from([digit for digit in ALPHABET if digit != typed[place]]))
    assert check_digits(typed[:place] + wrong + typed[place + 1 :]) != check_digits(typed)
    first, second = typed[place : place + 2]
    if first != second:
        assert check_digits(typed[:place] + second + first + typed[place + 2 :]) != check_digits(typed)


def test_what_is_meant_is_read_however_it_is_typed() -> None:
    assert "".join(digit for _, digit in read_digits("o1iL-7k 2")) == "01117K2"
    assert [place for place, digit in read_digits("4u-é5") if not digit] == [1, 3]


def test_a_number_in_digits_and_digits_in_groups() -> None:
    assert in_digits(32**3 + 31, 4) == "100Z"
    assert in_groups("ABCDEFGHJ") == "ABCD-EFGH-J"
