from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.shared.cells import from_cell, to_cell

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
