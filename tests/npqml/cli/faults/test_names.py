"""Odd names and paths of the wrong kind in every command: words that name them, never a traceback.

No mirror: it is about all commands.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.npqml.cli.faults.conftest import COHORT
from tests.npqml.cli.faults.places import environment

pytestmark = pytest.mark.slow

NAMES = {
    "of 300 letters": "n" * 300,
    "with a space": "demo primary",
    "with quotes": "demo\"'primary",
    "with an emoji": "demo-🎓",
    "with a line break": "demo\nprimary",
    "that steers a terminal": "demo\x1b[31m",
    "of a path": "../demo-primary",
    "that is no UTF-8": "demo-\udcff",
    "that is empty": "",
}
WITH_COHORT = {
    "build": ["build", "NAME"],
    "check": ["check", "--cohort", "NAME", "--module", "1a", "--variants", "0"],
    "simulate": ["simulate", "NAME"],
    "grade": ["grade", "NAME"],
    "feedback": ["feedback", "NAME"],
    "report": ["report", "NAME"],
    "export": ["export", "NAME"],
    "cases": ["cases", "NAME"],
    "problems": ["problems", "NAME"],
    "answers": ["answers", "unexplained", "NAME"],
    "collect": ["collect", "NAME", "."],
    "demo": ["demo", "NAME"],
    "lab": ["lab", "NAME"],
    "site": ["site", "NAME"],
    "bench": ["bench", "NAME"],
}
MODULE = {
    "new": ["new", "NAME"],
    "build": ["build", COHORT, "--module", "NAME"],
    "check": ["check", "--module", "NAME"],
}
DAILY = {"of 300 letters", "with a line break", "that is empty"}
PATHS = {
    "export to a folder": (["export", COHORT, "--to", "course"], "folder"),
    "export below a file": (["export", COHORT, "--to", "course/framework.toml/marks.csv"], "framework.toml"),
    "export to a long name": (["export", COHORT, "--to", "m" * 300], "too long"),
    "export to an odd name": (["export", COHORT, "--to", "new folder/it's 🎓 \"marks\"\n.csv"], ""),
    "lab in a file": (["lab", COHORT, "--no-browser", "--folder", "course/framework.toml"], "framework.toml"),
    "lab in a long name": (["lab", COHORT, "--no-browser", "--folder", "m" * 300], "too long"),
    "site in a file": (["site", COHORT, "--output", "course/framework.toml"], "framework.toml"),
    "site below a file": (["site", COHORT, "--output", "course/framework.toml/site"], "framework.toml"),
    "site of no Pyodide": (["site", COHORT, "--pyodide", "p" * 300], ""),
    "collect of nothing": (["collect", COHORT, "nowhere"], "nowhere"),
    "collect of a long name": (["collect", COHORT, "n" * 300], ""),
    "collect of a device": (["collect", COHORT, "/dev/null"], "It is a link or a device"),
    "grade of a course that is a file": (["grade", "--course", "course/framework.toml"], "framework.toml"),
    "grade of a course with a long name": (["grade", "--course", "n" * 300], ""),
    "new of a module that is there": (["new", "1a"], "a folder for this module"),
    "a module of 300 letters": (["build", COHORT, "--module", "m" * 300], "m" * 50),
    "a module that steers a terminal": (["check", "--module", "1a\x1b[31m"], "1a\\x1b[31m"),
    "a leading dash": (["build", "--demo-primary"], "--demo-primary"),
    "a cohort like an option": (["build", "--", "--demo"], "no such cohort"),
    "a candidate of 300 letters": (["grade", COHORT, "--candidate", "c" * 300, "--no-pictures"], ""),
    "problems of an odd module": (["problems", COHORT, "--module", "m\n" * 200], ""),
}  # fmt: skip


def npqml(course: Path, arguments: list[str], **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "npqml.cli.app", *arguments]
    nothing, own = subprocess.DEVNULL, environment(**more)
    return subprocess.run(command, cwd=course, capture_output=True, check=False, timeout=300, env=own, stdin=nothing)


def in_words(done: subprocess.CompletedProcess[bytes]) -> str:
    said = (done.stdout + done.stderr).decode(errors="replace")
    assert "Traceback" not in said
    assert done.returncode in (0, 1, 2), said
    assert "\x1b" not in said
    return said


@pytest.mark.parametrize("command", WITH_COHORT)
@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in DAILY else pytest.mark.whole_table) for n in NAMES])
def test_a_cohort_that_does_not_exist_is_no_such_cohort(command, name, course):
    if command == "grade" and not NAMES[name]:
        pytest.skip("no name asks for the usage, which another test shows")
    arguments = [NAMES[name] if word == "NAME" else word for word in WITH_COHORT[command]]
    done = npqml(course, arguments)
    said = in_words(done)
    assert done.returncode == 1
    assert "no such cohort" in said
    assert COHORT in said


@pytest.mark.parametrize("command", MODULE)
@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in DAILY else pytest.mark.whole_table) for n in NAMES])
def test_a_module_that_does_not_exist_is_named_with_those_that_there_are(command, name, course):
    done = npqml(course, [NAMES[name] if word == "NAME" else word for word in MODULE[command]])
    said = in_words(done)
    assert done.returncode == 1
    assert "expected one of 1a" in said


@pytest.mark.parametrize("command", [["new", "1b"], ["coverage"], ["check"], ["build", COHORT]])
def test_where_there_is_no_course_it_is_said(command, tmp_path):
    done = npqml(tmp_path, command)
    assert done.returncode == 1
    assert "course/framework.toml" in in_words(done)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_of_the_wrong_kind_is_answered_in_words(path, course, tmp_path):
    arguments, words = PATHS[path]
    copy = tmp_path / "course"
    subprocess.run(["cp", "-a", str(course), str(copy)], check=True)
    said = in_words(npqml(copy, arguments))
    assert words in said


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1"])
@pytest.mark.parametrize("command", ["problems", "check", "coverage", "collect", "export"])
def test_a_terminal_without_our_characters_gets_others(command, encoding, course, tmp_path):
    copy = tmp_path / "schule 🎓 „é“"
    subprocess.run(["cp", "-a", str(course), str(copy)], check=True)
    odd = "„é“ 🎓"
    others = {
        "check": ["check", "--module", odd],
        "coverage": ["coverage", "--json"],
        "collect": ["collect", COHORT, odd],
        "export": ["export", COHORT, "--to", f"{odd}.csv"],
    }
    arguments = others.get(command, [command, COHORT])
    in_words(npqml(copy, arguments, PYTHONIOENCODING=encoding, LANG="C", LC_ALL="C", PYTHONUTF8="1"))


@pytest.mark.parametrize("arguments", [["coverage"], ["export", COHORT], ["problems", COHORT], ["build"]])
def test_an_output_that_cannot_be_written_is_told_and_is_no_success(arguments, course):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "npqml.cli.app", *arguments]
        done = subprocess.run(command, cwd=course, stdout=full, stderr=subprocess.PIPE, check=False, env=environment())
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert done.returncode in (1, 2)
    assert done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
def test_what_a_candidate_wrote_stops_no_terminal_and_json_keeps_it(encoding):
    words = "“It says ‘0.5’ – why?” 🎓 \udcff"
    code = (
        "from npqml.cli.ending import ready_to_print; from npqml.cli.output import say, say_json; ready_to_print(); "
        f"say({words!r}); say_json({words!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=environment(PYTHONIOENCODING=encoding),
    )
    line, as_json = done.stdout.splitlines()
    assert "It says" in line
    assert json.loads(as_json) == words
