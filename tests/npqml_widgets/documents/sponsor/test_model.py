"""A sheet comes back whole from its store, and its rows have IDs of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from npqml_widgets.documents.sponsor.model import Evidence, SponsorComments
from npqml_widgets.keeping.documents import as_json, parse
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.sponsor.sponsors import CAME, SHEET, answered, any_days, sealed, sheets


@settings(deadline=None)
@given(sheets(any_days))
def test_any_sheet_comes_back_from_plain_data_and_from_its_file(sheet: SponsorComments) -> None:
    whole = answered(sealed(), sheet)
    assert from_plain(to_plain(whole), SponsorComments) == whole
    assert parse(as_json(whole, 3, CAME), SponsorComments).document == whole


def test_two_rows_of_one_id_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="two evidence have the ID E1"):
        SponsorComments(evidence=(Evidence("E1"), Evidence("E1")))


def test_the_sponsor_sees_no_notes() -> None:
    assert SHEET.evidence[2].notes == "my own note"
    assert SHEET.evidence[2].shown.notes == ""


def test_the_last_answer_counts() -> None:
    assert SHEET.answer is None
    assert answered(sealed(key=""), answered(sealed())).answer == sealed(key="")
