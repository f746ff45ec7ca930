"""Values are compared by what they mean: never by type, and never with an error."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.comparing import (
    NotYet,
    comes_before,
    has_fewer_places,
    mistake,
    nearest,
    same_number,
    same_set,
    same_table,
    same_text,
    with_fewer_places,
)

modest = settings(deadline=None, max_examples=80)


def test_a_mistake_that_was_made_stops_the_check_with_its_name_and_message() -> None:
    mistake("leavers-counted", False, "You counted the pupils who have left.")
    with pytest.raises(NotYet, match="who have left") as caught:
        mistake("leavers-counted", bool(np.True_), "You counted the pupils who have left.")
    assert caught.value.mistake == "leavers-counted"
    assert isinstance(caught.value, AssertionError)
    assert NotYet("Not yet.").mistake == ""


@pytest.mark.parametrize(
    ("value", "expected", "within"),
    [
        (58, 58, 0),
        (np.int64(58), 58.0, 0),
        (0.1 + 0.2, 0.3, 0),
        (Decimal("0.3"), 0.3, 0),
        (25.4, 25.3, 0.1),
        (25.2, 25.3, 0.1),
        (np.float32(25.3), 25.3, 0.001),
        (1e12 + 1, 1e12, 0),
    ],
)
def test_numbers_of_any_type_agree_within_what_is_allowed(value: Any, expected: Any, within: float) -> None:
    assert same_number(value, expected, within) is True


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (58, 59),
        (25.41, 25.3),
        (None, None),
        (float("nan"), float("nan")),
        (pd.NA, 1),
        (pd.NaT, pd.NaT),
        (float("inf"), float("inf")),
        ("58", 58),
        (True, 1),
        (np.True_, 1),
        (1 + 0j, 1),
        (np.timedelta64(1, "D"), 1),
        ([58], 58),
        (pd.Series([58, 58]), 58),
        (10**400, 10**400),
    ],
    ids=repr,
)
def test_numbers_do_not_agree_with_what_is_none(value: Any, expected: Any) -> None:
    assert same_number(value, expected, 0.1) is False
    assert same_number(expected, value, 0.1) is False


@modest
@given(value=st.floats() | st.text() | st.none() | st.complex_numbers(), within=st.floats(0, 10))
def test_comparing_numbers_never_fails(value: Any, within: float) -> None:
    assert same_number(value, 3, within) in (True, False)
    assert same_number(3, value, within) in (True, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pupil Premium", " pupil  premium\n"),
        ("6 A", "6a"),
        ("Pupils’ “best” work", 'pupils\' "best" work'),
        ("2024–25", "2024-25"),
        ("Boys.", "boys"),
        ("Year\u00a06", "Year 6"),
        ("CAFÉ", "cafe\u0301"),
        (np.str_("EXS"), "exs"),
    ],
)
def test_text_agrees_whatever_its_case_spaces_and_quotation_marks(one: str, other: str) -> None:
    assert same_text(one, other)


@pytest.mark.parametrize(("one", "other"), [("boys", "girls"), (None, None), (None, ""), (6, "6"), ("", "x")])
def test_text_does_not_agree_with_anything_else(one: Any, other: Any) -> None:
    assert not same_text(one, other)


@pytest.mark.parametrize(
    "one",
    [
        ["a", "b"],
        ("B", "A"),
        {"a", "b"},
        pd.Series(["b", "a", "a"]),
        np.array(["a", "b"]),
        pd.Index(["A ", "b"]),
        {"a": 1, "b": 2},
    ],
    ids=repr,
)
def test_sets_agree_in_any_order_and_form(one: Any) -> None:
    assert same_set(one, ["a", "b"])


def test_sets_of_numbers_agree_by_value() -> None:
    assert same_set([1, 2.0], {np.int64(2), 1})
    assert same_set([0.1 + 0.2], [0.3])
    assert same_set("a", ["a"])


@pytest.mark.parametrize("one", [["a"], ["a", "b", "c"], None, 3, [None, "a", "b"], ["a", float("nan")]], ids=repr)
def test_sets_differ_by_what_they_hold(one: Any) -> None:
    assert not same_set(one, ["a", "b"])
    assert not same_set(None, None)


def pupils(**changed: Any) -> pd.DataFrame:
    columns = {"Class": ["6A", "6B", None], "Pupils": [30, 28, 2], "Mean": [104.5, 101.0, np.nan]}
    return pd.DataFrame({**columns, **changed}, index=pd.Index(["a", "b", "c"], name="Group"))


SAME = {
    "itself": pupils(),
    "floats for whole numbers": pupils(Pupils=[30.0, 28.0, 2.0]),
    "nullable numbers": pupils(Pupils=pd.array([30, 28, 2], dtype="Int64"), Mean=pd.array([104.5, 101, None])),
    "text as objects": pupils(Class=np.array(["6A", "6B", None], dtype=object)),
    "text as categories": pupils(Class=pd.Categorical(["6A", "6B", None])),
    "text as strings": pupils(Class=pd.array(["6A", "6B", None], dtype="string")),
    "text oddly written": pupils(Class=["6a", "6 B", None]),
    "numbers a hair off": pupils(Mean=[104.5000000001, 101, None]),
    "rows in another order": pupils().iloc[[2, 0, 1]],
    "columns in another order": pupils()[["Mean", "Class", "Pupils"]],
    "labels oddly written": pupils().rename(columns={"Mean": "mean ", "Pupils": "PUPILS"}, index={"a": "A"}),
    "no name of the index": pupils().rename_axis(None),
}


@pytest.mark.parametrize("table", SAME.values(), ids=SAME.keys())
def test_tables_agree_by_labels_and_cells_and_never_by_type(table: pd.DataFrame) -> None:
    assert same_table(table, pupils())
    assert same_table(pupils(), table)


DIFFERENT: dict[str, Any] = {
    "a number": pupils(Pupils=[30, 28, 3]),
    "a text": pupils(Class=["6A", "6C", None]),
    "a blank filled": pupils(Mean=[104.5, 101.0, 0.0]),
    "a blank more": pupils(Mean=[104.5, None, None]),
    "a column more": pupils(SEN=["N", "K", "E"]),
    "a column less": pupils()[["Class", "Pupils"]],
    "a row less": pupils().iloc[:2],
    "a column's name": pupils().rename(columns={"Mean": "Median"}),
    "a row's name": pupils().rename(index={"a": "d"}),
    "text for a number": pupils(Pupils=["30", "28", "2"]),
    "one row twice": pupils().loc[["a", "a", "b"]],
    "nothing": None,
    "a list": [1, 2],
}


@pytest.mark.parametrize("table", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_tables_differ_by_any_cell_or_label(table: Any) -> None:
    assert not same_table(table, pupils())
    assert not same_table(pupils(), table)


def test_numbers_in_a_table_agree_within_what_is_allowed() -> None:
    close = pupils(Mean=[104.4, 101.1, None])
    assert same_table(close, pupils(), within=0.1)
    assert not same_table(close, pupils(), within=0.05)


def test_a_series_a_dict_and_a_table_of_one_column_agree() -> None:
    series = pd.Series({"boys": 28, "girls": 30}, name="Pupils")
    forms = [series, series.rename(None), series.to_frame(), {"girls": 30.0, "boys": 28}]
    assert all(same_table(one, series) for one in forms)
    assert all(same_table(series, one) for one in forms)
    assert not same_table(series.to_frame(), series.to_frame("Boys"))


def test_a_grid_agrees_with_the_table_it_stands_for() -> None:
    given = {"boys": {"n": 28.0, "mean": 101.0}, "girls": {"n": 30.0, "mean": 104.5}}
    table = pd.DataFrame({"n": [30, 28], "mean": [104.5, 101]}, index=["Girls", "Boys"])
    assert same_table(given, table)


def test_tables_with_the_same_label_twice_are_compared_in_their_order() -> None:
    twice = pd.Series([1, 2], index=["a", "a"])
    assert same_table(twice, twice.copy())
    assert not same_table(twice, pd.Series([2, 1], index=["a", "a"]))


def test_tables_with_labels_of_several_parts_agree() -> None:
    counts = pd.Series({("6A", "F"): 14, ("6A", "M"): 16, ("6B", "F"): 15})
    assert same_table(counts.iloc[::-1], counts)
    assert not same_table(counts.rename({"6B": "6C"}, level=0), counts)


def test_cells_of_other_kinds_are_compared_too() -> None:
    born = pd.Series([dt.date(2014, 9, 1), True, [1], np.array([1, 2])], dtype=object)
    assert same_table(pd.Series([pd.Timestamp(2014, 9, 1)]), pd.Series([pd.Timestamp(2014, 9, 1)]))
    assert same_table(born.iloc[:3], born.iloc[:3])
    assert not same_table(born, born.iloc[::-1].reset_index(drop=True))
    assert not same_table(pd.Series([np.array([1, 2])]), pd.Series([np.array([1, 2])]))


SLIPS = (("halved", 2.0, "Twice that."), ("turned", -4.0, "Turn the sign."), ("unknown", math.nan, "Nobody knows."))


@pytest.mark.parametrize(("value", "within", "name"), [(2.3, 0.5, "halved"), (-4, 0, "turned"), (2.9, 9.0, "halved")])
def test_the_nearest_mistake_gives_its_name_and_message(value, within, name):
    with pytest.raises(NotYet) as told:
        nearest(value, within, *SLIPS)
    assert told.value.mistake == name
    assert str(told.value) == {slip[0]: slip[2] for slip in SLIPS}[name]


def test_the_order_of_mistakes_does_not_matter():
    for slips in (SLIPS, SLIPS[::-1]):
        with pytest.raises(NotYet) as told:
            nearest(-1.2, 5, *slips)
        assert told.value.mistake == "turned"


@pytest.mark.parametrize("value", [2.6, None, "2", math.nan, True])
def test_what_lies_near_no_mistake_raises_nothing(value):
    nearest(value, 0.5, *SLIPS)


PRECONDITIONS = (
    ("announced", "ask", "tell", "They hear a decision."),
    ("untrained", "train", "run", "Trained for what?"),
)


def test_an_order_that_keeps_all_preconditions_passes_and_the_first_that_is_broken_is_named() -> None:
    for order in (["ask", "tell", "train", "run"], ["train", "run", "ask", "tell"], ["ask", "train", "tell", "run"]):
        comes_before(order, *PRECONDITIONS)
    for order, name in (
        (["tell", "ask", "train", "run"], "announced"),
        (["ask", "run", "train", "tell"], "untrained"),
        (["run", "train", "tell", "ask"], "announced"),
    ):
        with pytest.raises(NotYet) as raised:
            comes_before(order, *PRECONDITIONS)
        assert raised.value.mistake == name


def test_of_no_order_no_precondition_is_broken() -> None:
    comes_before(None, *PRECONDITIONS)


@pytest.mark.parametrize("right", [1.179, -6.17, -0.08, 13.04])
def test_a_right_number_to_one_place_too_few_is_told_from_a_wrong_one(right: float) -> None:
    assert has_fewer_places(round(right, 1), right)
    assert has_fewer_places(with_fewer_places(right), right)
    assert abs(with_fewer_places(right) - right) >= 0.05
    assert with_fewer_places(right, [with_fewer_places(right)]) != with_fewer_places(right)
    for other in (round(right, 1) + 0.2, round(right, 2), round(right, 1) + 0.03, None, math.nan, "1.2"):
        assert not has_fewer_places(other, right)


def test_of_one_decimal_place_whole_numbers_are_too_few() -> None:
    assert has_fewer_places(78, 78.4, places=1)
    assert not has_fewer_places(78.2, 78.4, places=1)
