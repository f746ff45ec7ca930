"""How typed, pasted and computed answers are read as numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.numerals import NoNumber, number_in, tidy
from npqml_widgets.answers.reading import read_number, real
from npqml_widgets.answers.units import amount, plain_number, unit_named

modest = settings(deadline=None, max_examples=80)

UNITS = ("", "%", "pp", "points", "grades", "steps", "pupils", "sessions", "£", "lessons")

# What somebody types or pastes, the unit asked for, and the number that it is.
READ = [
    ("25%", "%", 25),
    ("25 %", "%", 25),
    ("25 per cent", "%", 25),
    ("25 Percent.", "%", 25),
    ("25pct", "%", 25),
    ("%25", "%", 25),
    ("25％", "%", 25),
    ("25", "%", 25),
    ("0.25", "%", 0.25),
    ("0.25%", "%", 0.25),
    ("25 pp", "%", 25),
    ("25% (12 of 48)", "%", 25),
    ("54·3", "%", 54.3),
    ("−0·25 pp", "pp", -0.25),
    ("·5", "", 0.5),
    ("54,3", "%", 54.3),
    ("12,5", "", 12.5),
    ("0,25 %", "%", 0.25),
    ("0.02 of a grade", "grades", 0.02),
    ("0.02 of a grade below", "grades", -0.02),
    ("0.02 above", "grades", 0.02),
    ("about 3 points behind the others", "points", -3),
    ("3 pp below", "pp", -3),
    ("25 percentage points lower", "pp", -25),
    ("0.38 lower", "grades", -0.38),
    ("0.38 GCSE grades lower", "grades", -0.38),
    ("0.38 lower than expected", "grades", -0.38),
    ("0.38 higher", "grades", 0.38),
    ("0.38 more than others", "grades", 0.38),
    ("−0.38 GCSE grades", "grades", -0.38),
    ("0.5 of a GCSE grade", "grades", 0.5),
    ("177 on roll", "pupils", 177),
    ("177 pupils on the roll", "pupils", 177),
    ("On roll: 177", "pupils", 177),
    ("12 of 48", "%", 25),
    ("12 out of our 48 pupils", "%", 25),
    ("12 of 48", "pupils", 12),
    ("12 pupils out of 48", "pupils", 12),
    ("25% (12/48)", "%", 25),
    ("25% (12 out of 48 pupils)", "%", 25),
    ("25.3% (1 dp)", "%", 25.3),
    ("25% approx.", "%", 25),
    ("25% of pupils", "%", 25),
    ("25 per cent of the boys!", "%", 25),
    ("25 pp", "pp", 25),
    ("25pp", "pp", 25),
    ("25 p.p.", "pp", 25),
    ("25 (pp)", "pp", 25),
    ("25 ppt", "pp", 25),
    ("25 percentage points", "pp", 25),
    ("1 percentage point", "pp", 1),
    ("25 % points", "pp", 25),
    ("−12.5 percentage-points", "pp", -12.5),
    ("25%", "pp", 25),
    ("25 points", "pp", 25),
    ("minus 3 pp", "pp", -3),
    ("1,250", "pupils", 1250),
    ("1 250", "pupils", 1250),
    ("1\u00a0250", "pupils", 1250),
    ("1\u2009250", "pupils", 1250),
    ("1\u202f250\u202fpupils", "pupils", 1250),
    ("1,250,000", "", 1250000),
    ("1,250.5", "", 1250.5),
    ("12 pupils", "pupils", 12),
    ("12 Pupil", "pupils", 12),
    ("12 children", "pupils", 12),
    ("Pupils: 12", "pupils", 12),
    ("12 pupils", "", 12),
    ("twelve pupils", "pupils", 12),
    ("12.5 points", "points", 12.5),
    ("12.5pts", "point", 12.5),
    ("grade 5", "grades", 5),
    ("5 grades", "grade", 5),
    ("3 lessons", "lessons", 3),
    ("1 lesson", "lessons", 1),
    ("£1,250", "£", 1250),
    ("£ 1,250.00", "£", 1250),
    ("-£30", "£", -30),
    ("1250 pounds", "£", 1250),
    ("−3", "points", -3),
    ("– 3", "points", -3),
    ("—3", "points", -3),
    ("-3", "points", -3),
    ("\uff0d3", "points", -3),
    ("+3", "points", 3),
    ("minus two", "points", -2),
    ("negative two point five", "points", -2.5),
    ("3.", "points", 3),
    (".5", "points", 0.5),
    ("-.5", "points", -0.5),
    ("½", "points", 0.5),
    ("2½", "points", 2.5),
    ("−2 ¾", "points", -2.75),
    ("007", "points", 7),
    ("1e3", "points", 1000),
    ("1.2E+03", "points", 1200),
    ("=25", "points", 25),
    ("“25”", "points", 25),
    ("'25'", "points", 25),
    ('"25".', "points", 25),
    ("'25", "points", 25),
    ("２５", "points", 25),
    ("٢٥", "points", 25),
    ("\u200b25\u200e", "points", 25),
    (" \t25\r\n", "points", 25),
    ("25,", "points", 25),
    ("r = 0.25", "", 0.25),
    ("gap=-25 points", "points", -25),
    ("about 25", "points", 25),
    ("Approx. 25 points", "points", 25),
    ("~25", "points", 25),
    ("≈ 25", "points", 25),
    ("25ish", "points", 25),
    ("25-ish points", "points", 25),
    ("c. 25", "points", 25),
    ("circa 25", "points", 25),
    ("25 or so", "points", 25),
    ("twenty-five", "points", 25),
    ("Twenty Five", "points", 25),
    ("twenty–five", "points", 25),
    ("one hundred and twenty-one", "points", 121),
    ("a hundred", "points", 100),
    ("zero", "points", 0),
    ("nil", "points", 0),
    ("-0", "points", 0),
]  # fmt: skip

# What cannot be read, the unit asked for, and a phrase that the reason must hold.
UNREADABLE = [
    ("1.250,5", "", "two ways"),
    ("1.250.000", "", "two ways"),
    ("1,25,000", "", "two ways"),
    ("1,2345", "", "point for decimals"),
    ("0,2534", "%", "point for decimals"),
    ("-0.3 below", "grades", "a sign and the word “below”"),
    ("+3 ahead", "points", "a sign and the word “ahead”"),
    ("1e24", "pupils", "far too large"),
    ("3 · 4", "", "we do not know"),
    ("25 to 30", "%", "range"),
    ("25-30", "%", "range"),
    ("25% – 30%", "%", "range"),
    ("25 or 30", "%", "range"),
    ("between 25 and 30", "%", "range"),
    ("25 ± 3", "%", "range"),
    ("25/30", "%", "fraction"),
    ("1/2", "", "fraction"),
    ("12 of 48", "points", "fraction"),
    ("3 of 4 of 5", "%", "fraction"),
    ("9 of 0", "%", "fraction"),
    ("170 of 164", "%", "fraction"),
    ("170 of 164", "pupils", "fraction"),
    ("between 3 and 4 lower", "grades", "range"),
    ("-0.38 lower", "grades", "a sign and the word “lower”"),
    ("3 lower or higher", "grades", "“lower or higher”"),
    ("177 on roll 5", "pupils", "“on roll 5”"),
    ("25 30", "", "two numbers"),
    ("n/a", "%", "Leave the box empty"),
    ("N.A.", "%", "Leave the box empty"),
    ("-", "%", "Leave the box empty"),
    ("–", "%", "Leave the box empty"),
    ("?", "%", "Leave the box empty"),
    ("...", "%", "Leave the box empty"),
    ("don’t know", "%", "no number"),
    ("pending", "points", "Leave the box empty"),
    ("none", "pupils", "Type 0"),
    ("None", "pupils", "Type 0"),
    ("half", "", "Write it in figures"),
    ("fifty fifty", "", "in figures"),
    ("two thousand", "", "in figures"),
    ("=3+4", "", "it is a sum"),
    ("=SUM(B2:B40)", "", "it is a sum"),
    ("12/48*100", "%", "it is a sum"),
    ("3 x", "", "“x”"),
    ("NaN", "", "missing"),
    ("inf", "", "missing"),
    ("#DIV/0!", "%", "missing"),
    ("1e999", "", "far too large"),
    ("over 25", "%", "limit"),
    (">25", "%", "limit"),
    ("25+", "%", "limit"),
    ("nearly 25", "%", "limit"),
    ("(25)", "points", "minus"),
    ("12 pupils", "%", "in pupils, and it is asked for as a percentage"),
    ("25%", "pupils", "as a percentage, and it is asked for in pupils"),
    ("25 pp", "points", "in percentage points"),
    ("25%", "", "as a plain number"),
    ("£25", "pupils", "in pounds"),
    ("25 bananas", "pupils", "“bananas”"),
    ("25²", "", "“²”"),
    ("6A", "", "“a”"),
    ("The gap is 25 points", "points", "words round the number"),
    ("Disadvantaged pupils do less well.", "pp", "no number"),
    ("pupils", "pupils", "no number"),
    ("7" * 300, "", "too long"),
    ("x" * 100_000, "", "too long"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "unit", "number"), READ, ids=[f"{typed!a}-{unit}" for typed, unit, _ in READ])
def test_what_people_type_is_read_as_the_number_they_mean(typed: str, unit: str, number: float) -> None:
    reading = read_number(typed, unit)
    assert (reading.state, reading.value) == ("read", number)
    assert isinstance(reading.value, float)
    assert reading.words.startswith("We read your answer as ")


@pytest.mark.parametrize(
    ("typed", "unit", "why"), UNREADABLE, ids=[f"{typed[:20]!a}-{unit}" for typed, unit, _ in UNREADABLE]
)
def test_what_is_no_single_number_is_not_read_and_the_reason_is_said(typed: str, unit: str, why: str) -> None:
    reading = read_number(typed, unit)
    assert (reading.state, reading.value) == ("unreadable", None)
    assert why in reading.words
    assert len(reading.words) < 250


@pytest.mark.parametrize("typed", ["", " ", "\t\r\n", "\u00a0\u2009", "\u200b\ufeff", "\x00", None])
def test_an_empty_answer_is_blank_and_never_wrong(typed: str | None) -> None:
    reading = read_number(typed, "%", low=0, high=100)
    assert (reading.state, reading.value, reading.words) == ("blank", None, "")


@pytest.mark.parametrize(
    ("typed", "unit", "words"),
    [
        ("25 pp", "pp", "We read your answer as 25 percentage points."),
        ("1 pp", "pp", "We read your answer as 1 percentage point."),
        ("-1,250.50", "points", "We read your answer as −1,250.5 points."),
        ("£-30", "£", "We read your answer as −£30."),
        ("£2.5", "£", "We read your answer as £2.50."),
        ("12", "pupils", "We read your answer as 12 pupils."),
        ("25.0", "%", "We read your answer as 25%."),
        ("-0.5", "", "We read your answer as −0.5."),
    ],
)
def test_an_answer_is_said_back_as_a_school_would_write_it(typed: str, unit: str, words: str) -> None:
    assert read_number(typed, unit).words == words


def test_a_share_given_for_a_percentage_is_read_as_it_stands_and_asked_about() -> None:
    assert read_number("0.25", "%").words == "We read your answer as 0.25%. Did you mean 25%?"
    assert read_number(0.25, "%").remark == "Did you mean 25%?"
    assert "Did you mean 25 percentage points?" in read_number("0.25", "pp").words
    assert read_number("0.25%", "%").remark == ""
    assert read_number("0.25", "points").remark == ""


def test_a_share_is_not_asked_about_where_the_percentage_would_be_impossible() -> None:
    assert read_number("0.25", "%", high=20).remark == ""


def test_a_difference_given_in_per_cent_is_read_in_percentage_points_and_the_words_say_so() -> None:
    reading = read_number("25%", "pp")
    assert reading.words == f"We read your answer as 25 percentage points. {reading.remark}"
    assert reading.remark == "A difference between two percentages is in percentage points."
    assert "difference between two percentages" in read_number("25 pp", "%").remark


@pytest.mark.parametrize(
    ("value", "low", "high", "why"),
    [
        ("250%", 0, 100, "This says 250%, and only 0% to 100% is possible here."),
        (-3, 0, None, "less than 0% is not possible here"),
        (101, None, 100, "more than 100% is not possible here"),
    ],
)
def test_an_impossible_number_is_refused_with_what_is_possible(
    value: object, low: float | None, high: float | None, why: str
) -> None:
    reading = read_number(value, "%", low, high)
    assert reading.state == "unreadable"
    assert why in reading.words


def test_decimals_round_what_is_said_and_never_the_value() -> None:
    reading = read_number(25.3467, "pp", decimals=1)
    assert (reading.value, reading.words) == (25.3467, "We read your answer as 25.3 percentage points.")
    assert read_number(0.004, "points", decimals=1).words == "We read your answer as 0.004 points."


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (25, 25),
        (25.5, 25.5),
        (np.int64(25), 25),
        (np.float32(0.5), 0.5),
        (np.array([25]), 25),
        (np.array(25.5), 25.5),
        (Decimal("25.5"), 25.5),
        (Fraction(51, 2), 25.5),
        (pd.Series([25.5], index=["gap"]), 25.5),
        (pd.Series(["25%"]), 25),
        (pd.DataFrame({"gap": [25.5]}), 25.5),
        (pd.Index([25]), 25),
        (pd.array([25], dtype="Int64"), 25),
        ([25], 25),
        (("25",), 25),
        ({25}, 25),
    ],
    ids=repr,
)
def test_what_python_computes_counts_like_what_is_typed(value: object, number: float) -> None:
    reading = read_number(value, "%")
    assert (reading.state, reading.value, type(reading.value)) == ("read", number, float)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (True, "True, which is not a number"),
        (np.False_, "not a number"),
        (float("nan"), "missing value"),
        (np.float64("nan"), "missing value"),
        (Decimal("NaN"), "missing value"),
        (pd.NA, "missing value"),
        (pd.NaT, "missing value"),
        (pd.Series([None], dtype=float), "missing value"),
        (float("inf"), "divided by nought"),
        (10**400, "far too large"),
        (1j, "complex"),
        (np.timedelta64(3, "D"), "timedelta64"),
        (pd.Timestamp(2026, 1, 1), "Timestamp"),
        (b"25", "bytes"),
        (pd.Series([1, 2, 3]), "holds 3 values"),
        (pd.Series([], dtype=float), "holds 0 values"),
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "holds 4 values"),
        ([], "holds 0 values"),
        ({"a": 1, "b": 2}, "holds 2 values"),
        (pd.Series([1, 2]).mean, "put () behind it"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_python_gives_that_is_no_number_is_explained(value: object, why: str) -> None:
    reading = read_number(value, "pupils")
    assert reading.state == "unreadable"
    assert why in reading.words


MOST = 1e12  # a thousand times all people there are; no answer is as large
numbers = st.floats(-MOST, MOST, exclude_min=True, exclude_max=True) | st.integers(-(10**11), 10**11).map(float)


@modest
@given(value=numbers, unit=st.sampled_from(UNITS))
def test_every_number_is_read_back_from_every_way_of_writing_it(value: float, unit: str) -> None:
    sign, size = ("-" if value < 0 else ""), abs(value)
    written = [repr(value), f" {sign}{size!r} ", f"{sign} {size!r}", f"“{value!r}”", f"about {value!r}"]
    written += [f"{sign}{size:,}", f"{sign}{size:,}".replace(",", "\u2009")] if size < 1e15 else []
    written += [text.replace("-", "−") for text in written]
    known = unit_named(unit)
    written += [f"{text} {spelling}" for text in written for spelling in known.spellings[:4]]
    written += [value, np.float64(value), pd.Series([value]), Decimal(value), Fraction(value)]  # type: ignore[list-item]
    assert {read_number(text, unit).value for text in written} == {value}


@modest
@given(value=st.integers(-999_999_999, 999_999_999), unit=st.sampled_from(UNITS))
def test_what_we_say_back_can_be_pasted_as_an_answer(value: int, unit: str) -> None:
    number = value / 1000
    assert read_number(amount(number, unit_named(unit)), unit).value == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nineteen", 19),
        ("ninety", 90),
        ("thirty-one", 31),
        ("nine hundred and ninety-nine", 999),
        ("four hundred twelve", 412),
        ("two point five seven", 2.57),
    ],
)
def test_numbers_in_words_are_read(words: str, number: float) -> None:
    assert number_in(words) == number


@pytest.mark.parametrize("words", ["twenty twenty", "five hundred six hundred", "two point twelve", "point five"])
def test_words_that_are_no_english_number_are_not_read(words: str) -> None:
    with pytest.raises(NoNumber):
        number_in(words)


@modest
@given(text=st.text() | st.text(alphabet="0123456789.,-–+ %£()/eE=½abcpnt'\"“", max_size=12))
def test_no_text_at_all_is_too_much(text: str) -> None:
    for unit in ("%", "", "pupils"):
        reading = read_number(text, unit, low=0, high=100)
        assert reading.state in ("blank", "unreadable", "read")
        assert (reading.state == "read") == isinstance(reading.value, float)
        assert reading.state == "blank" or reading.words
    assert tidy(tidy(text)) == tidy(text)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@modest
@given(raw=anything)
def test_nothing_that_a_file_may_hold_is_too_much(raw: Any) -> None:
    assert read_number(raw, "%").state in ("blank", "unreadable", "read")


def test_a_number_is_real_only_if_it_can_be_compared() -> None:
    assert real(np.int64(3)) == 3.0
    assert [real(value) for value in (None, "3", True, float("nan"), pd.NA, Decimal("sNaN"), 3j)] == [None] * 7


def test_a_number_that_is_not_nought_is_never_said_as_nought() -> None:
    assert plain_number(0.00000012) == "1.2e-07"
    assert plain_number(0.0) == plain_number(-0.0) == "0"
    assert json.loads(plain_number(1e15)) == 1e15


@pytest.mark.parametrize("typed", [176.6, "176.6", "176 ½", "0.5 pupils"])
def test_a_part_of_a_pupil_is_refused_where_whole_numbers_are_asked_for(typed: object) -> None:
    reading = read_number(typed, "pupils", decimals=0)
    assert reading.state == "unreadable"
    assert "only a whole number is possible here" in reading.words
    assert read_number("177.0", "pupils", decimals=0).value == 177
