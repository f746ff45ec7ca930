"""The printed page: figures with their doubt, what is hidden, what was taken from where; an empty one too."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.performance.caveats import may_not_be_said
from npqml_widgets.documents.performance.model import Baseline, PupilPerformance
from npqml_widgets.documents.performance.printing import printed
from npqml_widgets.documents.performance.words import difference_words, gain_words
from npqml_widgets.documents.shared.printing import to_html, to_text
from tests.npqml_widgets.documents.performance.test_consistency import FOUND, SOUND

TODAY = date(2026, 12, 1)


def test_the_page_says_what_was_found_how_sure_it_is_and_what_may_not_be_said() -> None:
    words = to_text(printed(SOUND, TODAY))
    assert SOUND.results is not None
    assert difference_words(SOUND, SOUND.results) in words
    assert all(gain_words(SOUND, side) in words for side in SOUND.results.groups)
    assert all(said in words for said in may_not_be_said(SOUND))
    assert "Nothing was found." in words
    assert "Who has a mark" in words
    assert all(text in words for text in (SOUND.purpose, SOUND.chosen, SOUND.missing, SOUND.conclusion))


def test_no_pupil_stands_on_it() -> None:
    page = to_html(printed(SOUND, TODAY))
    assert not [pupil for pupil in FOUND if pupil.upn in page or f"{pupil.forename} {pupil.surname}" in page]


def test_figures_that_were_taken_from_the_raw_data_analysis_say_so() -> None:
    document = evolve(SOUND, baseline=Baseline(date(2026, 9, 1), ("On roll: 30 rows = 30 on roll.",)))
    words = to_text(printed(document, TODAY))
    assert "taken from the raw data analysis, which is of the export of 1 September 2026" in words
    assert "On roll: 30 rows" in words


def test_an_empty_one_says_what_is_missing() -> None:
    words = to_text(printed(PupilPerformance(), TODAY))
    assert "There are no figures yet." in words
    assert "bring in a table of pupils" in words
