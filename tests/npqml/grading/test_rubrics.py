from __future__ import annotations

import nbformat
import pytest

from npqml.grading.rubrics import Row, Rubric, read_rubrics, rubric_in

TABLE = """**What is looked for** (ours, for illustration).
Any priority *can* do.

| What counts | 0 marks | 1 mark | 2 marks |
|:--|---|---:|---|
| **Date** | None | A month | A day |
| Person | Nobody | "The team" | A name |
"""
UNREADABLE = {
    "no table": "What is looked for: a date.",
    "no rule": TABLE.replace("|:--|---|---:|---|\n", ""),
    "no marks in its heading": TABLE.replace("1 mark |", "some |"),
    "a row that is too short": TABLE.replace(" | A day |", " |"),
    "an empty cell": TABLE.replace("A day", " "),
    "one column": "| | 2 marks |\n|---|\n| Date |",
    "no rows": TABLE.split("| **Date")[0],
}


def cells(text: str, kind: str = "markdown"):
    make = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
    return [make(text, metadata={"npqml": {"rubric": "1a-t1"}}), nbformat.v4.new_markdown_cell(TABLE)]


def test_a_rubric_is_the_table_of_its_cell_with_what_stands_before_it():
    rows = (Row("Date", ("None", "A month", "A day")), Row("Person", ("Nobody", '"The team"', "A name")))
    before = "What is looked for (ours, for illustration). Any priority can do."
    assert read_rubrics(cells(TABLE)) == {"1a-t1": Rubric(before, (0, 1, 2), rows)}
    assert rubric_in(TABLE).most == 4


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_is_no_table_of_marks_is_no_rubric(fault):
    assert read_rubrics(cells(UNREADABLE[fault])) == {}


def test_a_cell_that_is_not_named_as_a_rubric_is_none():
    assert read_rubrics([nbformat.v4.new_markdown_cell(TABLE)]) == {}
