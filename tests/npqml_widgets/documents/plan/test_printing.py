"""The printed plan has its dates, chart, load and what does not add up; any text is printed and none is run."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.plan.model import Person, Plan
from npqml_widgets.documents.plan.printing import load_table, printed, slip_table, step_table
from npqml_widgets.documents.plan.slip import slip
from npqml_widgets.documents.shared.printing import to_html, to_text
from tests.npqml_widgets.documents.plan.plans import SOUND, any_days, plans

TODAY = date(2026, 10, 14)


def test_the_page_has_everything():
    text = to_text(printed(SOUND, TODAY))
    for words in (
        "Catch-up",
        "set by S1 → S2 → S4",
        "To: 3 November 2026",
        "12 Oct: 3*",
        "Half-term",
        "Nothing was found.",
    ):
        assert words in text


def test_steps_say_what_is_fixed_and_mark_those_with_no_day_to_spare():
    table = step_table(SOUND)
    assert table.rows[3][1] == "First morning\nMilestone\nDeadline 6 November 2026"
    assert {row for row, _ in table.marked} == {0, 1, 3}


def test_too_much_is_said_in_words_and_marked():
    table = load_table(evolve(SOUND, people=(Person("P1", "Business manager", 50),)))
    assert [row[0] for row in table.rows if row[5] == "too much"] == ["Business manager"]
    assert all(table.rows[row][5] == "too much" for row, _ in table.marked)


def test_a_slip_is_a_table_from_when_to_when():
    assert slip_table(slip(SOUND, SOUND.steps[1], 4)).rows[1] == (
        "S4 First morning", "3 November 2026", "9 November 2026", "4 working days", "missed",
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(plans(any_days))
def test_any_plan_is_printed_and_no_text_of_it_is_run(plan: Plan) -> None:
    marked = evolve(plan, title="<script>alert(1)</script>")
    assert "<script>" not in to_html(printed(marked, TODAY))
