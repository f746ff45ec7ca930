"""Each rule and its words; nothing is said of sound evidence, of a sound answer, or of an empty sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.sponsor.consistency import warnings
from npqml_widgets.documents.sponsor.model import Received, SponsorComments
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, DAY, SHEET, answered, sealed, sheets, with_what

OWN = {"Budget": "The whole plan costs £1,234.50.", "Project plan": "12 steps"}


def said(sheet: SponsorComments, **more: Any) -> list[tuple[str, str]]:
    return [(warning.row, warning.words) for warning in warnings(sheet, more.get("today", DAY), more.get("own"))]


def first(**changed: Any) -> SponsorComments:
    """Return the sound sheet with its first row changed."""
    return evolve(SHEET, evidence=(evolve(SHEET.evidence[0], **changed), *SHEET.evidence[1:]))


def test_nothing_is_said_of_what_is_sound_or_empty() -> None:
    assert said(SHEET, own=OWN) == []
    assert said(answered(sealed()), own=OWN) == []
    assert said(SponsorComments()) == []


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (first(what=" "), "E1: it does not say what was done."),
        (first(criterion=""), "no criterion."),
        (first(criterion="6.1.1"), "the sponsor is not asked about 6.1.1."),
        (first(day=None), "no date."),
        (first(place=""), "it does not say where it can be seen."),
        (first(day=date(2026, 9, 6)), "6 September 2026 is before the project began (7 September 2026)."),
        (first(day=date(2027, 7, 17)), "17 July 2027 is after the project ended (16 July 2027)."),
        (first(day=date(2027, 5, 4)), "4 May 2027 is still to come."),
        (first(partner=""), "it does not say with whom."),
        (first(barrier=""), "nothing was in the way?"),
        (first(figure="36 places"), "it does not say which document its figure is from."),
        (first(figure="36 places", source="budget"), "36 is not in your budget as it is now."),
    ],
)
def test_each_rule_of_a_row_is_said_with_its_id(sheet: SponsorComments, words: str) -> None:
    found = said(sheet, own=OWN)
    assert found[0][0] == "E1"
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (evolve(SHEET, candidate=""), "Your id is missing under Settings."),
        (evolve(SHEET, name=""), "Your name is missing"),
        (evolve(SHEET, sponsor=""), "No sponsor is named"),
        (evolve(SHEET, sponsor="sam  LEE"), "You are named as your own sponsor."),
        (evolve(SHEET, criteria=(*SHEET.criteria, "5.1.1")), "5.1.1: no evidence, and yet the sponsor is asked"),
        (answered(sealed(evolve(ANSWER, comments=ANSWER.comments[:1]))), "4.1.2: the sponsor's comment is missing."),
        (answered(sealed(evolve(ANSWER, confirms=False))), "The statement was not confirmed."),
        (answered(sealed(evolve(ANSWER, name="Ann"))), "The answer is signed “Ann”; under Settings the sponsor is"),
        (answered(sealed(evolve(ANSWER, name="Sam Lee"))), "What came back bears your own name."),
        (answered(sealed(key="")), "The answer has no seal: your provider will call it “not verified”"),
        (answered(evolve(sealed(key=""), way="workbook")), "came in the workbook, which cannot be sealed"),
        (answered(Received(content="{}x")), "What came back cannot be read any more."),
        (with_what(answered(sealed()), "E2", "Other"), "changed after the sponsor saw it on 3 May 2027: row E2"),
    ],
)  # fmt: skip
def test_each_rule_of_the_whole_is_said(sheet: SponsorComments, words: str) -> None:
    assert any(row == "" and words in found for row, found in said(sheet))


def test_what_a_sponsor_has_answered_is_no_longer_to_come() -> None:
    assert said(answered(sealed()), today=date(2026, 10, 1)) == []


def test_a_figure_of_a_document_that_is_not_at_hand_is_not_doubted() -> None:
    assert said(first(figure="36 places", source="The school's own list"), own=OWN) == []
    assert said(first(figure="36 places", source="Budget")) == []


@settings(deadline=None)
@given(sheets())
def test_any_sheet_can_be_looked_at(sheet: SponsorComments) -> None:
    assert all(warning.words for warning in warnings(answered(sealed(), sheet), DAY, OWN))
