"""The printed page holds the candidate's words, every number and what may not be said from it."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.rawdata.caveats import NO_CAUSE
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.printing import printed
from npqml_widgets.documents.shared.printing import to_html
from tests.npqml_widgets.documents.rawdata.test_workbook import FULL

TODAY = date(2024, 10, 1)


def test_all_of_it_is_on_the_page() -> None:
    page = to_html(printed(FULL, TODAY))
    assert "67 rows − 3 who have left − 1 that repeats a pupil = 63 on roll." in page
    assert "31 of 60 pupils with a result reached the standard: 51.7%." in page
    assert "=1+1" in page
    assert NO_CAUSE in page
    assert page.count("<img") == 1


def test_an_empty_one_says_what_is_missing() -> None:
    page = to_html(printed(RawData(), TODAY))
    assert "There are no numbers yet." in page
    assert "No export is read yet" in page
