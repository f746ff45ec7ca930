"""The picture of a plan has its sentence and its numbers from the same data."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.plan.charts import MOST_DRAWN, gantt_figure
from npqml_widgets.documents.plan.model import Plan
from tests.npqml_widgets.documents.plan.plans import SOUND, step


def test_the_picture_says_when_the_plan_ends_and_what_has_no_day_to_spare():
    shown = gantt_figure(SOUND)
    assert "the last ends on 3 November 2026" in shown.words
    assert "No day to spare: S1, S2, S4." in shown.words
    assert "20 October 2026" in shown.html
    assert "<img" in shown.html


def test_a_name_with_a_dollar_is_drawn_and_without_dates_there_is_no_picture():
    assert gantt_figure(evolve(SOUND, steps=(evolve(SOUND.steps[0], what="Pay $x_1 and $y^"),))) is not None
    assert gantt_figure(Plan(steps=(step("A", 1),))) is None


def test_of_many_steps_the_first_are_drawn_and_all_are_in_the_table():
    shown = gantt_figure(evolve(SOUND, steps=tuple(step(f"T{number}", 1) for number in range(MOST_DRAWN + 5))))
    assert f"The first {MOST_DRAWN} are drawn; the table has all." in shown.words
    assert f"T{MOST_DRAWN + 4}" in shown.words
