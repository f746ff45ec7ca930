"""What a sponsor is asked, and an answer as the text that is sealed: read back as it was, or refused in words."""

from __future__ import annotations

import pytest
from attrs import evolve

from npqml_widgets.documents.sponsor.answer import (
    LONGEST,
    Comment,
    answer_in,
    content_of,
    criteria_of,
    read_content,
    request_of,
)
from npqml_widgets.documents.sponsor.model import Evidence, Received
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, DAY, SHEET


def test_an_answer_comes_back_from_its_text() -> None:
    assert read_content(content_of(ANSWER)) == ANSWER
    assert answer_in(Received(content=content_of(ANSWER))) == ANSWER
    assert ANSWER.comment_on("4.1.1").startswith("I was there")
    assert ANSWER.comment_on("6.1.1") == ""


def test_the_sponsor_is_shown_rows_that_say_what_was_done_and_no_notes() -> None:
    request = request_of(evolve(SHEET, evidence=(*SHEET.evidence, Evidence("E9", place="somewhere"))), DAY)
    assert [row.id for row in request.evidence] == ["E1", "E2", "E3"]
    assert all(not row.notes for row in request.evidence)
    assert [criterion.id for criterion in criteria_of(request)] == ["4.1.1", "4.1.2"]
    assert "Establishes relationships" in criteria_of(request)[0].text


def test_there_must_be_something_to_ask_about() -> None:
    with pytest.raises(Refused, match="There is no evidence yet"):
        request_of(evolve(SHEET, evidence=()), DAY)
    with pytest.raises(Refused, match="No criterion is named"):
        request_of(evolve(SHEET, criteria=()), DAY)


@pytest.mark.parametrize("content", ["", "[]", "nonsense", "{" * 9_000, '{"name": 3}', "\ud800"])
def test_what_is_no_answer_is_refused_in_words(content: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_content(content)
    assert answer_in(Received(content=content)) is None


def test_a_comment_longer_than_the_form_takes_is_refused() -> None:
    long = evolve(ANSWER, comments=(Comment("4.1.1", "x" * (LONGEST + 1)),))
    with pytest.raises(Refused, match=r"the comment on 4\.1\.1 is longer than 5,000 characters"):
        read_content(content_of(long))
