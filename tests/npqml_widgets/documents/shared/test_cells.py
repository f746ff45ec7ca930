"""Any text comes back from a cell as it was, and what was typed is read as it is shown."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.shared.cells import Unreadable, date_of, from_cell, text_of, to_cell

PIECES = st.sampled_from(
    ["_x0041", "_", "\x01", "\r", "\t", "'", "=", "+", " ", "x0041_", "\n", "\x0b", "\x1f", "＝", "a", "\ufffe"]
)


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=40))
def test_any_text_comes_back_from_a_cell_as_it_was(text):
    assert from_cell(to_cell(text)) == text


def test_what_a_spreadsheet_could_run_is_held_back_by_an_apostrophe():
    for text in ("=1", " +1", "-1", "@a", "\t=1", "\r=1", "\tx", "\rx", "＝1", "'=1"):
        assert to_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["31/03/2026", "31/3/26", "31 March 2026", "31 Mar 2026", "2026-03-31", "31.03.2026"])
def test_dates_are_read_day_first(text: str) -> None:
    assert date_of(text) == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["soon", "03/31/2026", "Easter 2026", "46112"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        date_of(text)


def test_cells_are_read_as_they_are_shown() -> None:
    shown = [text_of(one) for one in (3.0, 2.5, None, datetime(2026, 3, 31), datetime(2026, 3, 31, 9, 5), "007")]
    assert shown == ["3", "2.5", "", "31/03/2026", "31/03/2026 09:05", "007"]
