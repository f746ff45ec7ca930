"""What people type in a field is read as they mean it, or refused by what was expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.shared.lists.kinds import (
    DAYS,
    HOURS,
    MONEY,
    NAMES,
    WEEKDAYS,
    WHOLE,
    choice,
)


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (DAYS, "Mon, Tue, Thu", ("Mon", "Tue", "Thu")),
        (DAYS, "Monday to Wednesday", ("Mon", "Tue", "Wed")),
        (DAYS, "wed-fri", ("Wed", "Thu", "Fri")),
        (DAYS, "Fridays and Mondays", ("Mon", "Fri")),
        (DAYS, "Th/Tu", ("Tue", "Thu")),
        (DAYS, "", ()),
        (NAMES, "Tutor; head of  Maths\nTUTOR", ("Tutor", "head of Maths")),
        (WHOLE, "45", 45),
        (WHOLE, 45.0, 45),
        (WHOLE, "", None),
        (HOURS, "2.5", 250),
        (MONEY, "£1,234.50", 123_450),
        (MONEY, "free", 0),
        (choice({"a": "First thing", "b": "Second"}, b="zwo"), "zwo", "b"),
    ],
)
def test_what_is_typed_is_read(kind, typed, read):
    assert kind.read(typed) == read


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (DAYS, "soon", "days such as Mon, Tue"),
        (DAYS, "T", "days such as Mon, Tue"),
        (DAYS, "Fri to Mon", "days such as Mon, Tue"),
        (WHOLE, "2.5", "a whole number from 0"),
        (WHOLE, "-1", "a whole number from 0"),
        (HOURS, "-2", "a number of hours from 0"),
        (MONEY, "-£5", "an amount from £0"),
        (MONEY, "cheap", "an amount in pounds"),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(kind, typed, expected):
    with pytest.raises(Unreadable, match=expected):
        kind.read(typed)


@given(st.lists(st.sampled_from(WEEKDAYS), unique=True))
def test_any_days_come_back_as_they_are_said(days):
    wanted = tuple(day for day in WEEKDAYS if day in days)
    assert DAYS.read(DAYS.say(wanted)) == wanted
