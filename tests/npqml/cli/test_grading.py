"""What `npqml grade` loads: a provider waits for all of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from attrs import evolve

from npqml.course.arrivals import Arrival, keep_arrival
from npqml.grading.engine import grade
from npqml.grading.plan import Wish
from npqml.grading.result import read_result, result_path, save_result
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml.records.person.taking_back import take_back
from npqml.refusal import Refusal
from tests.npqml.conftest import COHORT

HEAVY = ("pandas", "numpy", "matplotlib", "nbgrader.api", "nbformat", "jsonschema", "IPython", "ipywidgets", "rich")
RUN = f"""
import sys
from npqml.cli.app import app
app(["grade", {COHORT!r}], standalone_mode=False)
print([name for name in {HEAVY!r} if name in sys.modules], sorted(
    name for name in sys.modules if name in ("npqml.grading.worker", "npqml.grading.judge", "npqml.site.build")
))
"""


def lines_of_grading(place: Place) -> list[str]:
    done = subprocess.run([sys.executable, "-c", RUN], cwd=place.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def graded_copy(graded, tmp_path) -> Place:
    shutil.copytree(graded[0].root, tmp_path / "course")
    return Place(tmp_path / "course")


def test_where_nothing_is_to_do_nothing_is_loaded_that_grades(graded_copy):
    *lines, loaded = lines_of_grading(graded_copy)
    assert lines[-1] == "0 graded now, 8 left as they were."
    assert len([line for line in lines if not line.startswith(" ")]) == 8 + 2
    assert loaded == "[] []"


def test_results_whose_hand_in_is_gone_are_named_with_the_command_that_takes_their_marks(graded_copy):
    shutil.rmtree(graded_copy.submitted(COHORT) / "c001")
    *lines, _ = lines_of_grading(graded_copy)
    assert lines[-2:] == [
        "0 graded now, 7 left as they were.",
        "c001  1a  There is a result, and its hand-in is gone. To take its marks out: "
        f"npqml collect {COHORT} --take-back c001 1a",
    ]
    take_back(graded_copy, COHORT, "c001", "1a")
    *lines, _ = lines_of_grading(graded_copy)
    assert lines[-1] == "0 graded now, 7 left as they were."


def test_the_screen_says_what_was_late_and_what_else_is_to_be_known(graded_copy):
    folder = graded_copy.submitted(COHORT) / "c001" / "1a"
    (graded_copy.submitted(COHORT) / "deadlines.toml").write_text("late_worth = 50\n[deadline]\n1a = 2026-11-20\n")
    came = Arrival(sha256_of(folder), "1a.zip", datetime(2026, 11, 29, 9, tzinfo=UTC), "by Moodle", True)
    keep_arrival(graded_copy, COHORT, "c001", "1a", came)
    path = result_path(graded_copy, COHORT, "c001", "1a")
    edition = "The edition of this notebook (seed 7) was made again from the present sources."
    save_result(graded_copy, evolve(read_result(path), repairs=(edition,), reasons=("Task 3 waits for a person.",)))
    lines = lines_of_grading(graded_copy)
    at = next(number for number, line in enumerate(lines) if line.startswith("c001"))
    assert lines[at + 1].startswith("    Late. Handed in 29 November 2026 09:00 (by Moodle), due 20 November 2026")
    assert "Late work keeps 50% of its marks" in lines[at + 1]
    assert lines[at + 2] == f"    {edition}"


def test_whoever_is_asked_for_and_whose_hand_in_is_gone_is_told_how_to_take_their_marks(graded_copy):
    shutil.rmtree(graded_copy.submitted(COHORT) / "c001")
    with pytest.raises(Refusal, match=f"found nothing sent in by c001; .* npqml collect {COHORT} --take-back c001 1a"):
        grade(graded_copy, COHORT, Wish(candidates=frozenset({"c001"})))
    assert grade(graded_copy, COHORT, Wish(candidates=frozenset({"c002"}))).without_hand_in == ()


def test_the_command_itself_loads_no_more_where_there_is_something_to_do(graded_copy):
    (graded_copy.submitted(COHORT) / "c001" / "1a" / "work" / "further.txt").write_text("sent again")
    *lines, loaded = lines_of_grading(graded_copy)
    assert lines[-1] == "1 graded now, 7 left as they were."
    assert loaded == "[] []"
