"""Every kind of document that a task may ask for has its model, page and form where its line says."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.documents.shared.printing import Page
from npqml_widgets.forms.shared.document_form import DocumentForm


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_has_an_empty_document_a_page_and_a_form_of_the_same_model(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    model, form = kind.load_model(), kind.load_form()
    assert isinstance(kind.load_page()(model(), date(2026, 3, 2)), Page)
    assert issubclass(form, DocumentForm)
    assert form.kind is model
    assert form("1a-t5-any", None).document == model()
    assert model.__module__ == kind.home


def test_no_two_kinds_keep_documents_under_one_name():
    names = [kind.load_model().__name__ for kind in KINDS.values()]
    assert len(set(names)) == len(names)
