"""The form of the leadership reflection: kept a rating at a time, filed by day, drawn with 1 (high) at the top."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from npqml_widgets.documents.reflection.model import Reflections, behaviours
from npqml_widgets.forms.reflection import NAME, ReflectionForm
from npqml_widgets.keeping import documents

IDS = [one.id for one in behaviours()]
DAY = "2026-03-02"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the empty folder of a notebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(documents, "_unsaved", {})
    return tmp_path


def rate(form: ReflectionForm, behaviour: str, rating: int, day: str = DAY) -> str:
    return form.take({"event": "rate", "day": day, "behaviour": behaviour, "rating": str(rating)})


def comment(form: ReflectionForm, words: str, before: str = "", day: str = DAY) -> str:
    return form.take({"event": "comment", "day": day, "behaviour": "respect", "words": words, "before": before})


def test_each_rating_and_comment_is_kept_on_the_form_of_its_day():
    form = ReflectionForm(NAME)
    rate(form, "respect", 2)
    comment(form, "Both were heard.")
    rate(form, "respect", 1, "2026-06-15")
    found = ReflectionForm(NAME).document.forms
    assert [(one.written.isoformat(), one.ratings, one.comments) for one in found] == [
        (DAY, {"respect": 2}, {"respect": "Both were heard."}),
        ("2026-06-15", {"respect": 1}, {}),
    ]


def test_two_tabs_on_one_form_keep_what_each_rated_and_say_what_a_comment_replaced():
    one, other = ReflectionForm(NAME), ReflectionForm(NAME)
    rate(one, "respect", 1)
    rate(other, "awareness", 4)
    comment(other, "From the other tab.")
    comment(one, "From this tab.")
    (form,) = ReflectionForm(NAME).document.forms
    assert form.ratings == {"respect": 1, "awareness": 4}
    assert "There it said: “From the other tab.”" in one.bar.notice


def test_what_the_model_refuses_is_said_and_not_kept():
    form = ReflectionForm(NAME)
    rate(form, "respect", 5)
    comment(form, "x" * 10_001)
    assert form.document == Reflections()
    assert form.bar.notice


def test_steps_that_two_threads_bring_at_once_lose_nothing_of_each_other():
    form = ReflectionForm(NAME)

    def send(keys: list[str]) -> None:
        for key in keys:
            for rating in (1, 2, 3):
                content = {"event": "rate", "turn": "1", "day": DAY, "behaviour": key, "rating": rating}
                form.steps._handle(form.steps, content, [])

    threads = [Thread(target=send, args=(keys,)) for keys in (IDS[:3], IDS[3:])]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert ReflectionForm(NAME).document.forms[0].ratings == dict.fromkeys(IDS, 3)


def test_a_picture_goes_away_when_its_ratings_are_no_longer_the_last():
    form = ReflectionForm(NAME)
    assert form.take({"event": "draw"}).startswith("There is nothing to draw yet")
    rate(form, "respect", 2)
    form.take({"event": "draw"})
    assert "Each small chart is one behaviour" in form.drawn.value
    form.take({"event": "look"})
    assert form.drawn.value
    rate(form, "respect", 1)
    assert form.drawn.value == ""


def test_the_forms_go_to_a_workbook_and_come_back_the_same(folder):
    form = ReflectionForm(NAME)
    form.take({"event": "name", "name": "A. Dawson"})
    rate(form, "respect", 2)
    comment(form, "=1+1")
    form._answer("write", ".xlsx", b"")
    before = form.document
    rate(form, "respect", 4)
    form._answer("bring", f"{NAME}.xlsx", (folder / f"{NAME}.xlsx").read_bytes())
    assert form.document == before
