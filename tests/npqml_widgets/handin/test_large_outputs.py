"""What a notebook printed is left out before it is read; its cells stay, and so does what carries an answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.handin.large_outputs import without_outputs
from npqml_widgets.keeping.readjson import TooMuch

CARRIES = {"output_type": "display_data", "data": {}, "metadata": {"npqml": {"task": "1a-t1"}}}
PRINTED = {"output_type": "stream", "text": ['[{"outputs": [', '\\\\"', "]}"]}


def cell(*outputs, source: str = 'print({"outputs": [1]})') -> dict:
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {"outputs": [1]}}


def slim(book: object, **more) -> object:
    return json.loads(without_outputs(json.dumps(book, **more).encode()))


@pytest.mark.parametrize("indent", [None, 1])
def test_cells_stay_and_outputs_go_but_those_that_carry_an_answer(indent):
    book = {"outputs": [1], "cells": [cell(PRINTED, CARRIES, PRINTED), cell(), cell(PRINTED)], "metadata": {"a": [2]}}
    found = slim(book, indent=indent)
    assert [one["outputs"] for one in found["cells"]] == [[CARRIES], [], []]
    for one in (*book["cells"], *found["cells"]):
        del one["outputs"]
    assert found == book


def test_what_is_nested_too_deep_is_refused():
    with pytest.raises(TooMuch):
        without_outputs(b"[" * 1_000)


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["outputs", "npqml"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["outputs", "npqml", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(["outputs", "source", "metadata"]), json_values), max_size=4))
@settings(deadline=None, max_examples=200)
def test_any_notebook_is_the_same_but_for_its_outputs(cells):
    def rest(found):
        return [{key: value for key, value in one.items() if key != "outputs"} for one in found["cells"]]

    found = slim({"cells": cells})
    assert rest(found) == rest({"cells": cells})


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_bytes_come_out_as_bytes(content):
    assert isinstance(without_outputs(b'{"cells": [{"outputs": [' + content), bytes)
