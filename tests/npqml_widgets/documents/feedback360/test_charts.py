"""The charts of a 360 report: ranges as ranges, better on the right, and the same in words and numbers."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.charts.draw import facts
from npqml_widgets.charts.figure import picture_of
from npqml_widgets.documents.feedback360.analysis import compare
from npqml_widgets.documents.feedback360.charts import AXIS, dumbbell, show_change, show_gaps, trend, who_changed
from npqml_widgets.documents.feedback360.worked import worked_reports

FIRST, SECOND = worked_reports()


def series(chart, label):
    return next(one["values"] for one in facts(chart)["series"] if one["label"] == label)


def test_the_axis_says_what_its_ends_mean_and_has_the_better_one_on_the_right():
    axes = dumbbell(FIRST).axes[0]
    left, right = axes.get_xlim()
    assert left > right
    assert axes.get_xlabel() == AXIS
    assert [one.get_text() for one in axes.get_xticklabels()] == [
        "1\nhigh",
        "2\nfairly high",
        "3\nfairly low",
        "4\nlow",
    ]


def test_each_group_is_drawn_as_the_range_that_was_published_and_no_mean_is_drawn():
    chart = dumbbell(FIRST)
    names = facts(chart)["categories"]
    place = names.index("Awareness")
    assert (series(chart, "Team members, from")[place], series(chart, "Team members, to")[place]) == (3.0, 3.2857)
    assert series(chart, "Self")[place] == 1.0
    ends = {tuple(line.get_xdata()) for line in chart.axes[0].lines}
    assert (3.0, 3.2857) in ends


def test_groups_differ_in_their_markers_and_not_in_colour_alone():
    legend = dumbbell(FIRST).axes[0].get_legend()
    assert [one.get_text() for one in legend.get_texts()] == ["Team members", "Line manager and peers", "Self"]
    assert len({one.get_marker() for one in legend.get_lines()}) == 3


def test_the_sentence_and_the_table_say_what_the_picture_shows():
    shown = show_gaps(FIRST)
    assert "Blind spots: Collaboration (you 1, team members 1.8 to 2.2)" in shown.words
    assert "Hidden strengths: Resilience (you 3, team members 1 to 1.6)" in shown.words
    assert "No clear gap: Commitment, Personal Drive, Integrity, Respect." in shown.words
    assert '<img alt="Chart: Self against others. Its words stand below."' in shown.html
    assert "<td" in shown.html
    assert "hidden strength</td>" in shown.html


def test_a_change_is_named_only_where_two_ranges_do_not_meet():
    shown = show_change(FIRST, SECOND, "Team members")
    assert "Better: Awareness. Worse: none. No clear change: Commitment, Collaboration," in shown.words
    found = [one for one in compare(FIRST, SECOND) if one.who == "Team members"]
    words = [one.get_text() for one in trend(SECOND, found, "Team members").axes[0].texts]
    assert words.count("better") == 1
    assert words.count("no clear change") == 6


def test_own_ratings_that_fell_are_not_called_a_worse_performance():
    assert who_changed(FIRST, SECOND)[0] == "Self"
    assert "say only how you rated yourself" in show_change(FIRST, SECOND, "Self").words


def test_a_report_without_a_group_or_without_own_ratings_is_still_drawn():
    nobody = show_gaps(evolve(FIRST, parts=()))
    assert "no group can be shown" in nobody.words
    silent = show_gaps(evolve(FIRST, own={}))
    assert "not comparable" in silent.words


def test_a_chart_has_the_same_bytes_each_time():
    assert picture_of(dumbbell(FIRST)) == picture_of(dumbbell(FIRST))
