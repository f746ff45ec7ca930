"""Figures out of the raw data analysis: which were taken, of which export, in that document's own words."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.performance.baseline import baseline_of, baseline_words
from npqml_widgets.documents.performance.model import Baseline
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.words import interval_words, reached_words
from tests.npqml_widgets.documents.rawdata.test_workbook import FULL


def test_an_analysis_without_figures_gives_none() -> None:
    assert baseline_of(RawData()) is None


def test_its_figures_stand_here_as_that_document_says_them() -> None:
    found = baseline_of(FULL)
    assert found is not None
    assert found.exported == FULL.exported
    assert any(reached_words(FULL) in figure for figure in found.figures)
    assert any(interval_words(FULL) in figure for figure in found.figures)


def test_it_is_said_how_many_were_taken_and_from_which_export() -> None:
    one = Baseline(date(2026, 9, 1), ("On roll: 30",))
    assert baseline_words(one).startswith(
        "1 figure was taken from the raw data analysis, which is of the export of 1 Sep"
    )
    assert "without a date" in baseline_words(evolve(one, exported=None))
