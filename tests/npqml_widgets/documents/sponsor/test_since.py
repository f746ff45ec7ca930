"""What was changed after the sponsor saw it is named row by row, and nothing that they were not shown."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from npqml_widgets.documents.sponsor.model import Evidence, SponsorComments
from npqml_widgets.documents.sponsor.since import changed_since
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, SHEET, with_what

FIRST, *REST = SHEET.evidence


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (with_what(SHEET, "E1", "More"), "row E1 changed (E1: What was done)"),
        (evolve(SHEET, evidence=(evolve(FIRST, day=date(2026, 10, 13), place="Attic"), *REST)),
         "row E1 changed (E1: Date, Where it can be seen)"),
        (evolve(SHEET, evidence=(*SHEET.evidence, Evidence("E4", what="New"))), "row E4 added"),
        (evolve(SHEET, evidence=tuple(REST)), "row E1 taken out"),
        (evolve(SHEET, evidence=()), "rows E1, E2, E3 taken out"),
        (evolve(SHEET, criteria=("4.1.1",)), "the criteria are 4.1.1, and were 4.1.1, 4.1.2"),
        (evolve(SHEET, candidate="c002"), "the candidate's id is “c002”, and was “c001”"),
        (evolve(SHEET, name="Ann"), "the candidate's name is “Ann”, and was “Sam Lee”"),
    ],
)  # fmt: skip
def test_each_change_is_named(sheet: SponsorComments, words: str) -> None:
    assert changed_since(sheet, ANSWER) == f"Evidence changed after the sponsor saw it on 3 May 2027: {words}."


def test_several_changes_are_named_together() -> None:
    sheet = with_what(evolve(SHEET, evidence=(FIRST, REST[0])), "E2", "Other")
    assert changed_since(sheet, ANSWER).endswith("row E2 changed (E2: What was done); row E3 taken out.")


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET,
        evolve(SHEET, evidence=tuple(evolve(row, notes="mine") for row in SHEET.evidence)),
        evolve(SHEET, evidence=(*SHEET.evidence, Evidence("E4", notes="to do"))),
        evolve(SHEET, evidence=SHEET.evidence[::-1]),
        evolve(SHEET, sponsor="Somebody", ends=None),
    ],
)
def test_what_the_sponsor_was_not_shown_may_change(sheet: SponsorComments) -> None:
    assert changed_since(sheet, ANSWER) == ""
