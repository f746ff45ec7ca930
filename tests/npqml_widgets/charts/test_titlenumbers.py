# ruff: noqa: E501 - tables of what is read

from __future__ import annotations

import pytest

from npqml_widgets.charts.titlenumbers import Kind, numbers_in

READ = {
    "43%": (Kind.SHARE, 43), "43 per cent": (Kind.SHARE, 43), "forty-three percent": (Kind.SHARE, 43), "43.5 %": (Kind.SHARE, 43.5),
    "43·5%": (Kind.SHARE, 43.5), "43,5%": (Kind.SHARE, 43.5), "a hundred per cent": (Kind.SHARE, 100),
    "14 of 31": (Kind.COUNT, 14), "fourteen of the 31": (Kind.COUNT, 14), "14/31": (Kind.COUNT, 14), "14 out of 31": (Kind.COUNT, 14),
    "one in four": (Kind.SHARE, 25), "1 in every 4": (Kind.SHARE, 25), "half": (Kind.SHARE, 50), "three quarters": (Kind.SHARE, 75),
    "three-quarters": (Kind.SHARE, 75), "a fifth": (Kind.SHARE, 20), "nobody": (Kind.SHARE, 0), "5 points": (Kind.DIFFERENCE, 5),
    "5 percentage points": (Kind.DIFFERENCE, 5), "5pp": (Kind.DIFFERENCE, 5), "5% points": (Kind.DIFFERENCE, 5),
    "5% behind": (Kind.DIFFERENCE, 5), "a gap of 5%": (Kind.DIFFERENCE, 5), "14": (Kind.PLAIN, 14), "fourteen do": (Kind.PLAIN, 14),
}  # fmt: skip
NONE = [
    "Year 11",
    "grade 5",
    "in 2026",
    "2025-26",
    "100 or more",
    "half term",
    "half as often",
    "two groups",
    "no one thing",
    "KS2",
    "the third lowest",
]
REACH = {"about half": (5, 5), "nearly 50%": (5, 0.5), "just over 50%": (0.5, 5), "over 50%": (0, 25), "fewer than half": (25, 0), "50%": (0.5, 0.5),
         "50.0%": (0.05, 0.05), "~50%": (5, 5)}  # fmt: skip


@pytest.mark.parametrize("words", READ)
def test_a_number_is_read_as_people_write_it(words):
    (found,) = numbers_in(f"There {words} is.")
    assert (found.kind, found.value) == (READ[words][0], pytest.approx(READ[words][1]))


@pytest.mark.parametrize("words", NONE)
def test_what_says_nothing_of_how_often_is_no_number(words):
    assert numbers_in(f"Here {words} it is") == []


@pytest.mark.parametrize("words", REACH)
def test_a_word_before_a_number_says_how_near_it_is_meant(words):
    (found,) = numbers_in(words)
    assert (found.low, found.high) == pytest.approx(REACH[words])
