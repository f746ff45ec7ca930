"""Feedback and report wait for nothing that they do not use.

No mirror: it is about what all of them load.
"""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = ("nbgrader", "matplotlib", "jupytext", "papermill", "lark", "nbconvert", "bs4", "IPython")
WATCHED = """
import json, sys
sys.argv = ["npqml", *{arguments}]
from npqml.cli.app import main
try:
    main()
except SystemExit:
    pass
print(json.dumps([name for name in {heavy} if name in sys.modules]))
"""


def loaded_by(place, *arguments: str) -> list[str]:
    code = WATCHED.format(arguments=list(arguments), heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], cwd=place.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_feedback_loads_no_nbgrader_and_draws_nothing(graded, cohort):
    place, *_ = graded
    assert loaded_by(place, "feedback", cohort) == []
    assert list(place.feedback(cohort).rglob("feedback.html"))


def test_a_report_loads_what_draws_charts_and_no_nbgrader(graded, cohort):
    place, *_ = graded
    assert loaded_by(place, "report", cohort) == ["matplotlib"]


def test_marks_for_a_spreadsheet_load_neither(graded, cohort):
    place, *_ = graded
    assert loaded_by(place, "export", cohort) == []
