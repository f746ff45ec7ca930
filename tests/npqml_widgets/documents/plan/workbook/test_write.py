"""Dates of the workbook are formulas, and a spreadsheet works out what we work out, also after a change."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from openpyxl import load_workbook

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.plan.workbook.layout import COLUMNS
from npqml_widgets.documents.plan.workbook.write import to_xlsx
from tests.npqml_widgets.documents.plan.plans import SOUND, TABLE, step
from tests.npqml_widgets.documents.shared.spreadsheet import worked_out

AWKWARD = evolve(
    SOUND,
    steps=(
        *TABLE,
        step("K", 3, not_before=date(2026, 10, 28), deadline=date(2026, 11, 1)),
        step("L", 0, "K", "C"),
        step("M", 2, "L", deadline=date(2026, 11, 6)),
        step("N", 0, not_before=date(2026, 11, 27)),
        step("O", 2, "N"),
        step("P", 0),
        step("Q", 1, "P", not_before=date(2026, 10, 1)),
        Step("R", "Nothing yet"),
        step("X", 1, "Y"),
        step("Y", 1, "X"),
        step("Z", 1, "X"),
    ),
)
"""A plan with all that is hard to date: fixed days that are closed, moments, deadlines that are missed, a circle."""
Worked = Callable[[bytes], Any]


@pytest.fixture(scope="module")
def work_out(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """Return what gives a workbook as a spreadsheet has worked it out."""
    folder = tmp_path_factory.mktemp("sheet")
    return lambda content: worked_out(content, folder)


def cells(book: Any, row: int) -> dict[str, Any]:
    """Return the values of a step's row by field, days without their time."""
    values = dict(zip(COLUMNS, (cell.value for cell in book["Steps"][row]), strict=True))
    return {name: value.date() if hasattr(value, "date") else value for name, value in values.items()}


def assert_same(book: Any, plan: Plan) -> None:
    found = schedule(plan)
    for row, each in enumerate(plan.steps, 2):
        shown, times = cells(book, row), found.times.get(each.id)
        if times is None:
            assert shown["start"] is None, each.id
            continue
        assert (shown["start"], shown["end"], shown["latest"]) == (times.first, times.last, times.latest), each.id
        assert shown["slack"] == times.slack, each.id


@pytest.mark.slow
def test_a_spreadsheet_dates_each_step_as_we_do(work_out: Worked) -> None:
    assert_same(work_out(to_xlsx(AWKWARD)), AWKWARD)
    assert_same(work_out(to_xlsx(SOUND)), SOUND)


@pytest.mark.slow
def test_a_change_of_days_and_a_new_day_off_move_the_dates_and_a_new_row_has_its_own(work_out: Worked) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(SOUND)))
    sheet = book["Steps"]
    place = list(COLUMNS).index("days") + 1
    sheet.cell(2, place).value = 6
    free = next(cell for cell in book["Days off"]["A"] if cell.value is None)
    free.value = date(2026, 11, 3)
    sheet.cell(6, list(COLUMNS).index("what") + 1).value = "Added here"
    sheet.cell(6, place).value = 3
    changed = io.BytesIO()
    book.save(changed)
    longer = evolve(
        SOUND,
        closed=(*SOUND.closed, evolve(SOUND.closed[1], id="C3", first=date(2026, 11, 3))),
        steps=(evolve(SOUND.steps[0], days=6), *SOUND.steps[1:], step("S5", 3)),
    )
    assert_same(work_out(changed.getvalue()), longer)


def test_dates_are_dates_and_what_is_worked_out_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(SOUND)))
    names = list(COLUMNS)
    for row in range(2, 10):
        for name in ("start", "end", "latest", "slack"):
            assert str(book["Steps"].cell(row, names.index(name) + 1).value).startswith("=")
    assert book["Steps"].cell(5, names.index("deadline") + 1).value.date() == date(2026, 11, 6)
    assert [cell.value.date() for cell in book["Days off"]["A"][1:4]] == [
        date(2026, 10, 26), date(2026, 10, 27), date(2026, 10, 28),
    ]  # fmt: skip


def test_no_text_is_run_as_a_formula() -> None:
    plan = Plan(steps=(Step("S1", what="=cmd|' /C calc'!A0", owner="@x"),))
    assert [load_workbook(io.BytesIO(to_xlsx(plan)))["Steps"][place].data_type for place in ("B2", "D2")] == ["s", "s"]


def test_it_opens_on_the_steps_and_an_empty_plan_is_written_too() -> None:
    assert load_workbook(io.BytesIO(to_xlsx(SOUND))).active.title == "Steps"
    assert load_workbook(io.BytesIO(to_xlsx(Plan()))).sheetnames == [
        "Steps", "Closed days", "People", "About", "Days off",
    ]  # fmt: skip
