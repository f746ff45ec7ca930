"""How each kind of answer is read, from a control and from a typed line of Python."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.fields import Answer, Field, choice, choices, number, order, text
from npqml_widgets.answers.grid import grid

modest = settings(deadline=None, max_examples=80)

GROUPS = {
    "pp": "Pupils eligible for the pupil premium",
    "send": "Pupils with SEND, at every stage",
    "eal": "Pupils’ first language is not English",
    "all": "Reading, writing and maths",
}
STEPS = {"clean": "Clean the codes", "join": "Join the tables", "chart": "Draw the chart"}
ROWS = {"girls": "Girls", "boys": "Boys"}
COLUMNS = {"n": "Pupils", "mean": "Average, KS2 maths"}
FIELDS: list[Answer] = [
    number("Gap", unit="pp"),
    choice("Group", GROUPS),
    choices("Groups", GROUPS),
    order("Steps", STEPS),
    grid("Table", ROWS, COLUMNS),
    text("Why", words=(5, 10)),
]


def read(field: Field, raw: Any) -> Any:
    reading = field.read(raw)
    assert reading.state == "read", reading.words
    return reading.value


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_an_untouched_answer_is_blank_and_prints_as_no_answer(field: Answer) -> None:
    assert isinstance(field, Field)
    for raw in (None, "", "  \n"):
        assert (field.read(raw).state, field.as_text(raw)) == ("blank", "No answer")


@pytest.mark.parametrize("options", [{}, None])
def test_a_field_without_options_is_refused(options: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        choice("Group", options)


def test_a_number_carries_its_unit_limits_and_decimals() -> None:
    gap = number("Gap", "pp", "Boys less girls", low=-100, high=100, decimals=1)
    assert gap.help == "Boys less girls"
    assert gap.as_text("25.34 pp") == "25.3 percentage points"
    assert gap.read(250).state == "unreadable"
    assert gap.as_text("25 to 30") == "“25 to 30”"


@pytest.mark.parametrize(
    "typed",
    [
        "pp",
        "PP",
        " “pp” ",
        "Pupils eligible for the pupil premium",
        "pupils  eligible for the PUPIL premium.",
        ["pp"],
    ],
)
def test_a_choice_is_typed_as_its_key_or_its_words(typed: Any) -> None:
    assert read(choice("Group", GROUPS), typed) == "pp"


def test_a_choice_is_read_whatever_the_kind_of_apostrophe() -> None:
    assert read(choice("Group", GROUPS), "Pupils' first language is not English") == "eal"


def test_a_choice_may_come_from_pandas_or_numpy() -> None:
    field = choice("Year", {"6": "Year 6", "5": "Year 5"})
    assert [read(field, raw) for raw in (6, np.int64(6), pd.Series(["6"]), "year 6", np.str_("6"))] == ["6"] * 5


@pytest.mark.parametrize("raw", ["boys", ["pp", "send"], {"pp": True}, 3.5, float("nan"), pd.Series(["pp", "send"])])
def test_what_is_no_choice_is_answered_with_the_choices(raw: Any) -> None:
    reading = choice("Group", GROUPS).read(raw)
    assert reading.state == "unreadable"
    assert "Reading, writing and maths" in reading.words


def test_a_key_goes_before_the_same_words_of_another_option() -> None:
    assert read(choice("Order", {"first": "second", "second": "first"}), "first") == "first"


@pytest.mark.parametrize(
    "raw",
    [
        ["send", "pp"],
        ("pp", "send"),
        {"send", "pp"},
        np.array(["pp", "send"]),
        pd.Series(["pp", "SEND"]),
        pd.Index(["pp", "send"]),
        pd.DataFrame({"group": ["pp", "send"]}),
        pd.Series(["pp", "send"]).unique(),
        {"pp": True, "send": True, "eal": False},
        "pp, send",
        "pp and send",
        "SEND; PP",
        "pp\nsend\n",
        "['pp', 'send']",
        "Pupils with SEND, at every stage, pp",
        "1. pp 2. send",
        ["pp", "send", "send"],
    ],
    ids=repr,
)
def test_several_choices_come_in_any_form_and_in_the_order_of_the_options(raw: Any) -> None:
    field = choices("Groups", GROUPS)
    assert read(field, raw) == ["pp", "send"]
    assert field.as_text(raw) == "Pupils eligible for the pupil premium; Pupils with SEND, at every stage"


def test_an_option_may_hold_commas_and_the_word_and() -> None:
    field = choices("Groups", GROUPS)
    assert read(field, "Reading, writing and maths") == ["all"]
    assert read(field, "pp and Reading, writing and maths, eal") == ["pp", "eal", "all"]


@pytest.mark.parametrize("raw", [[], set(), {}, pd.Series([], dtype=object)], ids=repr)
def test_no_choice_at_all_is_blank(raw: Any) -> None:
    assert choices("Groups", GROUPS).read(raw).state == "blank"


def test_the_choice_that_is_unknown_is_named() -> None:
    assert "“boys”" in choices("Groups", GROUPS).read(["pp", "boys"]).words
    assert "“boys”" in choices("Groups", GROUPS).read("pp, boys").words
    assert choices("Groups", GROUPS).as_text(["pp", "boys"]) == "“pp, boys”"


@pytest.mark.parametrize(
    "raw",
    [
        ["join", "clean", "chart"],
        "join, clean, chart",
        "join > clean > chart",
        "Join the tables → Clean the codes → Draw the chart",
        "1. join\n2. clean\n3. chart",
        "1) join 2) clean 3) chart",
        "join then clean and then chart",
        pd.Series(["join", "clean", "chart"]),
        np.array(["Join the tables", "clean", "chart"]),
    ],
    ids=repr,
)
def test_an_order_comes_in_any_form(raw: Any) -> None:
    field = order("Steps", STEPS)
    assert read(field, raw) == ["join", "clean", "chart"]
    assert field.as_text(raw) == "1. Join the tables; 2. Clean the codes; 3. Draw the chart"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (["join", "clean"], "missing from your order: Draw the chart"),
        (["join", "clean", "join", "chart"], "comes twice: Join the tables"),
        ("join, mend, chart", "“mend”"),
        ({"join", "clean", "chart"}, "no order"),
        ({"join": 1, "clean": 2, "chart": 3}, "no order"),
    ],
)
def test_what_is_no_order_is_explained(raw: Any, why: str) -> None:
    reading = order("Steps", STEPS).read(raw)
    assert reading.state == "unreadable"
    assert why in reading.words


TABLE = {"girls": {"n": 30.0, "mean": 104.5}, "boys": {"n": 28.0, "mean": 101.0}}


@pytest.mark.parametrize(
    "raw",
    [
        TABLE,
        {"boys": {"mean": "101", "n": "28"}, "girls": {"n": " 30 ", "mean": "104.5"}},
        {"Girls": {"Pupils": 30, "average, KS2 maths": 104.5}, "Boys": {"Pupils": 28, "mean": np.int64(101)}},
        pd.DataFrame(TABLE),
        pd.DataFrame(TABLE).T,
        pd.DataFrame(TABLE).T.loc[["boys", "girls"], ["mean", "n"]],
        {"n": {"girls": 30, "boys": 28}, "mean": {"girls": 104.5, "boys": 101}},
    ],
    ids=range(7),
)
def test_a_table_is_read_by_its_labels_however_it_lies(raw: Any) -> None:
    field = grid("Table", ROWS, COLUMNS)
    assert read(field, raw) == TABLE
    assert field.as_text(raw) == ("Girls: Pupils 30, Average, KS2 maths 104.5; Boys: Pupils 28, Average, KS2 maths 101")


@pytest.mark.parametrize("raw", [pd.Series({"girls": 12, "boys": 9}), {"Girls": 12, "Boys": "9%"}])
def test_a_table_of_one_column_may_be_a_series(raw: Any) -> None:
    assert read(grid("Table", ROWS, {"share": "Share"}, unit="%"), raw) == {
        "girls": {"share": 12.0},
        "boys": {"share": 9.0},
    }


def test_an_empty_table_is_blank_and_a_half_filled_one_says_what_is_missing() -> None:
    field = grid("Table", ROWS, COLUMNS)
    empty = {"girls": {"n": "", "mean": None}, "boys": {}}
    assert (field.read(empty).state, field.as_text(empty)) == ("blank", "No answer")
    half = {"girls": {"n": "30"}, "boys": {"n": "x"}}
    assert field.read({"girls": {"n": "30"}}).words == "Still empty: 3 of 4, first Girls, Average, KS2 maths."
    assert field.read(half).words.startswith("Boys, Pupils: “x” is not a number")
    assert field.as_text(half) == (
        "Girls: Pupils 30, Average, KS2 maths (empty); Boys: Pupils “x”, Average, KS2 maths (empty)"
    )


def test_a_table_with_a_label_that_is_not_asked_for_is_not_read() -> None:
    field = grid("Table", ROWS, COLUMNS)
    assert "the row “sen”" in field.read({"girls": {"n": 1}, "sen": {"n": 2}}).words
    assert "the column “median”" in field.read({"girls": {"median": 1}}).words
    assert field.read([1, 2, 3]).state == "unreadable"
    assert field.as_text([1, 2, 3]) == "“1, 2, 3”"


def test_a_table_asks_about_a_share_and_says_where_it_stands() -> None:
    field = grid("Table", ROWS, {"share": "Share"}, unit="%")
    reading = field.read({"girls": 0.25, "boys": "30%"})
    assert reading.words == "We read your table as Girls: Share 0.25%; Boys: Share 30%. Girls, Share: Did you mean 25%?"


def test_a_text_keeps_its_quotation_marks_and_lines() -> None:
    field = text("Why")
    assert read(field, "  “Boys’ results fell”,\r\nshe said.\n") == "“Boys’ results fell”,\nshe said."
    assert field.read("One two - three").words == "We read your answer: 3 words."
    assert field.read("One").words == "We read your answer: 1 word."


def test_the_length_of_a_text_is_advice_only() -> None:
    field = text("Why", rows=6, words=(5, 10))
    reading = field.read("Too short.")
    assert (reading.state, reading.words) == (
        "read",
        "We read your answer: 2 words. About 5 to 10 are asked for.",
    )
    assert "asked for" not in field.read("one two three four five").words


@pytest.mark.parametrize("raw", [3, ["a", "b"], {"a": 1}, True])
def test_a_text_is_text(raw: Any) -> None:
    assert text("Why").read(raw).state == "unreadable"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from([*ROWS, *GROUPS]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ROWS, *COLUMNS, "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@modest
@given(raw=anything)
def test_nothing_that_a_file_may_hold_is_too_much_and_reading_twice_changes_nothing(raw: Any) -> None:
    for field in FIELDS:
        reading = field.read(raw)
        assert isinstance(field.as_text(raw), str)
        assert (reading.state == "read") == (reading.value is not None)
        if reading.state == "read":
            assert field.read(reading.value).value == reading.value


@modest
@given(keys=st.permutations(list(GROUPS)), between=st.sampled_from([", ", "; ", "\n", " > ", " and ", " & "]))
def test_options_typed_in_a_row_are_told_apart(keys: list[str], between: str) -> None:
    typed = between.join(GROUPS[key] for key in keys)
    assert read(order("Groups", GROUPS), typed) == keys


def test_a_very_long_list_is_refused_in_no_time() -> None:
    assert choices("Groups", GROUPS).read("x, " * 100_000).state == "unreadable"
    assert order("Steps", STEPS).read("," * 200_000).state == "unreadable"


PAIRS = [("clean", "chart"), ("clean", "join")]


def test_orders_that_agree_in_the_pairs_that_count_are_one_answer() -> None:
    field = order("Steps", STEPS, pairs=PAIRS)
    assert field.key(["clean", "join", "chart"]) == field.key(["clean", "chart", "join"])
    assert field.key(["clean", "join", "chart"]) != field.key(["join", "clean", "chart"])
    assert read(field, "Clean the codes > chart > join") == ["clean", "chart", "join"]


@settings(deadline=None, max_examples=60)
@given(st.permutations(list("abcdef")), st.permutations(list("abcdef")))
def test_the_key_of_an_order_with_pairs_says_which_of_each_comes_first_and_no_more(
    one: list[str], other: list[str]
) -> None:
    pairs = [("a", "c"), ("b", "f"), ("c", "d")]
    field = order("Steps", {key: key.upper() for key in "abcdef"}, pairs=pairs)
    same = all((one.index(a) < one.index(b)) == (other.index(a) < other.index(b)) for a, b in pairs)
    assert (field.key(one) == field.key(other)) == same


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("chart", "clean")], "Turn the pair: the page must not say which has to come first."),
        ([("clean", "clean")], "Turn the pair"),
        ([("clean", "sort")], "expected two options as listed"),
        ([("clean", "join")] * 11, "found 11, expected at most 10"),
    ],
)
def test_pairs_that_are_turned_unknown_or_too_many_are_refused_when_the_task_is_written(pairs: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        order("Steps", STEPS, pairs=pairs)
