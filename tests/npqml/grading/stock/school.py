"""A small stock nbgrader course of our own: functions, partial credit, manual marks, a task, late work, a helper."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

BIN = Path(sys.executable).parent
ASSIGNMENT, NOTEBOOK = "register", "attendance"
SETTINGS = """
c = get_config()
c.CourseDirectory.root = "/somewhere/else"  # where the course was before it was moved
c.CourseDirectory.course_id = "school"
c.CourseDirectory.submitted_directory = "handed_in"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.bak"]
c.Execute.timeout = 8
c.Autograde.exclude_overwriting = {"register": ["own_words.txt"]}
c.AssignLatePenalties.plugin_class = "a_mark_a_day.AMarkADay"
"""
PLUGIN = """
from nbgrader.plugins import BasePlugin


class AMarkADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return min(score, total_seconds_late // 86400)
"""
HELPER = """
def share(part, whole):
    return part / whole * 100
"""
ANSWERS = {
    "rate": "def rate(present, possible):\n    return helper.share(present, possible)",
    "lowest": "lowest = pupils.sort_values('present')['name'].head(3).tolist()",
    "warned": "import warnings\ndef mean_present(table):\n"
    "    warnings.warn('the old way', FutureWarning)\n    return table['present'].mean()",
    "chart": "%matplotlib inline\nimport matplotlib.pyplot as plt\n"
    "axes = pupils.plot.bar(x='name', y='present')\nplt.show()",
    "total": "total = 0\nfor one in pupils['present']:\n    total += one",
    "reason": "Two pupils were ill for a week.",
    "code_for_a_person": "pupils.describe()",
    "words": "words = open('own_words.txt').read().strip()",
}
CHECKS = {
    "check_rate": (
        2,
        "assert rate(90, 100) == 90\n### BEGIN HIDDEN TESTS\nassert rate(1, 3) > 33\n### END HIDDEN TESTS",
    ),
    "check_lowest": (3, "len(set(lowest) & {'Ada', 'Ben', 'Cem'})"),
    "check_warned": (2, "assert mean_present(pupils) == 80"),
    "check_chart": (1, "assert axes.get_ylim()[1] > 90"),
    "check_total": (2, "assert total == 400"),
    "check_words": (1, "assert words"),
    "check_says": (1, "import sys\nif total != 400:\n    print('the total is not right', file=sys.stderr)"),
}


def make_school(root: Path) -> Path:
    """Write the course, have nbgrader generate its assignment, and give its folder."""
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(SETTINGS)
    (root / "a_mark_a_day.py").write_text(PLUGIN)
    (source / "helper.py").write_text(HELPER)
    (source / "own_words.txt").write_text("")
    (source / "pupils.csv").write_text("name,present\nAda,60\nBen,70\nCem,80\nDot,90\nEve,100\n")
    nbformat.write(_notebook(), source / f"{NOTEBOOK}.ipynb")
    run_nbgrader(root, "generate_assignment", ASSIGNMENT)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "school") as book:
        book.find_assignment(ASSIGNMENT).duedate = datetime(2026, 1, 10, 12)  # in UTC, as nbgrader keeps it
        book.db.commit()
    return root


def run_nbgrader(root: Path, *words: str) -> None:
    """Run one of nbgrader's own commands in a course."""
    command = [sys.executable, "-m", "nbgrader", *words, f"--CourseDirectory.root={root}"]
    environment = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])


def hand_in(root: Path, candidate: str, answers: dict[str, str] | None = None, **files: str) -> Path:
    """Hand in the released notebook with these answers in it, and further files; gives the notebook's path."""
    folder = root / "handed_in" / candidate / ASSIGNMENT
    folder.mkdir(parents=True)
    for path in (root / "release" / ASSIGNMENT).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for name, content in files.items():
        (folder / name.replace("_txt", ".txt")).write_text(content)
    change(folder / f"{NOTEBOOK}.ipynb", lambda notebook: _answer(notebook, answers or {}))
    return folder / f"{NOTEBOOK}.ipynb"


def change(path: Path, how: Any) -> None:
    """Change a notebook that lies at a path."""
    notebook = nbformat.read(path, as_version=4)
    how(notebook)
    nbformat.write(notebook, path)


def cell_of(notebook: Any, name: str) -> Any:
    """Give the cell with a grade id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def _answer(notebook: Any, answers: dict[str, str]) -> None:
    for name, source in answers.items():
        cell_of(notebook, name).source = source


def _notebook() -> Any:
    cells = [
        new_markdown_cell("# Attendance"),
        _cell(
            new_code_cell("import pandas as pd\nimport helper\npupils = pd.read_csv('pupils.csv')"),
            "setup",
            locked=True,
        ),
    ]
    for name in ("rate", "lowest", "warned", "chart", "total", "words"):
        cells.append(_solution(name))
        cells.append(_check(f"check_{name}"))
    cells.append(_check("check_says"))
    cells.append(_cell(new_markdown_cell(ANSWERS["reason"]), "reason", grade=True, solution=True, points=4))
    cells.append(
        _cell(new_code_cell(ANSWERS["code_for_a_person"]), "code_for_a_person", grade=True, solution=True, points=3)
    )
    cells.append(_cell(new_markdown_cell("Draw a plan of your own below."), "plan", task=True, locked=True, points=5))
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3 (ipykernel)"}}
    return new_notebook(cells=cells, metadata=kernel)


def _solution(name: str) -> Any:
    return _cell(new_code_cell(f"### BEGIN SOLUTION\n{ANSWERS[name]}\n### END SOLUTION"), name, solution=True)


def _check(name: str) -> Any:
    points, source = CHECKS[name]
    return _cell(new_code_cell(source), name, grade=True, locked=True, points=points)


def _cell(cell: Any, name: str, **flags: Any) -> Any:
    data = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": name}
    cell.metadata["nbgrader"] = {**data, **flags}
    cell.id = name.replace("_", "-")
    return cell
