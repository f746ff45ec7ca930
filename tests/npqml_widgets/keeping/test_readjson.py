from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.keeping.readjson import DEEPEST, MOST_PIECES, TooMuch, read_json

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(PLAIN, st.booleans())
@settings(deadline=None, max_examples=100)
def test_what_was_written_comes_back_whatever_stands_in_its_texts(value, ascii_only):
    assert read_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1)])
def test_what_is_nested_too_deep_is_refused_before_it_is_read(content):
    with pytest.raises(ValueError, match="nested deeper"):
        read_json(content)


@pytest.mark.parametrize("content", [b"", b"{", b'"', b'"\\', b"\xff\xfe", b'{"a": "[[[["'])
def test_what_is_no_json_is_a_value_error(content):
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        read_json(content)


def test_brackets_in_a_text_are_no_levels():
    assert read_json(json.dumps("[" * 10_000 + '\\"' + "{" * 10_000).encode()) == "[" * 10_000 + '\\"' + "{" * 10_000


def test_more_pieces_than_anybody_s_work_are_refused_before_they_are_read():
    with pytest.raises(TooMuch, match="pieces"):
        read_json(b"[" + b'"",' * (MOST_PIECES + 1) + b"0]")
