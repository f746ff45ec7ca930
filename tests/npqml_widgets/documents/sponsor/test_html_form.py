"""The sponsor's page holds the evidence and what is asked, nothing of the candidate's own, and runs no text of it.

How it is filled in, and that its seal is ours, is tried in a browser: tests/browser/test_form_sponsor.py.
"""

from __future__ import annotations

import json
import re

from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.sponsor.answer import STATEMENT, Request, request_of
from npqml_widgets.documents.sponsor.html_form import write_form, write_sealing_page
from npqml_widgets.documents.sponsor.model import SponsorComments
from npqml_widgets.keeping.plain import from_plain
from tests.npqml_widgets.documents.sponsor.sponsors import DAY, KEY, SHEET, sheets, with_what


def data_in(page: str) -> Request:
    """Return what the page seals with the answer."""
    found = re.search(r'<script type="application/json" id="form-data">(.*?)</script>', page, re.DOTALL)
    assert found
    return from_plain(json.loads(found[1])["request"], Request)


def test_the_candidate_s_page_holds_the_evidence_and_no_key() -> None:
    page = write_form(request_of(SHEET, DAY))
    assert data_in(page) == request_of(SHEET, DAY)
    for words in ("Sam Lee", STATEMENT.replace("'", "&#x27;"), "Only there can your answer be sealed"):
        assert words in page
    assert '"key": ""' in page
    assert "my own note" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_provider_s_page_holds_the_key_and_no_evidence() -> None:
    page = write_sealing_page("c001", "Sam <Lee>", KEY)
    for words in (f'"key": "{KEY}"', '"candidate": "c001"', '"request": null', "When Sam &lt;Lee&gt; sends you a file"):
        assert words in page
    assert "Asked the four" not in page


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
