"""What is looked over before a module is handed in: answered or not, and whether it can be graded."""

from __future__ import annotations

import os

import pytest

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import Live, in_words, look_over
from npqml_widgets.keeping import answers, documents
from npqml_widgets.keeping.files import Closed
from tests.npqml_widgets.handin.module import BOOK, cells, contents, said, save, states


def test_what_is_answered_by_form_or_by_a_typed_line_partly_or_not_at_all_is_told_apart(folder):
    answers.save("1a-t2", {"low": "3", "high": " "}, revision=0)
    save(folder / BOOK, cells(t1="on_roll = 11"))
    assert states(folder) == {"1a-t1": "answered", "1a-t2": "partly answered", "1a-t3": "not tried"}
    words = said(folder)
    assert "This module is ready to hand in" in words
    assert "Not tried yet: Task 3." in words
    assert "Only partly answered: Task 2." in words


def test_a_line_without_the_form_counts_and_one_that_is_no_python_is_said(folder):
    found = cells(t3="priority = = 3")
    found[3]["source"] = "on_roll = 11"
    save(folder / BOOK, found)
    assert states(folder) == {"1a-t1": "answered", "1a-t2": "not tried", "1a-t3": "cannot be read"}
    assert "We cannot read your answer to Task 3. The line that was typed in its cell is not Python." in said(folder)


def test_a_line_that_sets_an_answer_to_nothing_is_no_answer(folder):
    for line, state in (
        ("priority = None", "not tried"),
        ("priority = '  '", "not tried"),
        ("priority = 'A'", "answered"),
    ):
        save(folder / BOOK, cells(t3=line))
        assert [one.state for one in look_over(folder).tasks if one.task == "1a-t3"] == [state]


def test_a_damaged_answer_is_said_and_nothing_is_changed_by_looking(folder):
    (folder / "work").mkdir()
    (folder / "work" / "1a-t1.json").write_text("{")
    (folder / "work" / "1a-t3.damaged-20261120T100000").write_text("old")
    before = sorted(folder.rglob("*"))
    assert states(folder)["1a-t1"] == "cannot be read"
    assert "is damaged. Open the task" in said(folder)
    assert "1a-t3.damaged-20261120T100000. It goes along" in said(folder)
    assert sorted(folder.rglob("*")) == before


def test_what_a_running_notebook_knows_comes_first(folder):
    saved = cells()[3]["source"]
    live = {
        "1a-t1": Live(unreadable="We cannot find a number in “lots”.", ran=saved),
        "1a-t2": Live(ran="low, high = answer('1a-t2')\nlow = 4"),
        "1a-t3": Live(unkept=True),
        "1a-t11": Live(),
    }
    words = said(folder, live=live)
    assert "We cannot read your answer to Task 1. We cannot find a number in “lots”." in words
    assert "Task 2: what was last run in its cell is not what is saved." in words
    assert "Task 1: what was last run" not in words
    assert "Task 3: your answer could not be saved" in words
    assert "The answer cell of 1a-t11 is missing" in words


def test_an_answer_cell_that_is_gone_is_named_and_can_still_be_graded(folder):
    save(folder / BOOK, [one for one in cells() if one["metadata"].get("npqml", {}).get("task") != "1a-t2"])
    found = look_over(folder)
    assert found.gradable
    assert "The answer cell of 1a-t2 is missing." in said(folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "damaged"), (b'{"cells": [', "damaged"), (b'{"cells": []}', "no answer cell"), (b"[1]", "damaged")],
)
def test_a_notebook_that_cannot_be_graded_is_said_and_packed_all_the_same(folder, content, words):
    (folder / BOOK).write_bytes(content)
    found = look_over(folder)
    assert not found.gradable
    assert words in said(folder)
    assert contents(pack(folder, found).file)[BOOK] == content


def test_of_two_notebooks_the_one_that_runs_is_packed_and_the_other_is_named(folder):
    save(folder / "1a-analyse-Copy1.ipynb", cells())
    os.utime(folder / "1a-analyse-Copy1.ipynb", (1, 1))
    assert look_over(folder).notebook == folder / BOOK
    found = look_over(folder, running="1a-analyse-Copy1.ipynb")
    assert found.notebook == folder / "1a-analyse-Copy1.ipynb"
    assert f"Not packed: {BOOK}." in " ".join(in_words(found))
    assert [name for name in contents(pack(folder, found).file) if name.endswith(".ipynb")] == [
        "1a-analyse-Copy1.ipynb"
    ]


def test_a_folder_without_a_notebook_is_said_and_packed_only_where_answers_are_kept(folder):
    (folder / BOOK).unlink()
    assert "no notebook in this folder" in said(folder)
    with pytest.raises(Closed, match="nothing to pack"):
        pack(folder, look_over(folder))
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    assert "work/1a-t1.json" in contents(pack(folder, look_over(folder)).file)


def test_a_document_that_stands_for_an_answer_is_looked_for_in_its_place(folder):
    kept = documents.save("1a-t1-on_roll", Register("Mine"), revision=0)
    answers.save("1a-t1", {"on_roll": documents.as_answer("1a-t1-on_roll", kept)}, revision=0)
    task = look_over(folder).tasks[0]
    assert task.state == "answered"
    assert task.lines == (("on_roll", "The document that is kept in work/1a-t1-on_roll.json."),)
    (folder / "work" / "1a-t1-on_roll.json").unlink()
    task = look_over(folder).tasks[0]
    assert task.state == "cannot be read"
    assert task.why == "Its document, work/1a-t1-on_roll.json, is gone: put the file back, and press Start."
