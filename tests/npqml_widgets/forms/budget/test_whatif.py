"""What is tried for a line shows what would become of the plan, and changes nothing until it is taken."""

from __future__ import annotations

import pytest

from npqml_widgets.forms.budget.form import BudgetForm
from tests.npqml_widgets.documents.budget.budgets import SOUND


@pytest.fixture
def form(tmp_path, monkeypatch) -> BudgetForm:
    monkeypatch.chdir(tmp_path)
    return BudgetForm("budget", SOUND)


def test_what_is_tried_changes_nothing_until_it_is_taken(form):
    trial = form.trial
    assert trial.edit("what if", "price", "£100") == "choose a line first."
    assert trial.edit("what if", "line", "L3") == ""
    assert trial.button.layout.display == "none"
    assert trial.edit("what if", "price", "£100") == ""
    assert "£1,910.16 less" in trial.shown.value
    assert form.document == SOUND
    assert trial.edit("what if", "times", "half").startswith("found “half”, expected a number")
    trial.take()
    assert form.document.lines[2].price == 10_000
    assert trial.button.layout.display == "none"
    assert form.undo() == "Undone: taking what was tried for L3."
    assert form.document == SOUND


def test_what_is_tried_follows_a_change_of_its_line(form):
    form.trial.edit("what if", "line", "L3")
    form.trial.edit("what if", "price", "£100")
    form.edit("L3", "price", "£150")
    assert form.trial.button.layout.display == "none"
    assert form.trial.record.shown["cells"]["price"] == "£150.00"
    form.grid._answers["remove"]("L3")
    assert form.trial.shown.value == ""
