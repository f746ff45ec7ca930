"""The form of a case: what a step keeps and says, what goes stale, and what is shown at the end instead of a score."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.path import CasePath, choose
from npqml_widgets.forms.scenario import MOVED_ON, CaseForm, case
from npqml_widgets.keeping import documents

NAME = "hard-conversation"
FILE = Path(__file__).parents[3] / "course" / "cases" / f"case-{NAME}.toml"
CASE = load_case(FILE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the empty folder of a notebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(documents, "_unsaved", {})
    return tmp_path


def step(form: CaseForm, event: str, **details: str) -> str:
    """Take a step as the page would send it, from what it shows now."""
    return form.take({"event": event, "state": form.steps.page["here"]["state"], **details})


def walk(form: CaseForm, keys: tuple[str, ...] = CASE.path) -> CaseForm:
    for key in keys:
        step(form, "choose", choice=key, because=f"for {key}")
    return form


def standing(form: CaseForm) -> list[str]:
    return [one.choice for one in documents.load(f"case-{NAME}", CasePath).document.standing]


def test_a_choice_is_kept_with_its_reason_and_what_came_of_it_is_said():
    form = CaseForm(CASE)
    said = step(form, "choose", choice="look-first", because=" I want facts. ")
    assert said.startswith("It takes your free period on Friday.")
    assert said.endswith("Cost: 40 minutes.")
    assert [(one["because"], one["cost"]) for one in form.steps.page["path"]] == [
        ("I want facts.", "Cost: 40 minutes.")
    ]
    assert standing(form) == ["look-first"]


def test_nothing_on_the_way_shows_the_reasoning_or_which_way_is_reasoned():
    form = walk(CaseForm(CASE), CASE.path[:3])
    shown = str(form.steps.page)
    assert not [one.id for _, one in CASE.choices.values() if " ".join(one.think.split())[:40] in shown]
    assert form.steps.page["review"] is None
    assert [key for key, _ in form.steps.page["here"]["choices"]] != [one.id for one in CASE.situation[-1].choice]


def test_the_review_gives_the_reasoning_on_each_step_and_no_score():
    page = walk(CaseForm(CASE)).steps.page
    assert page["here"]["choices"] == []
    assert all(line["think"] for line in page["review"]["lines"])
    assert any("one reasoned way, and not the only one" in words for words in page["review"]["sums"])
    assert not [word for word in ("score", "points", "%", "[@") if word in str(page["review"])]


def test_the_review_names_where_the_path_left_the_reasoned_one_and_what_was_gone_back_on():
    form = CaseForm(CASE)
    step(form, "choose", choice="write-tonight")
    step(form, "back")
    walk(form, ("remind-everybody", "now-alone", *CASE.path[2:]))
    sums = " ".join(form.steps.page["review"]["sums"])
    assert "You went back on 1 choice." in sums
    assert "At “Thursday, ten past four”, one reasoned way goes on otherwise: Leave it for tonight." in sums


def test_starting_again_keeps_the_earlier_path_and_undo_takes_even_that_back():
    form = walk(CaseForm(CASE), CASE.path[:2])
    step(form, "again")
    assert standing(form) == []
    assert len(form.steps.page["undone"]) == 2
    form.undo()
    assert standing(form) == list(CASE.path[:2])


def test_a_step_from_where_the_path_no_longer_stands_is_refused_in_words():
    first, second = CaseForm(CASE), CaseForm(CASE)
    step(first, "choose", choice="look-first")
    assert step(second, "choose", choice="ask-joe") == MOVED_ON
    assert (second.bar.notice, second.steps.page["here"]["title"]) == (MOVED_ON, "Friday, period 3")
    assert standing(first) == ["look-first"]


def test_a_way_that_no_longer_fits_a_changed_case_is_taken_up_where_it_still_does():
    walk(CaseForm(CASE), CASE.path[:3])
    here = CASE.choices[CASE.path[1]][0]
    changed = evolve(here, choice=tuple(one for one in here.choice if one.id != CASE.path[1]))
    other = evolve(CASE, situation=tuple(changed if one is here else one for one in CASE.situation))
    form = CaseForm(other)
    assert form.steps.page["here"]["title"] == here.title
    assert "The case has changed since you were here." in form.bar.notice


def test_the_cards_are_the_whole_case_whatever_was_chosen(folder):
    form = walk(CaseForm(CASE), CASE.path[:1])
    assert form._answer("write", "-cards.html", b"") == (
        f"Written to case-{NAME}-cards.html, in the folder of this notebook."
    )
    assert "(for afterwards)" in (folder / f"case-{NAME}-cards.html").read_text(encoding="utf-8")


def test_a_saved_notebook_says_the_way_in_words():
    words = walk(CaseForm(CASE), CASE.path[:1]).page.as_text()
    assert "1. Thursday, ten past four: Leave it for tonight." in words
    assert "Because: for look-first" in words
    assert words.endswith("You are at: Friday, period 3")


def test_a_case_is_found_beside_the_notebook_or_one_folder_up(folder, monkeypatch, capsys):
    case(NAME)
    assert "Markdown" in capsys.readouterr().out  # words in the place of the form
    shutil.copy(FILE, folder)
    (folder / "learn-about").mkdir()
    monkeypatch.chdir(folder / "learn-about")
    case(NAME)
    assert "CaseControl" in capsys.readouterr().out


def test_a_damaged_file_is_said_in_words_and_the_way_is_left_alone(folder, capsys):
    walk(CaseForm(CASE), CASE.path[:2])
    (folder / FILE.name).write_text("id = [")
    case(NAME)
    assert "Markdown" in capsys.readouterr().out
    assert standing(CaseForm(CASE)) == list(CASE.path[:2])


def test_a_path_chosen_elsewhere_in_code_is_shown_like_any_other():
    path = choose(CASE, CasePath(), "ask-joe", at=datetime(2026, 11, 5, tzinfo=UTC))
    documents.save(f"case-{NAME}", path, revision=0)
    assert CaseForm(CASE).steps.page["path"][0]["cost"] == "Cost: 50 minutes. Joe wonders who else you ask about whom."
