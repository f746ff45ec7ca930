"""One choice for each of several rows, read from a control and from a typed line of Python."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.by_row import choice_by_row

ROWS = {"carol": "Carol teaches another order", "gareth": "Gareth, quizzes: hardly any", "tom": "Tom says “all done”"}
OPTIONS = {"look": "Keep it and look", "room": "Make room", "ask": "Ask to see one"}
CURES = choice_by_row("What does each need?", ROWS, OPTIONS)
RIGHT = {"carol": "look", "gareth": "room", "tom": "ask"}


@pytest.mark.parametrize(
    "typed",
    [
        RIGHT,
        {"tom": "ask", "gareth": "room", "carol": "look"},
        {"Carol teaches another order": "keep it and look", "GARETH": "Make room.", "tom": "ask"},
        {'Tom says "all done"': "ask", "carol": "look", "gareth": "room"},
        ["look", "room", "ask"],
        ("look", "room", "ask"),
        np.array(["look", "room", "ask"]),
        pd.Series(RIGHT),
        pd.DataFrame({"cure": RIGHT}),
        {"carol": ["look"], "gareth": np.str_("room"), "tom": "ask"},
    ],
    ids=repr,
)
def test_choices_come_in_any_form_and_in_the_order_of_the_rows(typed: Any) -> None:
    reading = CURES.read(typed)
    assert (reading.state, reading.value, list(reading.value)) == ("read", RIGHT, list(ROWS))
    assert reading.words == (
        "All 3 are chosen. We read them as Carol teaches another order: Keep it and look; "
        "Gareth, quizzes: hardly any: Make room; Tom says “all done”: Ask to see one."
    )
    assert CURES.as_text(typed) == reading.brief


@pytest.mark.parametrize("raw", [None, "", {}, [], pd.Series([], dtype=object), {"carol": None, "tom": ""}], ids=repr)
def test_an_untouched_one_is_blank(raw: Any) -> None:
    assert (CURES.read(raw).state, CURES.as_text(raw)) == ("blank", "No answer")


def test_one_that_is_half_done_says_how_many_are_chosen_and_which_is_open_first() -> None:
    raw = {"carol": "look", "tom": "ask", "gareth": float("nan")}
    reading = CURES.read(raw)
    assert reading.state == "unreadable"
    assert reading.words == "2 of 3 chosen. The first that is open: “Gareth, quizzes: hardly any”."
    assert CURES.as_text(raw).endswith("Gareth, quizzes: hardly any: (open); Tom says “all done”: Ask to see one")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (
            {"carol": "leave"},
            "Carol teaches another order: we cannot find “leave” here. Choose one of: Keep it",
        ),
        ({"hannah": "look"}, "We cannot find the row “hannah”. There are: Carol"),
        (["look", "room"], 'Give a choice for each of the 3 rows, as in {"carol": "look", ...}.'),
        ("look", "Give a choice for each of the 3 rows"),
        (3, "Give a choice for each of the 3 rows"),
        (float("nan"), "Give a choice for each of the 3 rows"),
        (pd.DataFrame({"a": RIGHT, "b": RIGHT}), "Give a choice for each of the 3 rows"),
        ({"carol": {"look": True}}, "Carol teaches another order: we cannot find “{'look': True}” here."),
        ({"carol": ["look", "room"]}, "Carol teaches another order: we cannot find"),
    ],
    ids=repr,
)
def test_what_is_no_choice_for_each_row_is_refused_in_words(raw: Any, words: str) -> None:
    reading = CURES.read(raw)
    assert reading.state == "unreadable"
    assert words in reading.words


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from([*ROWS, *ROWS.values()]), st.sampled_from([*OPTIONS, *OPTIONS.values(), ""])))
def test_whatever_is_chosen_is_blank_half_done_or_read_and_reads_back_as_itself(raw: dict[str, str]) -> None:
    reading = CURES.read(raw)
    assert reading.state in ("blank", "read", "unreadable")
    if reading.state == "read":
        assert CURES.read(reading.value).value == reading.value
    assert CURES.as_text(raw)


def test_rows_and_options_are_needed() -> None:
    for rows, options in (({}, OPTIONS), (ROWS, {"only": "One"})):
        with pytest.raises(ValueError, match="Length"):
            choice_by_row("What?", rows, options)


def test_what_counts_is_all_rows_together_and_each_by_itself() -> None:
    other = RIGHT | {"tom": "look"}
    assert CURES.key(RIGHT) == CURES.key(dict(reversed(RIGHT.items()))) != CURES.key(other)
    assert [one == two for one, two in zip(CURES.part_keys(RIGHT), CURES.part_keys(other), strict=True)] == [
        True, True, False,
    ]  # fmt: skip
