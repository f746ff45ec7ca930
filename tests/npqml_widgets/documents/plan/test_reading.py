"""A cell is read as what people mean by it; what cannot be read is refused with what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.plan.reading import read_closed_field, read_field, read_person_field
from npqml_widgets.documents.shared.cells import Unreadable


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("days", "4", 4),
        ("days", 4.0, 4),
        ("days", "4 days", 4),
        ("days", "4d?", 4),
        ("days", "2 weeks", 10),
        ("days", " ", None),
        ("after", "S1, s3;S4", ("S1", "s3", "S4")),
        ("after", "S1 and S2 & S3", ("S1", "S2", "S3")),
        ("after", "Ask the team and tell it", ("Ask the team and tell it",)),
        ("after", 3, ("3",)),
        ("after", "S1,S1", ("S1",)),
        ("kind", "Milestone", "milestone"),
        ("kind", "task", ""),
        ("kind", "consultation", "change"),
        ("kind", "Step with people", "change"),
        ("work", "1.5", 150),
        ("done", "50 %", 50),
        ("done", 0.5, 50),
        ("done", 1, 100),
        ("done", "complete", 100),
        ("done", "", None),
        ("deadline", "06/11/2026", date(2026, 11, 6)),
    ],
)
def test_what_people_type_is_read(field, typed, read):
    assert read_field(field, typed) == read


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("days", "1.5", "a number of working days such as 4, or weeks such as 2 weeks"),
        ("days", "1001", "a number of working days"),
        ("days", "soon", "a number of working days"),
        ("work", "-1", "a number of days from 0 to 1,000"),
        ("done", "101", "a percentage from 0 to 100"),
        ("done", "nearly", "a percentage from 0 to 100"),
        ("kind", "thing", "Step or Step with people or Milestone"),
        ("not_before", "31/02/2027", "a date such as 31/03/2026"),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(field, typed, words):
    with pytest.raises(Unreadable, match=words):
        read_field(field, typed)


def test_closed_times_and_people_are_read_too():
    assert read_closed_field("last", "30/10/2026") == date(2026, 10, 30)
    assert read_closed_field("what", "Half-term") == "Half-term"
    assert read_person_field("days", "0.5") == 50
    with pytest.raises(Unreadable, match="from 0 to 5"):
        read_person_field("days", "6")
