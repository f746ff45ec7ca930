"""Somebody's own table of steps is understood by its headings; what does not fit is kept and said."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.plan.import_table import fields_for, import_steps, read_plan_table
from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import schedule
from tests.npqml_widgets.documents.plan.plans import HALF_TERM, SOUND

THEIRS = (
    b"School improvement plan\n"
    b"No,Action,By whom,Start date,By when,Depends on,RAG,Status\n"
    b"PREPARATION,,,,,,,\n"
    b"1,Agree the units,HoD,02/11/2026,04/11/2026,,green,done\n"
    b"2,Write them,All,05/11/2026,end of term,1,amber,50%\n"
    b",,,,,,red,\n"
)


def test_headings_that_schools_use_are_understood():
    assert fields_for("person responsible") == ("owner",)
    assert fields_for("by when") == ("deadline",)
    assert fields_for("predecessors") == ("after",)
    assert fields_for("colour") == ()


def test_rows_are_read_dated_and_what_does_not_fit_is_kept():
    table = read_plan_table(THEIRS, "plan.csv")
    assert table.fields == ("id", "what", "owner", "not_before", "deadline", "after", "", "done")
    found = import_steps(table, table.fields, Plan(closed=(HALF_TERM,)))
    first, second = found.document.steps
    assert first == Step("1", "Agree the units", "", "HoD", 3, (), date(2026, 11, 2), date(2026, 11, 4), None, 100,
                         "RAG: green")  # fmt: skip
    assert (second.after, second.deadline, second.done) == (("1",), None, 50)
    assert second.notes == "By when: end of term\nRAG: amber"
    assert [report for report in found.left_out if "expected" in report] == [
        "Row 5, By when: found “end of term”, expected a date such as 31/03/2026; left blank and kept in the notes."
    ]
    assert any("Row 6 was left out" in report for report in found.left_out)
    assert any("Row 3 was passed over" in words for words in found.done)
    assert "1 takes the 3 working days from its first to its last date." in found.done


def test_steps_that_wait_for_a_step_whose_id_is_taken_wait_for_its_new_one():
    table = read_plan_table(b"ID,Task,Days,After\nS1,Buy,2,\nX,Use,1,S1\n", "plan.csv")
    found = import_steps(table, table.fields, evolve(SOUND, steps=SOUND.steps[:1]))
    assert [(step.id, step.after) for step in found.document.steps[1:]] == [("S2", ()), ("X", ("S2",))]
    assert found.document.steps[1].notes == "ID: S1"
    assert schedule(found.document).times["X"].start == 2
