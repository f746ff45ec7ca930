"""The choice says in few sentences how it stands, and gives its days in the order in which they come."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.ownproject.model import OwnProject
from npqml_widgets.documents.ownproject.printing import days_in_order, summary
from tests.npqml_widgets.documents.ownproject.ownprojects import SOUND


def test_it_says_who_for_whom_when_and_what_is_left():
    assert summary(SOUND) == (
        "Key stage leader, a team of 4.", "Year 4, those who start low (18 pupils).",
        "11 January 2027 to 16 July 2027.", "Everything fits so far.",
    )  # fmt: skip
    assert summary(evolve(SOUND, sponsor="", terms=1))[-1] == "2 things do not fit yet."
    assert summary(evolve(SOUND, sponsor=""))[-1] == "1 thing does not fit yet."
    assert summary(evolve(OwnProject(), number=1))[0] == "1 pupil."


def test_days_come_in_their_order_and_each_says_what_it_is():
    days = days_in_order(SOUND)
    assert [row[:2] for row in days.rows] == [
        ("8 December 2026", "First taken: Check of fractions"),
        ("11 January 2027", "First taken: Questions to everybody, in a visit"),
        ("11 January 2027", "The project begins"),
        ("30 June 2027", "Taken again: Questions to everybody, in a visit"),
        ("9 July 2027", "Taken again: Check of fractions"),
        ("16 July 2027", "The project ends"),
    ]
    assert days_in_order(OwnProject()) is None
