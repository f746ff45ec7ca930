"""The lines of a table, whichever program saved it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml.course.csvlines import NoText, lines_of


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_bytes_end_in_lines_or_in_words(content: bytes):
    try:
        found = lines_of(content)
    except NoText:
        return
    assert all(not line.blank for line in found)


def test_lines_are_numbered_as_an_editor_counts_them():
    found = lines_of(b'id,name\n\nc1,"Lee,\nSam"\nc2,Ann\n')
    assert [(line.number, line.cells[0]) for line in found] == [(1, "id"), (3, "c1"), (5, "c2")]


def test_two_encodings_in_one_file_are_none():
    with pytest.raises(NoText, match="more than one encoding"):
        lines_of(b"id,name\nc001,\xff\xfe\n")
