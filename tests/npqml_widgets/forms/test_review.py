"""The form of questions that come back: five a day over all modules, explained, skipped, never marked."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from npqml_widgets.documents.review import Reviews
from npqml_widgets.forms.review import ANSWERED, DUE, NAME, QuestionsForm, bank
from npqml_widgets.keeping import clock, documents

FILE = next((Path(__file__).parents[3] / "course").glob("1-*/1a-*/questions.toml"))
NOW = datetime(2026, 11, 5, 16, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of module 1a, in which the notebook runs, at ten past four."""
    module = tmp_path / "1a"
    module.mkdir()
    shutil.copy(FILE, module)
    monkeypatch.chdir(module)
    monkeypatch.setattr(documents, "_unsaved", {})
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return module


def answer(form: QuestionsForm, *, right: bool = True) -> str:
    """Answer the question that is asked."""
    question = form.bank[form.steps.page["asked"]["id"]]
    option = question.right if right else (question.right + 1) % len(question.option)
    return form.take({"event": "answer", "question": question.id, "option": option})


def test_an_answer_is_kept_and_every_option_is_explained_only_afterwards():
    form = QuestionsForm(*bank())
    assert {one["why"] for one in form.steps.page["asked"]["options"]} == {""}
    assert {one["right"] for one in form.steps.page["asked"]["options"]} == {None}
    assert answer(form, right=False).startswith("Not right. ")
    options = form.steps.page["asked"]["options"]
    assert all(one["why"] for one in options)
    assert [sum(one[key] for one in options) for key in ("right", "yours")] == [1, 1]
    assert len(documents.load(NAME, Reviews).document.answers) == 1


def test_five_are_asked_and_then_it_is_enough_for_today():
    form = QuestionsForm(*bank())
    for number in range(1, 6):
        assert form.steps.page["asked"]["place"] == f"Question {number} of 5, from module 1a"
        answer(form)
        form.take({"event": "next"})
    assert form.steps.page["words"].startswith("That is all for today: 5 answered.")
    assert QuestionsForm(*bank()).steps.page["mode"] == "done"


def test_a_skipped_question_is_not_kept_and_all_can_be_skipped_for_the_day():
    form = QuestionsForm(*bank())
    first = form.steps.page["asked"]["id"]
    form.take({"event": "pass", "question": first})
    assert form.steps.page["asked"]["id"] != first
    form.take({"event": "skip"})
    assert form.steps.page["words"].startswith("Skipped for today.")
    assert QuestionsForm(*bank()).steps.page["mode"] == "done"
    form.undo()
    assert form.steps.page["mode"] == "question"


def test_of_questions_only_the_last_answer_can_be_taken_back(folder):
    form = QuestionsForm(*bank())
    for _ in range(3):
        answer(form)
        form.take({"event": "next"})
    assert form.bar.undo == "your last answer"
    assert form.bar.versions == []


def test_an_answer_that_is_undone_is_asked_again():
    form = QuestionsForm(*bank())
    first = form.steps.page["asked"]["id"]
    answer(form)
    form.undo()
    assert (form.steps.page["mode"], form.steps.page["asked"]["id"]) == ("question", first)


def test_the_front_page_is_told_when_questions_are_due_and_what_is_done_today(folder):
    form = QuestionsForm(*bank())
    answer(form)
    first = form.document.answers[0].question
    told = json.loads((folder / "work" / DUE).read_text())
    assert told["due"][first] > "2026-11-05"
    assert told["done"] == {"day": "2026-11-05", "answered": [first], "skipped": False}
    form.take({"event": "skip"})
    assert json.loads((folder / "work" / DUE).read_text())["done"]["skipped"] is True
    form.undo()
    assert json.loads((folder / "work" / DUE).read_text())["done"]["skipped"] is False


def test_a_question_answered_in_another_tab_is_not_answered_twice():
    one, other = QuestionsForm(*bank()), QuestionsForm(*bank())
    answer(one)
    assert answer(other) == ANSWERED
    assert len(documents.load(NAME, Reviews).document.answers) == 1


def test_what_was_answered_in_another_module_counts_here_and_stays_there(folder, monkeypatch):
    (folder.parent / "2a").mkdir()
    monkeypatch.chdir(folder.parent / "2a")
    assert bank() == ({}, "")  # nothing is begun in 1a yet, so that 2a asks nothing of it
    monkeypatch.chdir(folder)
    answer(QuestionsForm(*bank()))
    monkeypatch.chdir(folder.parent / "2a")
    form = QuestionsForm(*bank())
    assert form.steps.page["asked"]["place"] == "Question 2 of 5, from module 1a"
    answer(form)
    assert len(documents.load(NAME, Reviews).document.answers) == 1
    monkeypatch.chdir(folder)
    assert QuestionsForm(*bank()).steps.page["asked"]["place"] == "Question 3 of 5, from module 1a"
    assert len(documents.load(NAME, Reviews).document.answers) == 1


def test_a_module_whose_questions_are_damaged_is_named_and_the_others_are_asked(folder):
    other = folder.parent / "2a"
    (other / "work").mkdir(parents=True)
    (other / "questions.toml").write_text("question = 3")
    found, notice = bank()
    assert len(found) == 16
    assert notice == "The questions of 2a cannot be read. Fetch that module again."
    assert QuestionsForm(found, notice).bar.notice == notice


def test_where_there_are_no_questions_the_page_says_so(folder):
    (folder / "questions.toml").unlink()
    assert QuestionsForm(*bank()).steps.page["words"] == "No question is due now."
