"""The benchmark runs what its rows say, on courses of its own, and says what follows from the seconds."""

from __future__ import annotations

import sys

import psutil
import pytest

from npqml.bench import commands, courses, watching
from npqml.bench.marks import SameMarks
from npqml.bench.rows import ROWS, further
from npqml.bench.watching import Spent, watched
from npqml.place import Place
from npqml.refusal import Refusal

MARKS = SameMarks(10, True, 0)


@pytest.fixture
def ran(monkeypatch, tmp_path):
    """What commands were run and where; each takes a second for each submission of its course, nbgrader ten."""
    found: list[tuple[str, Place]] = []

    def watch(command, folder, environment=None):
        found.append((" ".join(command[2:]), folder))
        n = sum(1 for _ in (folder / "submitted" / "demo").glob("*"))
        return Spent(float(n * (10 if "nbgrader" in command else 1)), 1.0, 100.0)

    def make(course, cohort, candidates, folder):
        made = Place(folder / "made")
        for name in ("source", "release", "gradebook"):
            (made.root / name).mkdir(parents=True)
        (made.course / "1-strategy" / "1a-analyse").mkdir(parents=True)
        for number in range(candidates):
            (made.submitted(cohort) / f"c{number}" / "1a").mkdir(parents=True)
        return courses.Courses(made, cohort, folder)

    monkeypatch.setattr(commands, "watched", watch)
    monkeypatch.setattr(courses, "watched", watch)
    monkeypatch.setattr(commands, "make", make)
    monkeypatch.setattr(commands, "same_marks", lambda theirs, own, cohort: MARKS)
    return found


def test_each_row_is_run_as_a_whole_command_on_a_course_of_its_own(ran, tmp_path):
    found = commands.bench(Place(tmp_path), "demo", runs=2)
    assert [one.row for one in found.measured] == list(ROWS)
    assert all(len(one.ours) == 2 for one in found.measured)
    assert all(tmp_path != folder and tmp_path not in folder.parents for _, folder in ran)
    assert list(tmp_path.iterdir()) == []
    assert ("npqml.cli.app build demo --module 1a") in {command for command, _ in ran}


def test_nbgrader_grades_the_same_submissions_once_where_it_takes_minutes(ran, tmp_path):
    found = commands.bench(Place(tmp_path), "demo", runs=2)
    by_title = {one.row.title: one for one in found.measured}
    assert len(by_title["grade, 1 submission, charts drawn"].stock) == 2
    hundred = by_title["grade, 100 submissions, no charts"]
    assert [spent.seconds for spent in hundred.stock] == [1000.0]
    assert hundred.ratio == 10
    assert found.marks == MARKS


def test_the_steady_state_is_what_a_further_submission_takes(ran, tmp_path):
    found = commands.bench(Place(tmp_path), "demo", runs=1, sizes=[1000])
    assert [(one.title, one.sizes, one.seconds) for one in found.further] == [
        ("npqml, no charts", (10, 1000), 1.0),
        ("npqml, charts drawn", (1, 30), 1.0),
        ("nbgrader autograde", (1, 100), 10.0),
    ]
    assert found.measured[-1].row == further(1000)


def test_a_quick_one_leaves_out_what_takes_long(ran, tmp_path):
    found = commands.bench(Place(tmp_path), "demo", quick=True)
    assert max(one.row.submissions for one in found.measured) == 30
    assert all(len(one.ours) == 1 for one in found.measured)
    assert found.as_data()["commands"][0]["seconds_min"] == 30


def test_a_command_is_watched_from_start_to_end(tmp_path):
    spent = watched([sys.executable, "-c", "sum(range(3_000_000))"], tmp_path)
    assert spent.seconds > 0
    assert spent.cpu > 0


def test_a_command_that_fails_is_no_figure(tmp_path):
    with pytest.raises(Refusal, match=r"raise SystemExit.*: found an end with 3; expected .* Run it by itself"):
        watched([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_a_command_does_not_outlive_ctrl_c(tmp_path, monkeypatch):
    def stopped(pid):
        raise KeyboardInterrupt

    begins = "import subprocess, sys, time; subprocess.Popen([sys.executable, *sys.argv[1:]]); time.sleep(600)"
    before = set(psutil.Process().children(recursive=True))
    monkeypatch.setattr(watching, "_memory", stopped)
    with pytest.raises(KeyboardInterrupt):
        watched([sys.executable, "-c", begins, "-c", "import time; time.sleep(600)"], tmp_path)
    left = set(psutil.Process().children(recursive=True)) - before
    assert not psutil.wait_procs(left, timeout=10)[1]
