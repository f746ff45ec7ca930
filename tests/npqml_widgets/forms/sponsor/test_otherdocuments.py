"""Figures come out of the candidate's other documents, and are looked up in them as they are now."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.documents.sponsor.model import SponsorComments
from npqml_widgets.forms.sponsor.form import ONE, SponsorForm
from npqml_widgets.forms.sponsor.otherdocuments import KEPT, sentences_of_others, texts_of_others
from npqml_widgets.forms.sponsor.takefigure import GONE
from npqml_widgets.keeping import documents
from tests.npqml_widgets.documents.plan.plans import SOUND as PLAN
from tests.npqml_widgets.documents.risk.risks import SOUND as REGISTER
from tests.npqml_widgets.documents.sponsor.sponsors import SHEET


@pytest.fixture
def form(tmp_path, monkeypatch) -> SponsorForm:
    monkeypatch.chdir(tmp_path)
    documents.save("project-plan", PLAN, revision=0)
    documents.save("risk-register", REGISTER, revision=0)
    return SponsorForm("sponsor-comments", SHEET)


def kept() -> SponsorComments:
    return documents.load("sponsor-comments", SponsorComments).document


@pytest.mark.parametrize("kind", KEPT)
def test_the_names_are_those_under_which_each_form_keeps_its_own(kind):
    module = KINDS[kind].form.rpartition(".")[0]
    assert import_module(f"npqml_widgets.forms.{module}").NAME == KEPT[kind]


def test_sentences_with_numbers_are_offered_with_their_document(form):
    found = sentences_of_others()
    assert {source for source, _ in found} == {"Project plan", "Risk register"}
    assert any("4 steps" in sentence for _, sentence in found)
    assert set(texts_of_others()) == {"Project plan", "Risk register"}


def test_a_figure_is_taken_with_where_it_is_from_and_taken_back(form):
    form.open("E1")
    assert form.tabs.selected_index == ONE
    chosen = next(words for words in form.figure._offered if "4 steps" in words)
    assert form.figure._answers["edit"]("E1", "take", chosen) == ""
    row = kept().evidence[0]
    assert "4 steps" in row.figure
    assert row.source == "Project plan"
    assert not [warning for warning in form.found if warning.rule == "figure" and warning.row == "E1"]
    form.undo()
    assert kept() == SHEET


def test_a_number_that_the_document_does_not_have_any_more_is_named(form):
    form.edit("E1", "source", "project plan")
    form.edit("E1", "figure", "977 steps")
    assert "977 is not in your project plan as it is now." in form.faults.value


def test_a_sentence_that_has_gone_is_not_taken(form):
    form.open("E1")
    assert form.figure._answers["edit"]("E1", "take", "Budget: gone.") == GONE
    assert form.figure._answers["edit"]("E1", "take", "") == ""
    assert form.document == SHEET


def test_a_document_that_cannot_be_read_is_left_out_and_left_alone(form):
    path = Path("work/project-plan.json")
    path.write_text("{broken", encoding="utf-8")
    assert set(texts_of_others()) == {"Risk register"}
    assert path.read_text(encoding="utf-8") == "{broken"
    documents.save("risk-register", evolve(REGISTER, risks=()), revision=1)
    assert "Risk register" in texts_of_others()
