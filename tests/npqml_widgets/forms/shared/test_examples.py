"""A worked example is found beside the page, and a damaged one stops nobody."""

from __future__ import annotations

import json

import pytest

from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.forms.shared.examples import example, read_example
from npqml_widgets.handin.files import data_files
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.budget.budgets import SOUND


@pytest.mark.parametrize("content", ["", "{", '{"lines": 3}', "[" * 100_000])
def test_a_damaged_or_missing_example_is_none(tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    assert example("budget", Budget) is None
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "budget.json").write_text(content)
    assert example("budget", Budget) is None


def test_an_example_is_read_and_is_no_part_of_what_is_handed_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("examples", "work"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "budget.json").write_text(json.dumps(to_plain(SOUND)))
    assert example("budget", Budget) == SOUND
    assert [path.parent.name for path in data_files(tmp_path)] == ["work"]


def test_an_example_that_is_gone_or_broken_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="not beside this page any more"):
        read_example("budget", Budget)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "budget.json").write_text("{}[")
    with pytest.raises(Refused, match="holds no example of this document"):
        read_example("budget", Budget)
