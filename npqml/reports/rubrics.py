"""The rubrics of a module's tasks that a person marks, as the author wrote them at the top of each solution."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from textwrap import dedent

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.notebook import read_notebook

SOLUTION = re.compile(r"^ *### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION", re.MULTILINE | re.DOTALL)


def read_rubrics(source: Path, assignment: Assignment) -> dict[str, str]:
    """Return each rubric by task, from the instructor's folder of a module; none where there is no such notebook."""
    path = source / assignment.file
    by_cell = {task.cell: task.id for task in assignment.tasks if task.manual is not None}
    if not by_cell or not path.is_file():
        return {}
    found = {
        by_cell[name]: _rubric(cell.source) for cell in read_notebook(path).cells if (name := grade_id(cell)) in by_cell
    }
    return {task: rubric for task, rubric in found.items() if rubric}


def _rubric(cell: str) -> str:
    """Return the comments that a solution begins with; never a line of the solution itself."""
    solution = SOLUTION.search(cell)
    lines = solution.group(1).lstrip().splitlines() if solution else []
    comments = takewhile(lambda line: line.startswith("#"), map(str.strip, lines))
    return dedent("\n".join(line.lstrip("#") for line in comments)).strip()
