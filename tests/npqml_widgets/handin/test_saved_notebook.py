"""The one reader of notebooks that anybody may have written: sound cells, or a reason, and never an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.handin import limits
from npqml_widgets.handin.saved_notebook import (
    BLANK,
    CANNOT_BE_OPENED,
    CUT_SHORT,
    MERGED,
    NO_CELLS,
    NO_NOTEBOOK,
    REPLACED,
    TOO_LARGE,
    TOO_MANY_CELLS,
    ZEROS,
    read_notebook,
    read_notebook_file,
)
from npqml_widgets.keeping.readjson import MOST_PIECES


def whole(*cells, **more) -> bytes:
    return json.dumps({"cells": list(cells), **more}).encode()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", BLANK),
        (b" \n\0\0", BLANK),
        (b'{"cells": [{"cell_type": "co', CUT_SHORT),
        (b'{"cells": [], "n": ' + b"9" * 5_000 + b"}", CUT_SHORT),
        (b"PK\x03\x04 a spreadsheet", NO_NOTEBOOK),
        (b"\xff\xfe\x80", NO_NOTEBOOK),
        (b"[" * 100_000, NO_NOTEBOOK),
        (b'{"a": ' * 50_000, NO_NOTEBOOK),
        (b"9" * 1_000_000, NO_NOTEBOOK),
        (b'{"cells":[' + b"[]," * (MOST_PIECES // 2) + b"{}]}", NO_NOTEBOOK),
        (b"null", NO_CELLS),
        (b'{"cells": {}}', NO_CELLS),
        (whole(*[{}] * (limits.CELLS + 1)), TOO_MANY_CELLS),
        (b"\0" * 5_000, ZEROS),
        (b'{\n<<<<<<< HEAD\n "cells": []\n=======\n "cells": [{}]\n>>>>>>> theirs\n}', MERGED),
        (b'{\r\n<<<<<<<\r\n "cells": []\r\n=======\r\n>>>>>>> 1f3a\r\n}', MERGED),
        (b'<<<<<<< Updated upstream\n{"cells": []}\n=======\n{"cells": []}\n>>>>>>> Stashed changes\n', MERGED),
        (b'{"cells": [\n||||||| base\n=======\n>>>>>>> theirs\n', MERGED),
    ],
)
def test_what_is_no_notebook_has_a_reason_and_no_cells(content, fault):
    found = read_notebook(content)
    assert (found.fault, found.cells) == (fault, ())


def test_a_file_that_is_too_large_is_not_read_and_one_that_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "NOTEBOOK_BYTES", 100)
    (tmp_path / "a.ipynb").write_bytes(whole({"source": "x" * 200}))
    assert read_notebook_file(tmp_path / "a.ipynb").fault == TOO_LARGE
    assert read_notebook_file(tmp_path / "b.ipynb").fault == CANNOT_BE_OPENED


def test_cells_of_every_wrong_type_come_out_sound():
    found = read_notebook(
        whole(
            None, 7, [], {}, {"cell_type": ["code"], "source": {"a": 1}, "id": 5, "metadata": []},
            {"cell_type": "code", "source": ["x", 1, "y"], "metadata": {"npqml": 3, "nbgrader": {"grade_id": "a"}}},
            {"cell_type": "markdown", "source": "a\0b \ud800"},
        )
    )  # fmt: skip
    assert [(cell.kind, cell.id, cell.source) for cell in found.cells] == [
        ("raw", "", ""), ("raw", "", ""), ("code", "", "xy"), ("markdown", "", "ab ?"),
    ]  # fmt: skip
    assert [cell.marking for cell in found.cells] == [{}, {}, {"grade_id": "a"}, {}]
    assert [cell.about for cell in found.cells] == [{}] * 4
    assert found.cells[2].saved["source"] == ["x", 1, "y"]


def test_an_answer_cell_says_its_task_only_with_a_list_of_answers():
    def cell(answers: object) -> dict:
        return {"cell_type": "code", "metadata": {"npqml": {"task": "1a-t1", "answers": answers}}}

    found = read_notebook(whole(cell(["low", 2]), cell(5), cell([]), metadata={"npqml": {"module": "1a"}}))
    assert [(one.task, one.answers) for one in found.cells] == [("1a-t1", ("low", "2")), ("", ()), ("", ())]
    assert found.about == {"module": "1a"}


def test_an_old_notebook_keeps_its_cells_in_worksheets():
    sheets = [{"cells": [{"cell_type": "code", "input": ["1 ", "+ 1"]}]}, 3, {"cells": None}]
    assert [cell.source for cell in read_notebook(json.dumps({"worksheets": sheets}).encode()).cells] == ["1 + 1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_another_encoding_is_read_as_it_is(encoding):
    content = json.dumps({"cells": [{"source": "für"}]}, ensure_ascii=False).encode(encoding)
    found = read_notebook(content)
    assert ([cell.source for cell in found.cells], found.repairs) == (["für"], ())


def test_bytes_that_are_no_text_are_replaced_and_nothing_behind_the_end_counts():
    found = read_notebook(b'{"cells": [{"source": "a \xff\x80"}]}\n\0\0')
    assert ([cell.source for cell in found.cells], found.repairs) == (["a ��"], (REPLACED,))


@given(st.binary(max_size=300), st.integers(0, 200))
@settings(deadline=None, max_examples=200)
def test_any_bytes_come_out_as_cells_or_a_reason(content, cut):
    found = read_notebook(whole({"cell_type": "code", "source": "1"})[:cut] + content)
    assert not (found.fault and found.cells)
    assert all(isinstance(cell.source, str) for cell in found.cells)
