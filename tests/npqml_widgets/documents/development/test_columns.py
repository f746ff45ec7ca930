"""What a plan comes to is worked out by a spreadsheet as we work it out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from npqml_widgets.documents.development.columns import COLUMNS, ROWS
from npqml_widgets.documents.shared.lists.workbook import to_xlsx
from tests.npqml_widgets.documents.development.developments import SOUND
from tests.npqml_widgets.documents.shared.spreadsheet import worked_out


@pytest.mark.slow
@pytest.mark.parametrize("money", [60_000, 0, None])
def test_a_spreadsheet_comes_to_the_same_cost_hours_and_money_left(money, tmp_path):
    plan = evolve(SOUND, money=money)
    about = {row[0].value: row[1].value for row in worked_out(to_xlsx(COLUMNS, plan), tmp_path)["About"].iter_rows()}
    assert Decimal(str(about["Cost of all rows"])) == Decimal(plan.cost) / 100
    assert Decimal(str(about["Hours of all rows"])) == Decimal(plan.hours) / 100
    left = about["Money left"]
    assert (Decimal(str(left)) if left not in (None, "") else None) == (
        None if plan.left is None else Decimal(plan.left) / 100
    )


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("where", "external", "outside"), ("where", "in school", "inside"), ("hours", "2.5", 250),
        ("cost", "£1,234.50", 123_450), ("check", "31/03/2027", date(2027, 3, 31)), ("sign", "8 of 10", "8 of 10"),
    ],
)  # fmt: skip
def test_fields_are_read_as_people_write_them(name, typed, read):
    assert ROWS.read(name, typed) == read
