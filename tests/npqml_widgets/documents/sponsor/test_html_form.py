"""The sponsor's page holds the evidence and what is asked, nothing of the candidate's own, and runs no text of it.

How it is filled in, and that its seal is ours, is tried in a browser: tests/browser/test_form_sponsor.py.
"""

from __future__ import annotations

import json
import re

from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.sponsor.answer import STATEMENT, Request, request_of
from npqml_widgets.documents.sponsor.html_form import write_form
from npqml_widgets.documents.sponsor.model import SponsorComments
from npqml_widgets.keeping.plain import from_plain
from tests.npqml_widgets.documents.sponsor.sponsors import DAY, SHEET, sheets, with_what


def data_in(page: str) -> Request:
    """Return what the page seals with the answer."""
    found = re.search(r'<script type="application/json" id="form-data">(.*?)</script>', page, re.DOTALL)
    assert found
    return from_plain(json.loads(found[1])["request"], Request)


def test_the_page_shows_the_evidence_and_a_box_for_each_criterion() -> None:
    page = write_form(request_of(SHEET, DAY))
    for words in ("Sam Lee", "Asked the four whose mornings change", "12 October 2026", "£1,234.50 in all (Budget)"):
        assert words in page
    assert page.count("<textarea") == 2
    assert STATEMENT.replace("'", "&#x27;") in page
    assert "my own note" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_evidence_for_a_criterion_that_is_not_asked_about_is_shown_all_the_same() -> None:
    page = write_form(request_of(evolve(SHEET, criteria=("4.1.1",)), DAY))
    assert "Budget taken through the committee" in page
    assert page.count("<textarea") == 1


def test_no_text_in_it_is_run() -> None:
    nasty = "</script><script>alert(1)</script><img src=x onerror=alert(1)>$title ${data}"
    page = write_form(request_of(evolve(with_what(SHEET, "E1", nasty), name=nasty), DAY))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert data_in(page).evidence[0].what == nasty


@settings(deadline=None)
@given(sheets())
def test_what_it_seals_is_what_was_asked(sheet: SponsorComments) -> None:
    if sheet.criteria and any(row.what.strip() for row in sheet.evidence):
        request = request_of(sheet, DAY)
        assert data_in(write_form(request)) == request
