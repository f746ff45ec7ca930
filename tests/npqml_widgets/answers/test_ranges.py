"""A range of numbers, with and without its estimate, as people type it and as Python gives it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.comparing import same_table
from npqml_widgets.answers.ranges import number_range

EFFECT = number_range("Effect of a place", "points", estimate="Difference", decimals=1)
SHARE = number_range("Share who want it", "%", ends=("lowest", "highest"), low=0, high=100)
COST = number_range("Cost", "£", estimate="Cost")


@pytest.mark.parametrize(
    "typed",
    [
        {"estimate": "2.1", "low": "0.3", "high": "3.9"},
        {"estimate": "2.1 points", "low": "0·3", "high": " 3.9 "},
        {"estimate": "2.1 (0.3 to 3.9)"},
        {"low": "2.1 ± 1.8"},
        "2.1 (0.3 to 3.9)",
        "2.1 [0.3, 3.9]",
        "2.1 (0.3–3.9)",
        "2.1 points (0.3 points to 3.9 points)",
        "2.1 (0.3, 3.9) points",
        "2.1, 95% CI 0.3 to 3.9",
        "2.1 (95% confidence interval: 0.3 to 3.9)",
        "“2.1; 0.3; 3.9”",
        "2.1 ± 1.8",
        "2.1 +/- 1.8 points",
        "2.1 plus or minus 1.8",
        (2.1, 0.3, 3.9),
        [np.float64(2.1), 0.3, np.float32(3.9)],
        np.array([2.1, 0.3, 3.9]),
        pd.Series([2.1, 0.3, 3.9]),
        pd.Series({"low": 0.3, "high": 3.9, "estimate": 2.1}),
        {"Estimate": 2.1, "Low": 0.3, "High": 3.9},
    ],
    ids=repr,
)
def test_an_estimate_with_its_ends_is_read_however_it_is_given(typed: Any) -> None:
    reading = EFFECT.read(typed)
    assert reading.state == "read", reading.words
    assert same_table(EFFECT.counted(reading.value), {"estimate": 2.1, "low": 0.3, "high": 3.9})
    assert reading.words == "We read your answer as 2.1 points (0.3 to 3.9)."
    assert EFFECT.as_text(typed) == "2.1 points (0.3 to 3.9)"


@pytest.mark.parametrize(
    "typed",
    [
        "40 to 60%", "40-60", "40%–60%", "between 40 and 60", "from 40 % to 60 %", "(40, 60)", "50 ± 10%", "40..60",
        {"low": "40", "high": "60%"}, {"high": "40 to 60"}, (40, 60), pd.Interval(40, 60), pd.Series([40, 60]),
    ],
    ids=repr,
)  # fmt: skip
def test_two_ends_are_read_however_they_are_given(typed: Any) -> None:
    reading = SHARE.read(typed)
    assert (reading.state, reading.value) == ("read", {"low": 40.0, "high": 60.0}), reading.words
    assert reading.words == "We read your answer as 40% to 60%."


def test_signs_and_thousands_are_kept() -> None:
    assert EFFECT.read("−2.1 (−3.9 to −0.3)").value == {"estimate": -2.1, "low": -3.9, "high": -0.3}
    assert EFFECT.read("-0.2 (-1 - 0.6)").value == {"estimate": -0.2, "low": -1, "high": 0.6}
    assert COST.read("£1,250 (£1,100 to £1,400)").value == {"estimate": 1250, "low": 1100, "high": 1400}
    assert COST.as_text("1250 (1100 to 1400)") == "£1,250 (£1,100 to £1,400)"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ((2.1, 3.9, 0.3), "“From” says 3.9 points and “to” says 0.3 points: the lower end stands first."),
        ((5, 0.3, 3.9), "Difference is 5 points, which lies above its own range, 0.3 points to 3.9 points."),
        ((-5, 0.3, 3.9), "which lies below its own range"),
        ({"estimate": "2.1"}, "Still empty: from, to. Give three numbers, as in 2.1 (0.3 to 3.9)."),
        ({"estimate": "2.1", "low": "a few", "high": "4"}, "From: “a few” is not a number that we know"),
        ("0.3 to 3.9", "is not a range that we know. Give three numbers"),
        ("2.1 ± −1.8", "is not a range that we know"),
        ("2.1 ± 1.8 pupils", "is not a range that we know"),
        ("about two", "is not a range that we know"),
        ("1 " * 200_000, "is not a range that we know"),
        ((2.1, 0.3), "is not a range that we know"),
        ({"middle": 2.1}, "is not a range that we know"),
        (float("nan"), "is not a range that we know"),
        ((2.1, float("nan"), 3.9), "From: Your answer is a missing value"),
        (pd.Interval(0.3, 3.9), "is not a range that we know"),
        (2.1, "is not a range that we know"),
    ],
    ids=lambda raw: repr(raw)[:40],
)
def test_what_is_no_range_is_refused_in_words(raw: Any, words: str) -> None:
    reading = EFFECT.read(raw)
    assert reading.state == "unreadable"
    assert words in reading.words


def test_what_is_impossible_is_refused_and_a_share_is_asked_about_once() -> None:
    assert "only 0% to 100% is possible here" in SHARE.read("40 to 160").words
    assert SHARE.read("0.4 to 0.6").words == "We read your answer as 0.4% to 0.6%. Did you mean 40%? Did you mean 60%?"


def test_a_range_of_no_width_and_one_that_is_rounded_are_possible() -> None:
    assert SHARE.read("40 to 40").value == {"low": 40, "high": 40}
    assert EFFECT.read((0.29, 0.301, 3.9)).state == "read"


@pytest.mark.parametrize("raw", [None, "", " ", {}, {"low": "", "high": None}, []], ids=repr)
def test_an_untouched_one_is_blank(raw: Any) -> None:
    assert (EFFECT.read(raw).state, EFFECT.as_text(raw)) == ("blank", "No answer")


def test_one_that_cannot_be_read_is_shown_box_by_box() -> None:
    assert EFFECT.as_text({"estimate": "2.1", "high": "x"}) == "Difference “2.1”; from (empty); to “x”"
    assert EFFECT.as_text("about two") == "“about two”"


@settings(deadline=None, max_examples=60)
@given(st.tuples(*[st.floats(-1e5, 1e5).map(lambda value: round(value, 1))] * 3).map(sorted))
def test_what_is_said_of_a_range_reads_as_the_same_range(numbers: list[float]) -> None:
    low, estimate, high = numbers
    value = {"estimate": estimate, "low": low, "high": high}
    assert EFFECT.read(EFFECT.said(value)).value == value
    assert EFFECT.key(EFFECT.read(value).value) == EFFECT.key(EFFECT.counted(value))


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("0123456789.,-–±()[] to;%£+/x")))
def test_no_text_does_harm(text: str) -> None:
    for field in (EFFECT, SHARE):
        reading = field.read(text)
        if reading.state == "read":
            assert reading.value["low"] <= reading.value["high"] + 0.05
        assert field.as_text(text)
