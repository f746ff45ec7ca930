"""What comes back in a 360 round is taken in once, or refused in words and kept."""

from __future__ import annotations

import base64
import json
import time
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.codes import FILE_ABOUT, Answers, to_code, to_file
from npqml_widgets.documents.feedback360.collate import Collation, Received, answered, pieces_of, receive, state
from npqml_widgets.documents.feedback360.html_form import write_form
from npqml_widgets.documents.feedback360.model import Round, new_round
from npqml_widgets.documents.feedback360.report import publish
from npqml_widgets.documents.feedback360.xlsx_form import read_sheet, write_sheet
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.feedback360.asked360 import (
    ASKED,
    IDS,
    PEOPLE,
    QUESTIONS,
    filled,
    from_rater,
    modest,
    rater,
)


def take(*came: str | bytes, into: Collation | None = None) -> Received:
    received = Received(into or Collation(ASKED), accepted=True, words="")
    for one in came:
        received = receive(received.collation, one, "this one")
    return received


@given(st.text(max_size=60))
@modest
def test_any_text_that_is_no_code_is_refused_in_words_and_kept(text: str) -> None:
    received = take(text)
    assert not received.accepted
    assert received.collation.put_aside[0].content == text
    assert received.words.endswith("It is kept as it came, under what was put aside.")


def test_a_file_that_was_changed_is_refused() -> None:
    file = to_file(from_rater("p1", ratings={IDS[0]: 4}))
    received = take(file.replace('commitment-1\\": 4', 'commitment-1\\": 1'))
    assert not received.accepted
    assert "damaged or was changed" in received.words


def test_an_xlsx_form_with_a_rating_that_is_none_names_the_cell() -> None:
    received = take(filled({"rating:respect-1": "quite good"}))
    assert not received.accepted
    assert "Cell D" in received.words
    assert "'quite good'" in received.words


def test_a_rater_may_decline_with_a_reason_or_none() -> None:
    with_reason = filled({"decline:decline": "Yes", "decline:reason": "Too new here", "rating:respect-1": 1})
    assert read_sheet(with_reason, ASKED) == from_rater("t1", declined=True, reason="Too new here")
    code = to_code(from_rater("t2", declined=True), ASKED.questionnaire)
    received = take(with_reason, code)
    assert received.words == "t2 declined."
    assert state(received.collation)["t1"] == "declined"
    assert not answered(received.collation)["team"]


def test_answers_from_another_round_are_refused_and_kept() -> None:
    other = new_round("spring", "leader-7", PEOPLE, opened=date(2027, 1, 4))
    answers = Answers(other.tag, other.raters[2].token, {IDS[0]: 1})
    for came in (to_code(answers, other.questionnaire), to_file(answers), write_sheet(other, other.raters[2])):
        received = take(came)
        assert "another round" in received.words
        assert len(received.collation.put_aside) == 1


def test_answers_from_a_form_that_was_never_sent_are_refused() -> None:
    received = take(to_code(Answers(ASKED.tag, "ZZZZZZ", {IDS[0]: 1}), ASKED.questionnaire))
    assert "no rater has its number" in received.words


def test_the_same_answers_twice_change_nothing_and_others_need_a_decision() -> None:
    first = to_code(from_rater("p1", ratings={IDS[0]: 1}), ASKED.questionnaire)
    second = to_code(from_rater("p1", ratings={IDS[0]: 4}), ASKED.questionnaire)
    once = take(first)
    again = take(first, into=once.collation)
    assert (again.accepted, again.collation) == (True, once.collation)
    other = take(second, into=once.collation)
    assert not other.accepted
    assert other.collation.response("p1").answers.ratings == {IDS[0]: 1}
    assert other.collation.put_aside[0].content == second
    instead = receive(other.collation, second, "this one", instead=True)
    assert instead.collation.response("p1").answers.ratings == {IDS[0]: 4}


def test_a_file_with_comments_completes_the_code_that_came_before() -> None:
    whole = from_rater("p1", ratings={IDS[0]: 1}, texts={"keep": "The Friday notes."})
    received = take(to_code(whole, ASKED.questionnaire), to_file(whole))
    assert received.accepted
    assert received.collation.response("p1").answers == whole


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*QUESTIONS, *IDS[:2], "x"]), inner),
    max_leaves=6,
)
fields = st.sampled_from(["tag", "token", "ratings", "texts", "declined", "reason", "extra"])


@given(st.dictionaries(fields, plain, max_size=7), st.booleans())
@modest
def test_a_file_with_a_right_check_and_a_wrong_content_is_refused_in_words(
    changed: dict[str, object], whole: bool
) -> None:
    content = json.dumps((to_plain(from_rater("p1")) if whole else {}) | changed)
    check = f"{zlib.crc32(content.encode()):08x}"
    received = take(json.dumps({"about": FILE_ABOUT, "content": content, "check": check}))
    assert received.accepted or received.collation.put_aside[0].why


@pytest.mark.parametrize("cut", [3, 100, 2000])
def test_half_a_workbook_is_refused_and_kept_to_the_byte(cut: int) -> None:
    half = write_sheet(ASKED, rater("p1"))[:cut]
    received = take(half)
    assert "no XLSX workbook that can be opened; expected the form of a rater" in received.words
    assert base64.b64decode(received.collation.put_aside[0].content) == half


@pytest.mark.parametrize("as_bytes", [True, False])
def test_the_form_itself_sent_back_is_recognised_and_the_cure_named(as_bytes: bool) -> None:
    page = write_form(ASKED, rater("p1"))
    received = take(page.encode() if as_bytes else page)
    assert "It is the form itself, without the answers." in received.words
    assert "press “Save my answers to a file”" in received.words
    assert received.collation.put_aside


def test_a_form_that_was_saved_as_a_page_with_its_code_on_it_is_read() -> None:
    code = to_code(from_rater("p1", ratings={IDS[0]: 2}), ASKED.questionnaire)
    page = write_form(ASKED, rater("p1"))
    begin = page.index(">", page.index('<output class="code" id="code"')) + 1
    assert take(page[:begin] + code + page[begin:]).words == "p1 answered."


def test_a_workbook_with_nothing_filled_in_and_one_saved_as_text_say_so() -> None:
    assert "the form with nothing filled in" in take(write_sheet(ASKED, rater("p1"))).words
    assert "saved as text (CSV)" in take(f"Form number,{ASKED.tag}-AAAAAA,,\nrating:respect-1,Respect,Says,2\n").words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\xff\xfe", "It is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a workbook with a password"),
        (b"<html><body>Hello</body></html>", "It is a web page"),
    ],
)
def test_another_file_is_named_by_what_it_is(content: bytes, words: str) -> None:
    assert words in take(content).words


def test_what_was_pasted_is_taken_apart_into_codes_and_a_file_stays_whole() -> None:
    codes = [to_code(from_rater(name, ratings={IDS[0]: 2}), ASKED.questionnaire) for name in ("p1", "p2")]
    pasted = f"Hello,\n> {codes[0]}\n> {codes[1]}\nBye"
    assert pieces_of(Collation(ASKED), "", pasted) == [(f"The code {code[:9]}…", code) for code in codes]
    assert pieces_of(Collation(ASKED), "a.txt", pasted) == [(f"a.txt, {code[:9]}…", code) for code in codes]
    file = to_file(from_rater("p1", ratings={IDS[0]: 1}))
    assert pieces_of(Collation(ASKED), "", file) == [("What was pasted", file)]
    assert pieces_of(Collation(ASKED), "notes.txt", "Hello") == [("notes.txt", "Hello")]


def test_an_answer_after_the_report_is_out_is_put_aside() -> None:
    published = publish(Collation(ASKED)).collation
    received = take(to_code(from_rater("p1", ratings={IDS[0]: 1}), ASKED.questionnaire), into=published)
    assert "would show that answer" in received.words
    assert len(received.collation.put_aside) == 1


def test_a_comment_of_more_than_ten_thousand_characters_is_refused_and_kept() -> None:
    file = to_file(from_rater("p1", texts={"keep": "a" * 10_000}))
    assert take(file).accepted
    received = take(filled({"text:keep": "a" * 10_001}))
    assert "at most 10000" in received.words
    assert received.collation.put_aside


def test_a_collation_is_kept_whole(tmp_path: Path) -> None:
    collation = take("nonsense", to_file(from_rater("p1", ratings={IDS[0]: 1}, texts={"keep": "=1+1"}))).collation
    assert from_plain(to_plain(collation), Collation) == collation


def test_three_hundred_raters_are_collated_and_published_in_under_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    people = {"leader": "self", "boss": "manager"} | {f"r{place}": ("peers", "team")[place % 2] for place in range(298)}
    large = new_round("autumn", "leader-7", people, opened=date(2026, 9, 7))
    codes = [
        to_code(Answers(large.tag, one.token, {name: 1 + (place * 7 + k) % 4 for k, name in enumerate(IDS)}),
                large.questionnaire)
        for place, one in enumerate(large.raters)
    ]  # fmt: skip
    began = time.process_time()
    collation = Collation(large)
    for code in codes:
        collation = receive(collation, code, "code").collation
    report = publish(collation).report
    seconds = time.process_time() - began
    with capsys.disabled():
        print(f"\n360: 300 raters read, collated and published in {seconds:.2f} s")  # noqa: T201 - the measurement
    assert sum(part.answered for part in report.parts) == 299
    assert seconds < 1


def test_a_round_without_its_answers_is_an_empty_document() -> None:
    assert Collation().round == Round()
