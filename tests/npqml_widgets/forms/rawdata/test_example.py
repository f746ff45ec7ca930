"""The worked example is shown from its file, and a file that is gone or broken is said in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.forms.rawdata.example import ESTIMATES, NAME, estimates_beside, raw_data_example
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.rawdata.test_workbook import FULL


@pytest.fixture
def examples(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    return tmp_path / "examples"


def test_the_example_is_shown_as_a_page_that_cannot_be_changed(examples):
    (examples / f"{NAME}.json").write_text(json.dumps(to_plain(FULL)))
    shown = raw_data_example()
    assert 'sandbox=""' in shown.html
    assert "63 pupils on roll" in shown.words


def test_the_estimates_of_the_course_come_with_whose_they_are(examples):
    with pytest.raises(Refused, match="not beside this page"):
        estimates_beside(RawData(), "England")
    (examples / ESTIMATES).write_text("Baseline from,Baseline to,Pupils,Estimate\n59,79.5,45,1.61\n")
    found = estimates_beside(RawData(), "England, 2023/24")
    assert (found.comparison, len(found.estimates)) == ("England, 2023/24", 1)
