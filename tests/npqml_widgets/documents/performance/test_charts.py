"""The chart: a line a group over the three dates, a sentence and a table of the same numbers, hidden points as gaps."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.performance.charts import chart_of, picture, sentence_of
from npqml_widgets.documents.performance.model import Point, PupilPerformance, Typed
from tests.npqml_widgets.documents.performance.test_consistency import SOUND


def test_each_group_has_its_way_in_the_sentence_and_its_numbers_in_the_table() -> None:
    shown = chart_of(SOUND)
    assert shown is not None
    assert SOUND.results is not None
    for side in SOUND.results.groups:
        start, middle, end = (f"{cell.mean:.2f}" for cell in side.cells)
        assert (
            f"went from {start} (14 October 2026) over {middle} (9 February 2027) to {end} (9 June 2027)" in shown.words
        )
        assert f"n = {side.cells[0].pupils}" in shown.html or str(side.cells[0].pupils) in shown.html
    assert "End: 9 June 2027" in shown.html


def test_it_is_printed_with_the_same_sentence() -> None:
    printed = picture(SOUND)
    assert printed is not None
    assert printed.sentence == sentence_of(SOUND)
    assert printed.png.startswith(b"\x89PNG")


def test_without_dates_points_are_named_and_a_hidden_one_is_a_gap() -> None:
    typed = (
        Typed("project", "start", 24, 80.0),
        Typed("project", "end", 24, 95.0),
        Typed("comparison", "end", 24, 9.0),
    )
    document = PupilPerformance(source="hand", typed=typed)
    assert sentence_of(document) == "Project pupils went from 80.00 (the start) to 95.00 (the end) marks."
    shown = chart_of(document)
    assert shown is not None
    assert "Comparison pupils" not in shown.html
    assert chart_of(evolve(SOUND, points=(Point(), Point(), Point()))) is not None


def test_of_one_point_there_is_no_chart() -> None:
    assert chart_of(PupilPerformance()) is None
    assert picture(PupilPerformance(source="hand", typed=(Typed("project", "end", 24, 9.0),))) is None
