"""The form of the self-rating: kept at once, earlier ratings beside, and the modules to begin with follow."""

from __future__ import annotations

import json
from datetime import date

import pytest

from npqml_widgets.documents.coursepages import modules_here
from npqml_widgets.documents.log import LEVELS
from npqml_widgets.documents.selfrating import SelfRating
from npqml_widgets.forms.selfrating import ALL_HIGH, NAME, NOTHING_RATED, SelfRatingForm, modules_to_begin_with
from npqml_widgets.keeping import clock, documents

AUTUMN, SPRING = date(2026, 9, 3), date(2027, 3, 1)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "assessment").mkdir()
    monkeypatch.chdir(tmp_path / "assessment")
    monkeypatch.setattr(documents, "_unsaved", {})
    monkeypatch.setattr(clock, "today", lambda: AUTUMN)
    return tmp_path


def rate(form: SelfRatingForm, criterion: str, level: int) -> str:
    return form.take({"event": "rate", "criterion": criterion, "level": str(level)})


def line(form: SelfRatingForm, criterion: str, words: str, before: str = "") -> str:
    return form.take({"event": "shows", "criterion": criterion, "words": words, "before": before})


def shown(form: SelfRatingForm, criterion: str) -> dict:
    return next(one for area in form.steps.page["areas"] for one in area["criteria"] if one["id"] == criterion)


def test_a_rating_and_its_line_are_kept_and_months_later_stand_beside_an_empty_form(monkeypatch):
    form = SelfRatingForm(NAME)
    rate(form, "1.1.3", 2)
    line(form, "1.1.3", "The change of marking")
    assert (shown(form, "1.1.3")["level"], shown(form, "1.1.3")["shows"]) == ("2", "The change of marking")
    assert form.steps.page["state"] == "Today, 3 September 2026: 1 of 16 rated."
    monkeypatch.setattr(clock, "today", lambda: SPRING)
    later = shown(SelfRatingForm(NAME), "1.1.3")
    assert (later["level"], later["shows"]) == ("", "")
    assert later["earlier"] == f"On 3 September 2026: {LEVELS[2]} (The change of marking)."


def test_a_level_that_is_none_is_refused_in_words_and_nothing_is_kept():
    form = SelfRatingForm(NAME)
    rate(form, "1.1.3", 5)
    assert form.bar.notice
    assert form.document == SelfRating()


def test_two_tabs_keep_what_each_rated_and_say_what_a_line_replaced():
    here, there = SelfRatingForm(NAME), SelfRatingForm(NAME)
    rate(here, "1.1.1", 1)
    rate(there, "1.1.2", 4)
    line(there, "1.1.1", "From the other tab")
    line(here, "1.1.1", "From this tab")
    assert [(rating.criterion, rating.level) for rating in SelfRatingForm(NAME).document.ratings] == [
        ("1.1.1", 1), ("1.1.2", 4),
    ]  # fmt: skip
    assert "There it said: “From the other tab”" in here.bar.notice


def test_the_modules_of_the_lowest_rated_follow_each_rating_and_can_be_undone(folder):
    (folder / "1b").mkdir()
    cells = [{"cell_type": "markdown", "source": "# Lead change"}]
    about = {"npqml": {"kind": "learn-how-to", "minutes": 70}}
    (folder / "1b" / "1b.ipynb").write_text(json.dumps({"metadata": about, "cells": cells}))
    form, seen, here = SelfRatingForm(NAME), [], modules_here(folder)
    form.follow(lambda: seen.append(modules_to_begin_with(form.document, here)))
    assert modules_to_begin_with(form.document, here).words == NOTHING_RATED
    rate(form, "5.1.3", 3)
    rate(form, "1.1.3", 1)
    first, second = seen[-1].words.splitlines()[1:]
    assert first == f"1b Lead change (70 minutes). 1.1.3: “{LEVELS[1]}”"
    assert second.startswith("5b Manage risks")
    assert '<a href="../1b/1b.ipynb"' in seen[-1].html
    form.undo()
    assert seen[-1].words.splitlines()[1].startswith("5b")
    rate(form, "5.1.3", 4)
    assert seen[-1].words == ALL_HIGH


def test_its_workbook_comes_back():
    form = SelfRatingForm(NAME)
    rate(form, "1.1.3", 2)
    content = {output.ending: output.make(form.document) for output in form.outputs()}
    assert form.bring_in(content[".xlsx"], "mine.xlsx") == form.document
    assert "On 3 September 2026" in content[".html"]
    assert f"1.1.3: On 3 September 2026: {LEVELS[2]}" in form.as_text()
