"""The lines of a table, whichever program saved it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml.course.csvlines import NoText, lines_of, without_line


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_is_taken_out_and_every_other_byte_stays(encoding, end):
    lines = ["id;name", 'c001;"Brown,', ' Zoë"', "", "c002;Sam", "c003;Ada"]
    content = end.join(lines).encode(encoding)
    numbers = {line.cells[0]: line.number for line in lines_of(content)}
    assert without_line(content, numbers["c001"]) == end.join([lines[0], *lines[3:]]).encode(encoding)
    assert without_line(content, numbers["c003"]) == (end.join(lines[:5]) + end).encode(encoding)
    assert without_line(content, 99) == content
