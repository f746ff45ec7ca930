from __future__ import annotations

import nbformat
import pytest

from npqml.grading.assignment import Assignment, Task
from npqml.reports.rubrics import read_rubrics

FIRST = 'plan = answer("1a-t1")\n### BEGIN SOLUTION\n'
LAST = '\n### END SOLUTION\nprint("# below")'


@pytest.mark.parametrize(
    ("solution", "rubric"),
    [
        ("# 2 marks: a date.\nplan = 'secret'", "2 marks: a date."),
        (
            "# Date:  0 = none\n#        1 = a month\nplan = 'secret'\n# secret comment",
            "Date:  0 = none\n       1 = a month",
        ),
        ("plan = 'secret'\n# secret comment", ""),
        ("\n#\n# A date.\n#\n# A person.\n\nplan = 'secret'", "A date.\n\nA person."),
        ("    # A date.\n    plan = 'secret'", "A date."),
        ("# A date.", "A date."),
        ("plan = '''\n# secret\n'''", ""),
    ],
)
def test_a_rubric_is_the_comments_that_a_solution_begins_with(tmp_path, solution, rubric):
    found = read(tmp_path, FIRST + solution + LAST, manual=2)
    assert found == ({"1a-t1": rubric} if rubric else {})


def test_a_cell_without_a_solution_a_checked_task_and_a_module_that_is_not_built_have_none(tmp_path):
    assert read(tmp_path, 'plan = answer("1a-t1")\n# A date.', manual=2) == {}
    assert read(tmp_path, FIRST + "# how the number is made\nplan = 1" + LAST, manual=None) == {}
    assert read_rubrics(tmp_path / "none", module(2)) == {}


def module(manual: float | None) -> Assignment:
    task = Task("1a-t1", "Task 1", "1.1.1", "cell-1", ("plan",), manual=manual)
    return Assignment("demo", "1a", "Analyse", "1a.ipynb", None, (task,), {})


def read(folder, source: str, manual: float | None) -> dict[str, str]:
    cell = nbformat.v4.new_code_cell(source, metadata={"nbgrader": {"grade_id": "cell-1"}}, id="cell-1")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "1a.ipynb")
    return read_rubrics(folder, module(manual))
