"""Charts: what they show is what they were given, read back from the picture, and never hidden."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from matplotlib.figure import Figure

from npqml_widgets.charts import draw as charts
from npqml_widgets.charts.draw import bar, facts, interval, pie, scatter
from npqml_widgets.charts.field import chart
from npqml_widgets.charts.lines import line
from npqml_widgets.charts.style import PALETTE
from npqml_widgets.controls.preview import chart_preview

SHARES = pd.Series({"Pupil premium": 41.0, "Others": 68.0, "EAL": 60.0})
COUNTS = {"Pupil premium": 17, "Others": 41, "EAL": 12}
WORDS = {"title": "Pupil premium: 41%", "value_label": "Share that reached it, %", "category_label": "Group"}
ENDS = pd.DataFrame({"value": [1.2, np.nan], "low": [0.3, np.nan], "high": [2.1, np.nan]}, index=["6A", "6B"])
GROUPS = {"pp": "Pupil premium", "not": "Others"}
MEASURES = {"share": "Share that reached it, %", "number": "Reached it"}
DATA = pd.DataFrame({"share": [41.0, 68.0], "number": [7, 28], "Pupils": [17, 41]}, index=list(GROUPS))
CHOSEN = {
    "kind": "bar", "measure": "share", "order": "by value", "axis": "from zero", "counts": "yes",
    "title": "Pupil premium reach it least often: 41%",
}  # fmt: skip


def drawn(draw, *values, **more) -> Figure:
    figure = Figure()
    axes = figure.add_subplot()
    getattr(axes, draw)(*values, **more)
    axes.set(title="Mine", xlabel="across", ylabel="up")
    return figure


def test_a_bar_chart_gives_back_what_it_shows():
    found = facts(bar(SHARES, counts=COUNTS, **WORDS))
    assert found["type"] == "bar"
    assert found["title"] == "Pupil premium: 41%"
    assert found["labels"]["value"] == found["measure"] == "Share that reached it, %"
    assert found["labels"]["category"] == "Group"
    assert found["categories"] == list(SHARES.index)
    assert found["series"] == [{"label": "Share that reached it, %", "values": [41.0, 68.0, 60.0]}]
    assert found["counts"] == COUNTS
    assert found["counts_shown"] is True
    assert found["order"] == "as listed"
    assert json.loads(json.dumps(found)) == found


def test_a_long_title_stands_in_several_lines_and_is_read_back_as_one():
    title = "Pupils with pupil premium reach the standard least often of all groups here: 10 of 19 (53%)"
    for drawn in (bar({"PP": 53.0, "Others": 94.0}, title=title, value_label="%", category_label=""),
                  line({"2024": 53.0, "2025": 60.0}, title=title, value_label="%", category_label="")):  # fmt: skip
        lines = drawn.axes[0].get_title("left").split("\n")
        assert len(lines) == 2
        assert max(map(len, lines)) <= 56
        assert facts(drawn)["title"] == title


@pytest.mark.parametrize("values", [SHARES, SHARES.rename(lambda name: name[:2])], ids=["lying", "upright"])
def test_bars_start_from_zero_unless_somebody_cuts_the_axis(values):
    assert facts(bar(values, **WORDS))["limits"]["value"][0] == 0
    assert facts(bar(values, start=None, **WORDS))["limits"]["value"][0] > 0


def test_bars_below_zero_are_not_cut_off():
    low, high = facts(bar({"A": -3.0, "B": 2.0}, **WORDS))["limits"]["value"]
    assert low < -3
    assert high > 2


def test_long_names_lie_beside_lying_bars():
    assert facts(bar(SHARES, **WORDS))["labels"]["x"] == "Share that reached it, %"
    assert facts(bar({"6A": 1, "6B": 2}, **WORDS))["labels"]["y"] == "Share that reached it, %"


def test_a_group_too_small_to_show_is_named_and_shows_neither_value_nor_count():
    chart_ = bar(pd.Series({"SEN": np.nan, "Others": 68.0}), counts=pd.Series({"SEN": np.nan, "Others": 41}), **WORDS)
    found = facts(chart_)
    assert found["series"][0]["values"] == [None, 68.0]
    assert found["counts_shown"] is True
    assert "SEN too few to show" in charts.sentence(chart_)
    assert "too few to show" in [text.get_text() for text in chart_.axes[0].texts]


def test_several_series_are_told_apart_by_a_legend():
    found = facts(bar(pd.DataFrame({"PP": [1, 2], "Others": [2, 3]}, index=["6A", "6B"]), **WORDS))
    assert found["legend"] == ["PP", "Others"]
    assert [one["values"] for one in found["series"]] == [[1.0, 2.0], [2.0, 3.0]]


def test_a_reference_line_is_drawn_with_its_words():
    for values in (SHARES, {"6A": 50.0, "6B": 60.0}):
        axes = bar(values, reference=(60, "whole year"), **WORDS).axes[0]
        assert "whole year" in [text.get_text() for text in axes.texts]


def test_an_empty_table_is_refused_in_words():
    with pytest.raises(ValueError, match="nothing to draw"):
        bar(pd.Series(dtype=float), **WORDS)


@settings(deadline=None, max_examples=15)
@given(some.lists(some.floats(-1e6, 1e6).filter(lambda one: one == 0 or abs(one) > 1e-6), min_size=1, max_size=6))
def test_no_value_lies_outside_the_axis(values):
    found = facts(bar({f"Group {place}": value for place, value in enumerate(values)}, **WORDS))
    low, high = found["limits"]["value"]
    assert low <= min([0, *values])
    assert high >= max([0, *values])


def test_sentence_and_table_come_from_the_data_of_the_picture():
    chart_ = bar(SHARES, counts=COUNTS, **WORDS)
    assert charts.sentence(chart_) == (
        "Bar chart “Pupil premium: 41%”. Share that reached it, %: Pupil premium 41, Others 68, EAL 60."
    )
    table = charts.numbers(chart_)
    assert table["Share that reached it, %"].tolist() == [41.0, 68.0, 60.0]
    assert table["Pupils"].tolist() == [17, 41, 12]
    assert table.index.name == "Group"


def test_an_interval_says_value_and_ends_and_names_what_is_too_small():
    chart_ = interval(ENDS, counts={"6A": 28}, title="Progress", value_label="points", category_label="Class")
    assert charts.sentence(chart_) == (
        "Chart of values with their intervals “Progress”: 6A 1.2 (0.3 to 2.1); 6B too few to show."
    )
    assert facts(chart_)["categories"] == ["6A", "6B"]
    assert "no difference" in [text.get_text() for text in chart_.axes[0].texts]


def test_an_interval_that_reaches_zero_looks_different_from_one_that_does_not():
    rows = pd.DataFrame({"v": [1.0, 1.0], "l": [0.5, -0.5], "h": [1.5, 2.5]}, index=["clear", "not clear"])
    dots = interval(rows, title="T", value_label="v", category_label="").axes[0].lines
    assert [dot.get_markerfacecolor() for dot in dots if dot.get_marker() == "o"] == [PALETTE[0], "white"]


def test_a_scatter_gives_a_dot_a_row_and_leaves_blanks_out():
    rows = pd.DataFrame({"Attendance": [90.0, 95.0, 99.0, None], "Result": [4, 5, 6, 7]})
    chart_ = scatter(rows, title="T", x="Attendance", y="Result", x_label="Attendance, %")
    assert facts(chart_)["series"][0]["values"] == [[90.0, 4.0], [95.0, 5.0], [99.0, 6.0]]
    assert "3 dots; Attendance, % from 90 to 99, Result from 4 to 6" in charts.sentence(chart_)
    assert list(charts.numbers(chart_).columns) == ["Attendance, %", "Result"]


def test_amounts_of_money_are_written_with_their_sign_in_picture_sentence_and_table():
    cost = pd.Series({"Cover": 6110.0, "Training": 820.5})
    drawn = bar(cost, title="Cover", value_label="Cost of a year", category_label="Line", unit="£")
    axes = drawn.axes[0]
    assert [text.get_text() for text in axes.texts] == ["£6,110", "£820.50"]
    assert axes.yaxis.get_major_formatter()(2000, 0) == "£2,000"
    assert charts.sentence(drawn).endswith("Cover £6,110, Training £820.50.")
    assert charts.numbers(drawn).columns.tolist() == ["Cost of a year (£)"]
    rows = pd.DataFrame({"v": [20.0], "l": [10.0], "h": [30.0]}, index=["A"])
    drawn = interval(rows, title="T", value_label="Cost, £", category_label="", unit="£")
    assert "A £20 (£10 to £30)" in charts.sentence(drawn)
    assert charts.sentence(pie(cost, title="T", value_label="Cost", category_label="", unit="£")).count("£") == 2


def test_what_is_counted_is_named_in_the_table():
    drawn = bar(SHARES, counts=COUNTS, counts_of="families", **WORDS)
    assert charts.numbers(drawn)["Families"].tolist() == [17, 41, 12]


def test_a_chart_of_families_asks_and_says_families():
    data = DATA.rename(columns={"Pupils": "Families"})
    asked = chart("Your chart", GROUPS, MEASURES, kinds=("bar", "scatter"), counts_of="families", data=data)
    words = {name: (question, options) for name, question, options in asked.parts}
    assert words["counts"][0] == "Does it show how many families are in each group?"
    assert words["kind"][1]["scatter"] == "Dots: one for each family"
    assert "with numbers of families" in asked.read(CHOSEN).words
    assert charts.numbers(chart_preview(asked, CHOSEN))["Families"].tolist() == [41, 17]


def test_a_chart_without_counts_does_not_ask_for_them_and_is_finished_without():
    asked = chart("Your chart", GROUPS, {"cost": "Cost a place, £"}, units={"cost": "£"}, counts_of="",
                  data=pd.DataFrame({"cost": [245.0, 1250.5]}, index=list(GROUPS)))  # fmt: skip
    raw = {name: value for name, value in CHOSEN.items() if name != "counts"} | {"measure": "cost"}
    assert "counts" not in [name for name, _, _ in asked.parts]
    assert asked.read(raw).state == "read"
    assert "numbers of" not in asked.read(raw).words
    assert "£1,250.50" in charts.sentence(chart_preview(asked, raw))


def test_lines_and_pies_are_told_from_bars():
    assert facts(line({"2023": 4.1, "2024": 4.0}, **WORDS))["type"] == "line"
    assert facts(pie({"Girls": 31, "Boys": 27}, **WORDS))["type"] == "pie"


@pytest.mark.parametrize(
    ("figure", "kind", "categories", "values"),
    [
        (drawn("bar", ["A (n = 5)", "B (n = 7)"], [1, 2]), "bar", ["A", "B"], [1.0, 2.0]),
        (drawn("bar", ["A, 5 families", "B, 7 families"], [1, 2]), "bar", ["A", "B"], [1.0, 2.0]),
        (drawn("barh", ["A", "B"], [1, 2]), "bar", ["A", "B"], [1.0, 2.0]),
        (drawn("bar", [2023, 2024], [1, 2]), "bar", ["2023", "2024"], [1.0, 2.0]),
        (drawn("plot", ["A", "B", "C"], [3, 1, 2]), "line", ["A", "B", "C"], [3.0, 1.0, 2.0]),
        (drawn("scatter", [1, 2], [3, 4]), "scatter", [], [[1.0, 3.0], [2.0, 4.0]]),
        (drawn("pie", [1, 3], labels=["A", "B"]), "pie", ["A", "B"], [25.0, 75.0]),
    ],
    ids=["bars with counts", "bars of families", "lying bars", "bars by year", "line", "dots", "pie"],
)
def test_a_chart_drawn_with_matplotlib_itself_is_read_as_well(figure, kind, categories, values):
    found = facts(figure)
    assert found["type"] == kind
    assert found["categories"] == categories
    assert found["series"][0]["values"] == pytest.approx(values) if kind != "scatter" else values
    assert facts(figure.axes[0]) == found
    assert charts.sentence(figure)


def test_bars_drawn_with_pandas_side_by_side_keep_the_names_of_their_groups():
    axes = Figure().add_subplot()
    pd.DataFrame({"PP": [1, 2], "Others": [3, 4]}, index=["6A (12)", "6B (13)"]).plot.bar(ax=axes)
    found = facts(axes)
    assert found["categories"] == ["6A", "6B"]
    assert found["counts"] == {"6A": 12, "6B": 13}
    assert found["legend"] == ["PP", "Others"]


def test_facts_of_facts_are_the_facts():
    found = facts(bar(SHARES, **WORDS))
    assert facts(found) == found


def test_an_empty_figure_shows_nothing():
    assert facts(Figure())["type"] == "nothing"


@pytest.mark.parametrize("kind", ["bar", "pie", "line"])
def test_a_chart_chosen_in_a_form_reads_as_the_drawn_one_does(kind):
    asked = chart("Your chart", GROUPS, MEASURES, data=DATA)
    chosen = asked.read(CHOSEN | {"kind": kind})
    picture = chart_preview(asked, CHOSEN | {"kind": kind})
    read = asked.read(picture)
    assert chosen.state == read.state == "read"
    for fact in ("type", "title", "order", "measure", "counts_shown"):
        assert chosen.value[fact] == read.value[fact], fact
    if kind != "pie":
        assert chosen.value["limits"]["value"][0] == read.value["limits"]["value"][0] == 0
    assert read.value["categories"] == ["Others", "Pupil premium"]


def test_a_cut_axis_chosen_in_a_form_does_not_start_from_zero():
    chosen = chart("Your chart", GROUPS, MEASURES).read(CHOSEN | {"axis": "from the lowest value"})
    assert chosen.value["limits"]["value"][0] is None
    assert "not from zero" in chosen.words


@pytest.mark.parametrize("missing", list(CHOSEN))
def test_an_unfinished_chart_says_what_is_missing_and_has_no_preview(missing):
    asked = chart("Your chart", GROUPS, MEASURES, data=DATA)
    raw = {name: value for name, value in CHOSEN.items() if name != missing}
    assert asked.read(raw).state == "unreadable"
    assert chart_preview(asked, raw) is None


@pytest.mark.parametrize("blank", [None, {}, {"title": ""}])
def test_an_untouched_chart_is_blank(blank):
    assert chart("Your chart", GROUPS, MEASURES).read(blank).state == "blank"


@pytest.mark.parametrize("raw", ["bars", 3, {"type": "bar"}, CHOSEN | {"kind": ["bar"]}, Figure(), math.nan])
def test_what_is_no_chart_is_unreadable_in_words(raw):
    reading = chart("Your chart", GROUPS, MEASURES).read(raw)
    assert reading.state == "unreadable"
    assert reading.words


def test_a_kind_of_chart_that_does_not_exist_is_refused_when_the_task_is_written():
    with pytest.raises(ValueError, match="kinds"):
        chart("Your chart", GROUPS, MEASURES, kinds=("bubble",))
