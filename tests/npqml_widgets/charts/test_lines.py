"""Lines over time: dates in order, gaps that are gaps, names that do not overlap, text from the same data."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from npqml_widgets.charts.facts import facts
from npqml_widgets.charts.field import chart
from npqml_widgets.charts.lines import apart, line
from npqml_widgets.charts.words import numbers, sentence
from npqml_widgets.controls.preview import chart_preview

TERMS = {"a1": "Autumn 1", "a2": "Autumn 2", "sp": "Spring", "su": "Summer"}
SHARES = pd.DataFrame(
    {"PP": [71.0, 66, np.nan, 49], "Others": [74.0, 73, 72, 70], "EAL": [73.9, 73, 72, 70]}, index=list(TERMS.values())
)
WORDS: dict[str, Any] = {"title": "PP fell to 49%", "value_label": "Share attended, %", "category_label": "Term"}
CHECKS = pd.Series({date(2027, 2, 8): 16.4, date(2026, 9, 14): 11.2, date(2026, 10, 5): 13.0}, name="Marks")


def test_series_differ_by_marker_as_well_as_colour_and_are_named_at_their_ends_without_a_legend():
    drawn = line(SHARES, unit="%", **WORDS)
    axes = drawn.axes[0]
    for look in ("get_marker", "get_color"):
        assert len({getattr(series, look)() for series in axes.lines}) == 3
    assert [text.get_text() for text in axes.texts] == ["PP 49%", "Others 70%", "EAL 70%"]
    assert facts(drawn)["legend"] == []
    assert [series["label"] for series in facts(drawn)["series"]] == ["PP", "Others", "EAL"]


def test_names_at_the_ends_do_not_overlap_though_the_ends_do():
    drawn = line(SHARES, **WORDS)
    drawn.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in drawn.axes[0].texts), key=lambda box: box.y0)
    assert all(below.y1 <= above.y0 for below, above in pairwise(boxes))


@settings(deadline=None, max_examples=100)
@given(some.lists(some.tuples(some.floats(-500, 500), some.floats(1, 40)), max_size=8))
def test_texts_are_moved_apart_and_no_further(texts: list[tuple[float, float]]):
    wanted, heights = [at for at, _ in texts], [height for _, height in texts]
    found = apart(wanted, heights)
    order = sorted(range(len(texts)), key=lambda place: wanted[place])
    for one, other in pairwise(order):
        assert found[other] - found[one] >= (heights[one] + heights[other]) / 2 - 1e-6
    alone = [
        place for place in order
        if all(abs(wanted[place] - wanted[other]) > sum(heights) for other in order if other != place)
    ]  # fmt: skip
    assert all(found[place] == pytest.approx(wanted[place]) for place in alone)


def test_a_missing_value_is_a_gap_and_is_said():
    drawn = line(SHARES["PP"], **WORDS)
    assert np.isnan(drawn.axes[0].lines[0].get_ydata()[2])
    assert facts(drawn)["series"][0]["values"] == [71.0, 66.0, None, 49.0]
    assert [text.get_text() for text in drawn.axes[0].texts] == ["71", "66", "49"]
    assert "no value for Spring" in sentence(drawn)
    assert numbers(drawn)["Share attended, %"].isna().sum() == 1


def test_dates_stand_in_order_and_as_far_apart_as_they_are():
    drawn = line(CHECKS, **WORDS)
    assert facts(drawn)["categories"] == ["14 Sep 2026", "5 Oct 2026", "8 Feb 2027"]
    assert list(drawn.axes[0].lines[0].get_xdata()) == [0, 21, 147]
    again = line(CHECKS.set_axis(pd.DatetimeIndex(CHECKS.index)), **WORDS)
    assert facts(again)["categories"] == facts(drawn)["categories"]
    assert list(numbers(drawn).index) == facts(drawn)["categories"]


def test_dates_that_lie_close_are_not_named_one_over_the_other():
    drawn = line(pd.concat([CHECKS, pd.Series({date(2026, 9, 21): 11.9})]), **WORDS)
    drawn.canvas.draw()
    boxes = [label.get_window_extent() for label in drawn.axes[0].get_xticklabels()]
    assert len(boxes) == 3
    assert all(left.x1 <= right.x0 for left, right in pairwise(boxes))


def test_the_sentence_says_the_way_of_each_line_and_the_table_holds_all():
    drawn = line(SHARES[["PP", "Others"]], unit="%", **WORDS)
    assert sentence(drawn) == (
        "Line chart “PP fell to 49%”. Share attended, %: PP from 71% (Autumn 1) to 49% (Summer), no value for Spring; "
        "Others from 74% (Autumn 1) to 70% (Summer)."
    )
    assert numbers(drawn).columns.tolist() == ["PP (%)", "Others (%)"]
    rises = line({"A": 3.0, "B": 8, "C": -4}, **WORDS)
    assert "from 3 (A) to −4 (C), highest 8 (B)." in sentence(rises)
    assert "Share attended, %: 3 (A)." in sentence(line({"A": 3.0}, **WORDS))
    assert "no value" in sentence(line({"A": np.nan}, **WORDS))


def test_a_band_is_drawn_named_said_and_in_the_table():
    value = SHARES["Others"]
    drawn = line(value, low=value - 4, high=value + 4, band="95% interval", **WORDS)
    axes = drawn.axes[0]
    assert len(axes.collections) == 1
    assert "shaded: 95% interval" in [text.get_text() for text in axes.texts]
    assert sentence(drawn).endswith("The shaded band is the 95% interval.")
    table = numbers(drawn)
    assert table.columns.tolist() == [f"Share attended, %{end}" for end in ("", ", from", ", to")]
    assert table.iloc[:, 2].tolist() == [78, 77, 76, 74]
    assert facts(drawn)["limits"]["value"][1] >= 78


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"low": SHARES["PP"], "band": "95% interval"}, "A band needs low=, high= and band="),
        ({"low": SHARES["PP"], "high": SHARES["PP"]}, "A band needs low=, high= and band="),
        ({"low": SHARES["PP"][:2], "high": SHARES["PP"], "band": "95% interval"}, "other rows or series"),
    ],
)
def test_half_a_band_is_refused_in_words(more: dict[str, Any], words: str):
    with pytest.raises(ValueError, match=words):
        line(SHARES["PP"], **more, **WORDS)


CHOSEN = {"kind": "line", "measure": "gap", "order": "as listed", "axis": "from zero", "title": "PP fell behind by 21"}


def test_a_line_chosen_in_a_form_stands_in_order_of_time_though_its_values_only_fall():
    data = pd.DataFrame({"gap": [-3.0, -7, -12, -21]}, index=list(TERMS))
    asked = chart("Who was reached?", TERMS, {"gap": "Gap, points"}, counts_of="", over_time=True, data=data)
    assert [name for name, _, _ in asked.parts] == ["kind", "measure", "order", "axis"]
    chosen, drawn = asked.read(CHOSEN), chart_preview(asked, CHOSEN)
    assert "a line chart of “Gap, points”, in order of time, the axis from zero, titled" in chosen.words
    assert chosen.value["order"] == asked.read(drawn).value["order"] == "as listed"
    turned = CHOSEN | {"order": "by value"}
    assert asked.read(asked.read(turned).value).value["order"] == "by value", "as chosen, also when read again"
    assert asked.read(chart_preview(asked, turned | {"kind": "bar"})).value["order"] == "as listed"  # -3 is the highest
    rising = chart("R", TERMS, {"gap": "Gap, points"}, counts_of="", over_time=True, data=-data)
    assert rising.read(chart_preview(rising, turned)).value["order"] == "by value"


def test_a_measure_of_several_series_is_drawn_with_all_of_them():
    data = pd.concat({"gap": SHARES.set_axis(list(TERMS))}, axis=1)
    asked = chart(
        "Who?", TERMS, {"gap": "Share attended, %"}, counts_of="", over_time=True, units={"gap": "%"}, data=data
    )
    for kind in ("line", "bar"):
        drawn = chart_preview(asked, CHOSEN | {"kind": kind})
        assert [series["label"] for series in facts(drawn)["series"]] == ["PP", "Others", "EAL"]
        assert asked.read(drawn).value["measure"] == "gap"
