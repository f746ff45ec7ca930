"""Feedback, report and export as somebody types them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app
from npqml.course.arrivals import Arrival, keep_arrival
from npqml.grading.result import GRADED, Result, TaskResult, save_result
from npqml_widgets.tasks.states import TaskState

SHOWN = "download.zip: Anna Brown_47_assignsubmission_file_1a.npqml.zip"


@pytest.fixture
def npqml(place, cohort, monkeypatch):
    """A function that runs a command on a graded cohort of two, one of whom Moodle knows."""
    place.submitted(cohort).mkdir(parents=True)
    (place.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,Anna Brown\nc002,Sam Lee\n")
    task = TaskResult("1a-t1", "Task 1: x", "1.1.1", 2.0, 3.0, TaskState.NOT_YET)
    for name, shown in (("c001", SHOWN), ("c002", "mail/c002.npqml.zip")):
        (place.submitted(cohort) / name / "1a").mkdir(parents=True)
        keep_arrival(place, cohort, name, "1a", Arrival("x", shown, in_download=shown if shown == SHOWN else ""))
        save_result(place, Result(name, "1a", cohort, GRADED, tasks=(task,), source_sha256="x"))
    monkeypatch.chdir(place.root)
    return lambda *words: CliRunner().invoke(app, words)


@pytest.mark.parametrize(("command", "file"), [("feedback", "feedback-1a.zip"), ("export", "marks-1a.csv")])
def test_a_platform_s_file_is_written_and_who_is_not_in_it_is_told(npqml, place, cohort, command, file):
    done = npqml(command, cohort, "--for", "moodle")
    assert done.exit_code == 0, done.output
    assert f"reports/{cohort}/for-moodle/{file}" in done.output
    assert "c002, module 1a: it did not come in a download from Moodle" in done.output
    assert (place.reports(cohort) / "for-moodle" / file).is_file()


@pytest.mark.parametrize("command", ["feedback", "export"])
def test_where_nothing_could_be_written_it_ends_with_1_and_says_why(npqml, cohort, command):
    done = npqml(command, cohort, "--for", "canvas", "--json")
    assert done.exit_code == 1
    found = json.loads(done.output)
    assert found["files"] == []
    assert [hand_in["candidate"] for hand_in in found["left"]] == ["c001", "c002"]


def test_what_goes_with_for_only_is_wrong_use_without_it(npqml, cohort):
    assert npqml("feedback", cohort, "--module", "1a").exit_code == 2
    assert npqml("export", cohort, "--for", "moodle", "--to", "x.csv").exit_code == 2
    assert npqml("export", cohort, "--for", "teams").exit_code == 2
