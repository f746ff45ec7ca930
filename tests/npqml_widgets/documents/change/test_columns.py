"""Minutes a week are worked out by a spreadsheet as we work them out."""

from __future__ import annotations

import pytest
from attrs import evolve

from npqml_widgets.documents.change.columns import COLUMNS, INGREDIENTS, MINUTES
from npqml_widgets.documents.change.model import Minutes
from npqml_widgets.documents.shared.lists.workbook import to_xlsx
from tests.npqml_widgets.documents.change.changeplans import SOUND
from tests.npqml_widgets.documents.shared.spreadsheet import worked_out


@pytest.mark.slow
def test_a_spreadsheet_comes_to_the_same_minutes(tmp_path):
    plan = evolve(
        SOUND,
        minutes=(
            *SOUND.minutes,
            Minutes("M4", "Carol"),
            Minutes("M5", "", "x", "", 50, "half-term"),
            Minutes("M6", "Carol", "y", "paid", 9, "week"),
        ),
    )
    book = worked_out(to_xlsx(COLUMNS, plan), tmp_path)
    rows = [[cell.value for cell in row] for row in book["Minutes added and stopped"].iter_rows()]
    weekly, net = rows[0].index("Minutes a week"), rows[0].index("All of this person's")
    for entry, row in zip(plan.minutes, rows[1:], strict=False):
        assert (row[weekly] or None) == (None if entry.a_week is None else pytest.approx(entry.a_week / 100, abs=0.01))
        wanted = plan.net_of(entry.person) / 100 if entry.person else None
        assert (row[net] if row[net] != "" else None) == (None if wanted is None else pytest.approx(wanted, abs=0.01))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Minutes added a week"] == pytest.approx(plan.added / 100, abs=0.01)
    assert about["Minutes stopped or paid for a week"] == pytest.approx(plan.stopped / 100, abs=0.01)
    assert about["More minutes a week"] == pytest.approx((plan.added - plan.stopped) / 100, abs=0.01)


@pytest.mark.parametrize(
    ("each", "name", "typed", "read"),
    [
        (INGREDIENTS, "hold", "tight", "tight"), (INGREDIENTS, "hold", "flexible", "loose"),
        (MINUTES, "turn", "stops", "stops"), (MINUTES, "every", "weekly", "week"), (MINUTES, "minutes", "45", 45),
        (MINUTES, "every", "Half-term", "half-term"),
    ],
)  # fmt: skip
def test_fields_are_read_as_people_write_them(each, name, typed, read):
    assert each.read(name, typed) == read
