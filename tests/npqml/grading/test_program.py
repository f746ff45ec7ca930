from __future__ import annotations

import nbformat
import pytest

from npqml.grading.program import cells_to_run, read_program
from npqml.grading.submission.read import read_submission


@pytest.fixture
def program(assignment):
    return read_program(assignment)


def code_of(program, notebook, *, whole: bool) -> list[str]:
    return [one.get("source", "") for one in cells_to_run(notebook, program, whole=whole) if "source" in one]


def test_the_modules_own_cells_are_run_once_for_everybody(sent, assignment, program):
    notebook = read_submission(sent.folder, assignment).notebook
    assert program.shortens(notebook)
    assert len(code_of(program, notebook, whole=False)) == len(assignment.tasks)
    assert any("import pandas" in one for one in code_of(program, notebook, whole=True))


@pytest.mark.parametrize(
    "line",
    [
        "on_roll = 10",
        "import pandas as pd\non_roll = len(pd.DataFrame())",
        "import numpy as np\nrows = data('pupils.csv')\nrows['Left'] = 1\non_roll = int(np.sum(1))",
        "for row in range(3):\n    on_roll = row",
    ],
)
def test_an_honest_line_of_ones_own_leaves_the_modules_cells_alone(sent, assignment, program, line):
    sent.type("1a-t1", line)
    assert program.shortens(read_submission(sent.folder, assignment).notebook)


@pytest.mark.parametrize(
    "line",
    [
        "task = None",
        "def task(*args, **kwargs):\n    pass",
        "import numpy as choice",
        "from npqml_widgets.tasks import tasks",
        "globals()['data'] = 3",
        "get_ipython().user_ns",
        "%time on_roll = 3",
        "!ls",
        "on_roll = _export",
        "on_roll = pd.DataFrame().__class__",
        "import sys\nsys.modules.clear()",
        "exec('data = 3')",
        "on_roll = (",
        "for text in []:\n    pass",
        "del number",
        "on_roll = " + "-" * 20_000 + "1",
        "on_roll = 1" + "  # a long remark" * 2_000,
        "with open('x') as number:\n    pass",
    ],
)
def test_whatever_could_change_the_modules_cells_has_the_whole_notebook_run(sent, assignment, program, line):
    sent.type("1a-t1", line)
    assert not program.shortens(read_submission(sent.folder, assignment).notebook)


def test_a_cell_put_in_above_the_first_answer_has_the_whole_notebook_run(sent, assignment, program):
    notebook = sent.read()
    notebook["cells"].insert(1, nbformat.v4.new_code_cell("x = 3", id="own"))
    sent.write(notebook)
    assert not program.shortens(read_submission(sent.folder, assignment).notebook)
