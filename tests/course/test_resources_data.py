"""What module 5a's data plant is recovered from its tables, in each phase. It mirrors no module."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.authoring.worked_documents.budget import worked_budget
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.course.sources import load_sources
from npqml_widgets.documents.budget.consistency import warnings
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.periods import total
from npqml_widgets.documents.plan.schedule import chain, schedule

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
MOST_DRAWS = 150


@pytest.fixture(scope="module", params=("primary", "secondary", "special"))
def school(request):
    kit = Kit(load_cohort(COURSE, f"demo-{request.param}"))
    drawn = own_tables(find_module(COURSE, "5a"), kit)
    assert drawn.draws <= MOST_DRAWS
    return kit, dict(drawn.made)


def test_the_mornings_of_the_calendar_are_those_that_are_held(school):
    kit, tables = school
    weekdays = tables["mornings.csv"]["Weekdays"].iloc[0].split(", ")
    inside = tables["weeks.csv"][weekdays].sum().sum()
    shut = tables["closed.csv"]["Weekday"].isin(weekdays).sum()
    assert shut > 0
    assert inside - shut == sum(kit.catch_up.held.values()) == tables["served.csv"].iloc[0, 1:].sum()


def test_the_draft_is_what_the_governors_agree_to_with_wishes_on_top(school):
    kit, tables = school
    agreed, draft = worked_budget(kit.cohort, load_sources(COURSE)), tables["budget-draft.json"]
    known = {line.id: line for line in agreed.lines}
    assert {line.id for line in draft.lines} - set(known) == {"L13", "L14"}
    for line in draft.lines:
        if line.id in known:
            assert cost(draft, line).total >= cost(draft, known[line.id]).total
    assert total(draft) > sum(draft.funding.values()) >= total(agreed)


def test_the_tables_of_the_page_are_the_draft_in_whole_pounds(school):
    _, tables = school
    draft, rows = tables["budget-draft.json"], tables["lines.csv"].set_index("ID")
    assert {line.id: round(cost(draft, line).total / 100) for line in draft.lines} == rows["Total"].to_dict()
    assert (rows["Pay or price"] + rows["On-costs"] == rows["Total"]).all()


def test_in_the_draft_the_money_alone_does_not_add_up(school):
    _, tables = school
    assert {warning.rule for warning in warnings(tables["budget-draft.json"])} == {"funding"}


def test_cover_is_the_largest_line_that_toms_page_has_not(school):
    _, tables = school
    rows = tables["lines.csv"].set_index("ID")["Total"].drop(["L1", "L4", "L6"])
    assert rows.idxmax() == "L8"


def test_toms_plan_asks_nobody_waits_for_nobody_and_leaves_the_training_to_nobody(school):
    _, tables = school
    plan = tables["plan-tom.json"]
    steps = {step.id: step for step in plan.steps}
    assert not [step for step in plan.steps if step.kind == "change"]
    assert steps["S5"].after == ("S1",)
    assert "S4" not in steps["S10"].after
    assert [step.id for step in plan.steps if not step.owner] == ["S6"]


def test_the_form_of_toms_plan_does_not_show_what_task_5_asks(school):
    _, tables = school
    steps, days = tables["steps.csv"].set_index("Step")["School days"], tables["school-days.csv"]["Date"]
    asked = datetime.strptime(days[steps[["A", "D", "E", "F", "G"]].sum()], "%d/%m/%Y").date()
    assert schedule(tables["plan-tom.json"]).times["S10"].first < asked
    assert not {"S5", "S6"} & set(chain(tables["plan-tom.json"], "S10"))


def test_the_committee_meets_on_the_last_day_of_its_step_and_the_lot_is_drawn_on_the_day_of_the_check(school):
    kit, tables = school
    steps = tables["steps.csv"].set_index("Step")["School days"]
    days = [datetime.strptime(day, "%d/%m/%Y").date() for day in tables["school-days.csv"]["Date"]]
    assert days[steps[["A", "D", "E"]].sum() - 1] == kit.project.dates["governors_meet"]
    assert days[steps[["A", "H"]].sum() - 1] == kit.project.dates["check_october"]
    assert days[steps[["A", "B", "C", "G"]].sum()] == kit.project.dates["full_run"]
