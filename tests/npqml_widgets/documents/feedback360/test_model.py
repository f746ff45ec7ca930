"""The questions, raters and rules of a 360 round; answers come back whole, once, or are refused in words."""

from __future__ import annotations

import base64
import json
import time
import tomllib
import zlib
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360 import model as feedback360
from npqml_widgets.documents.feedback360.codes import FILE_ABOUT, Answers, read_code, read_file, to_code, to_file
from npqml_widgets.documents.feedback360.collate import Collation, Received, answered, receive, state
from npqml_widgets.documents.feedback360.model import (
    ALPHABET,
    Rater,
    Round,
    new_round,
    promises,
    read_questionnaire,
    standard_questionnaire,
)
from npqml_widgets.documents.feedback360.report import publish
from npqml_widgets.documents.feedback360.sheet import read_sheet, write_sheet
from npqml_widgets.documents.shared.workbook import Damaged, add_row, open_book, saved
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import from_plain, to_plain

COURSE = Path(__file__).parents[4] / "course" / "framework.toml"
OWN = Path(feedback360.__file__).with_suffix(".toml")
PEOPLE = {"leader": "self", "boss": "manager", "p1": "peers", "p2": "peers", "t1": "team", "t2": "team", "t3": "team"}
ASKED = new_round("autumn", "leader-7", PEOPLE, opened=date(2026, 9, 7))
IDS = [one.id for one in ASKED.questionnaire.statements]
QUESTIONS = [one.id for one in ASKED.questionnaire.questions]
modest = settings(deadline=None, max_examples=60)
ratings = st.dictionaries(st.sampled_from(IDS), st.sampled_from([1, 2, 3, 4]))
texts = st.dictionaries(st.sampled_from(QUESTIONS), st.text(min_size=1, max_size=40).filter(str.strip))


def rater(name: str) -> Rater:
    return next(one for one in ASKED.raters if one.id == name)


def from_rater(name: str, **given: object) -> Answers:
    return Answers(ASKED.tag, rater(name).token, **given)


def take(*came: str | bytes, into: Collation | None = None) -> Received:
    received = Received(into or Collation(ASKED), accepted=True, words="")
    for one in came:
        received = receive(received.collation, one, "this one")
    return received


def test_the_course_asks_about_the_framework_s_seven_behaviours_in_its_own_words() -> None:
    framework = tomllib.loads(COURSE.read_text(encoding="utf-8"))["behaviours"]
    assert [to_plain(one) for one in standard_questionnaire().behaviours] == framework
    assert {one.behaviour for one in standard_questionnaire().statements} == {one["id"] for one in framework}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('behaviour = "respect"', 'behaviour = "respekt"', "'respekt'"),
        ('id = "respect-1"', 'id = "respect-2"', "this id 2 times"),
        ('id = "respect-1"', 'id = "Respect 1"', "Respect 1"),
        ('id = "keep"', "id = 3", "found 3, expected a text"),
        ("Tells us the real reasons for a decision.", " ", "no text"),
        ('name = "Respect"', 'name = "Charm"', "the framework's seven"),
        ("[[questions]]", "[[question]]", "which this course does not know"),
        ("title =", "title", "expected TOML"),
    ],
)
def test_a_provider_s_questions_that_are_not_valid_are_refused_by_entry(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(OWN.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_questionnaire(file)
    assert said in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_provider_may_change_statements_and_questions(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(OWN.read_text(encoding="utf-8").replace("Listens to people", "Hears people out"), encoding="utf-8")
    assert read_questionnaire(file).statements != standard_questionnaire().statements


def test_a_behaviour_without_a_statement_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    whole = OWN.read_text(encoding="utf-8")
    file.write_text(whole.replace('behaviour = "integrity"', 'behaviour = "respect"'), encoding="utf-8")
    with pytest.raises(Refused, match="statements, integrity"):
        read_questionnaire(file)


def test_a_round_needs_one_self_and_somebody_else() -> None:
    for people in ({}, {"a": "self"}, {"a": "peers", "b": "team"}, {"a": "self", "b": "self"}):
        with pytest.raises(Refused, match="exactly one rater in the group self"):
            new_round("autumn", "leader-7", people, opened=date(2026, 9, 7))


def test_the_rules_of_a_round_say_how_the_line_manager_is_shown() -> None:
    assert any("never shown on their own" in line for line in promises(ASKED))
    assert any("agreed before the round" in line for line in promises(evolve(ASKED, manager_named=True)))
    assert "1 (high" in promises(ASKED)[0]


@given(ratings, st.booleans())
@modest
def test_a_code_brings_the_ratings_back(given_: dict[str, int], declined: bool) -> None:
    answers = from_rater("p1", ratings={} if declined else given_, declined=declined)
    code = to_code(answers, ASKED.questionnaire)
    assert read_code(code, ASKED.questionnaire, ASKED.tag) == answers
    assert (
        read_code(f" {code.lower().replace('-', ' ').replace('0', 'o')}\n", ASKED.questionnaire, ASKED.tag) == answers
    )


@given(ratings, st.data())
@modest
def test_one_wrong_character_or_two_swapped_ones_in_a_code_are_always_found(
    given_: dict[str, int], data: st.DataObject
) -> None:
    code = to_code(from_rater("p1", ratings=given_), ASKED.questionnaire).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(Damaged):
                read_code(code[:place] + wrong + code[place + 1 :], ASKED.questionnaire, ASKED.tag)
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(Damaged, match="a mistake in it"):
            read_code(swapped, ASKED.questionnaire, ASKED.tag)


@given(st.text(max_size=60))
@modest
def test_any_text_that_is_no_code_is_refused_in_words_and_kept(text: str) -> None:
    received = take(text)
    assert not received.accepted
    assert received.collation.put_aside[0].content == text
    assert received.words.endswith("It is kept as it came, under what was put aside.")


@given(ratings, texts, st.booleans(), st.text(max_size=30))
@modest
def test_a_file_brings_ratings_and_comments_back(
    given_: dict[str, int], wrote: dict[str, str], declined: bool, reason: str
) -> None:
    answers = from_rater("p1", ratings=given_, texts=wrote, declined=declined, reason=reason)
    assert read_file(to_file(answers), ASKED.tag) == answers


def test_a_file_that_was_changed_is_refused() -> None:
    file = to_file(from_rater("p1", ratings={IDS[0]: 4}))
    received = take(file.replace('commitment-1\\": 4', 'commitment-1\\": 1'))
    assert not received.accepted
    assert "damaged or was changed" in received.words


@given(ratings, texts)
@settings(deadline=None, max_examples=25)
def test_an_xlsx_form_brings_ratings_and_comments_back(given_: dict[str, int], wrote: dict[str, str]) -> None:
    answers = from_rater("t1", ratings=given_, texts=wrote)
    assert read_sheet(filled({f"rating:{k}": v for k, v in answers.ratings.items()}
                             | {f"text:{k}": v for k, v in answers.texts.items()}), ASKED) == answers  # fmt: skip


def filled(answers: dict[str, object], name: str = "t1") -> bytes:
    """Fill an XLSX form as a rater would."""
    book = open_book(write_sheet(ASKED, rater(name)), "a form")
    for row in book["Answers"].iter_rows():
        if row[0].value in answers:
            value = answers[row[0].value]
            scratch = book.create_sheet("scratch")
            add_row(scratch, [value])
            row[3].value = scratch["A1"].value
            row[3].data_type = scratch["A1"].data_type
            book.remove(scratch)
    return saved(book)


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
    assert "cannot be opened" in received.words
    assert base64.b64decode(received.collation.put_aside[0].content) == half


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
