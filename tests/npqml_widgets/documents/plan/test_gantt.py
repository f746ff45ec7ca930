"""The Gantt chart says in each cell on how many days a step is worked on, by week or by month."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.plan.gantt import gantt, gantt_table
from npqml_widgets.documents.plan.model import Plan
from tests.npqml_widgets.documents.plan.plans import SOUND, step


def test_each_week_says_how_many_days_and_marks_what_has_none_to_spare():
    table = gantt_table(evolve(SOUND, steps=(*SOUND.steps[:3], evolve(SOUND.steps[3], deadline=None))))
    assert table.headings == ("Step", "12 Oct", "19 Oct", "2 Nov")
    assert [row[1:] for row in table.rows] == [
        ("3*", "1*", ""), ("", "4*", "2*"), ("", "3", ""), ("", "", "◆*"),
    ]  # fmt: skip
    assert (1, 2) in table.marked
    assert (2, 2) not in table.marked


def test_a_long_plan_is_shown_by_month_with_the_year_where_there_are_two():
    plan = Plan(starts=date(2026, 10, 1), steps=(step("A", 22), step("B", 60, "A")))
    found = gantt(plan)
    assert found.spans == ("Oct 2026", "Nov 2026", "Dec 2026", "Jan 2027")
    assert sum(int(cell.rstrip("*")) for cell in found.rows[1][2] if cell) == 60
    one_year = evolve(plan, starts=date(2026, 3, 2))
    assert gantt(one_year).spans[0] == "March"


def test_without_dates_there_is_none():
    assert gantt(Plan(steps=(step("A", 1),))) is None
    assert gantt_table(Plan()) is None
