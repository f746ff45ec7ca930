"""The printed page: evidence by criterion, and what came back whole, never called the sponsor's without the key."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.shared.printing import can_write_word, to_docx, to_html, to_text
from npqml_widgets.documents.sponsor.model import Evidence, Received, SponsorComments
from npqml_widgets.documents.sponsor.printing import NOTHING_YET, printed, summary
from npqml_widgets.documents.sponsor.verdict import Verdict
from tests.npqml_widgets.documents.sponsor.sponsors import DAY, SHEET, answered, sealed, sheets, with_what


def text(sheet: SponsorComments, verdict: Verdict | None = None) -> str:
    return to_text(printed(sheet, DAY, verdict))


def test_evidence_stands_by_criterion_and_the_empty_boxes_are_the_sponsor_s() -> None:
    found = text(SHEET)
    assert found.index("Evidence for 4.1.1") < found.index("E2") < found.index("Evidence for 4.1.2") < found.index("E3")
    assert NOTHING_YET in found
    assert "Sam Lee, c001" in found


def test_what_came_back_stands_whole_and_is_not_verified() -> None:
    found = text(answered(sealed()))
    for words in (
        "I was there in October. It was done as it says.",
        "Ruth Moss, Headteacher",
        "3 May 2027",
        "Confirmed:",
        "with a seal; number",
        "Not verified: only the provider",
    ):
        assert words in found
    assert "not verified" in found


def test_the_provider_s_verdict_stands_in_its_place() -> None:
    found = text(answered(sealed()), Verdict("checked", ("Sealed with the sponsor's key.",)))
    assert "The sponsor's comments: checked" in found
    assert "Not verified" not in found


def test_evidence_that_was_changed_afterwards_is_told_beside_the_answer() -> None:
    found = text(with_what(answered(sealed()), "E2", "Other"))
    assert "Evidence changed after the sponsor saw it on 3 May 2027: row E2 changed" in found
    as_it_was = found.split("These rows as the sponsor saw them.")[1]
    assert "Moderation with the school next door" in as_it_was
    assert "Asked the four" not in as_it_was


def test_earlier_answers_are_kept_in_print_and_said_not_to_count() -> None:
    found = text(answered(sealed(), answered(sealed(key=""))))
    assert "Earlier answers: they are kept, and do not count." in found
    assert "without a seal" in found


def test_what_cannot_be_read_is_said() -> None:
    assert "What came back cannot be read." in text(answered(Received(content="?")))


def test_the_summary_counts_rows_criteria_days_and_what_is_ready() -> None:
    assert summary(SponsorComments()) == "There is no evidence yet."
    assert summary(SHEET) == (
        "3 pieces of evidence for 4.1.1, 4.1.2, from 12 October 2026 to 28 January 2027; 3 of 3 with a date and a "
        "place."
    )
    assert summary(evolve(SHEET, evidence=(Evidence("E1", what="x"),))) == (
        "1 piece of evidence for no criterion; 0 of 1 with a date and a place."
    )


@settings(deadline=None)
@given(sheets())
def test_any_sheet_is_printed_and_nothing_in_it_runs(sheet: SponsorComments) -> None:
    assert "<script" not in to_html(printed(answered(sealed(), sheet), DAY))
    if can_write_word() and len(sheet.evidence) > 2:
        assert to_docx(printed(sheet, DAY))[:2] == b"PK"
