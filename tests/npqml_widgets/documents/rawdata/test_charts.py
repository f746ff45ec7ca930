"""The one chart: progress by where pupils started, or who reached the standard, with its sentence and numbers."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.rawdata.charts import CAPTION, chart_of, picture, sentence_of
from npqml_widgets.documents.rawdata.model import Band, RawData, Reached, Results

BANDS = (Band("up to 90", 11, 2.0, 2.5), Band("91 to 98", None, None, None), Band("99 or more", 18, 4.6, 4.0))
DOCUMENT = RawData(units="grades", results=Results(with_result=40, with_start=40, bands=BANDS))


def test_it_says_who_made_most_and_least_progress_and_hides_what_is_hidden() -> None:
    said = sentence_of(DOCUMENT)
    assert "a start of up to 90 (n = 11) made 0.50 grades less progress" in said
    assert "a start of 99 or more (n = 18) made 0.60 grades more progress" in said
    chart = chart_of(DOCUMENT)
    assert chart is not None
    assert CAPTION in chart.html
    assert "91 to 98" in chart.html


def test_without_estimates_it_shows_who_reached_the_standard() -> None:
    lines = (Reached("Girls", 10, 10, 20), Reached("Boys", 9, 6, 15), Reached("All pupils with a result", 19, 16, 35))
    chart = chart_of(evolve(DOCUMENT, results=Results(reached=lines)))
    assert chart is not None
    assert "19 of 35 pupils with a result reached the standard: 54.3%." in chart.words
    assert CAPTION not in chart.html


def test_where_there_is_nothing_to_show_there_is_no_chart() -> None:
    assert chart_of(RawData()) is None
    assert picture(evolve(DOCUMENT, results=Results())) is None
