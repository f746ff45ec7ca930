"""The picture of the terms says in words and numbers what it draws."""

from __future__ import annotations

from npqml_widgets.documents.budget.charts import terms_figure, terms_words
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.periods import spread
from npqml_widgets.documents.shared.money import pounds
from tests.npqml_widgets.documents.budget.budgets import SOUND


def test_each_term_stands_in_the_sentence_and_in_the_table() -> None:
    shown = terms_figure(SOUND)
    assert shown is not None
    found = spread(SOUND, "term")
    for name, pence in zip(found.periods, found.totals, strict=True):
        assert f"{name} {pounds(pence)}" in shown.html
    assert "<table" in shown.html


def test_without_dates_there_is_nothing_to_draw_and_that_is_said() -> None:
    assert terms_figure(Budget()) is None
    assert terms_words(Budget()).startswith("No line has dates yet.")
