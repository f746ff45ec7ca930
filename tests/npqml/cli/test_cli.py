"""The commands: their help, their words when something is wrong, and their exit codes.

No mirror: it is about all commands, as somebody types them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


def npqml(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "npqml.cli.app", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_command():
    words = npqml("--help").stdout
    for command in (
        "new",
        "build",
        "check",
        "coverage",
        "simulate",
        "grade",
        "feedback",
        "report",
        "export",
        "demo",
        "lab",
        "problems",
        "collect",
        "answers",
        "bench",
        "overview",
        "candidate",
    ):
        assert command in words


def test_help_loads_nothing_heavy():
    code = (
        "import sys, npqml.cli.app; "
        "print([name for name in ('pandas', 'nbgrader', 'matplotlib', 'papermill') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_coverage_as_json_is_one_object():
    found = json.loads(npqml("coverage", "--json").stdout)
    assert {kind: len(paths) for kind, paths in found.items()} == {
        "learn_how_to": 16, "learn_about": 26, "criteria": 16,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("grade", "no-such-cohort"), 1, "no such cohort; expected one of those there are: demo-primary"),
        (("build", "no-such-cohort"), 1, "demo-primary"),
        (("build", "demo-primary", "--module", "9z"), 1, "9z"),
        (("report", "no-such-cohort"), 1, "no such cohort; expected one of those there are: demo-primary"),
        (("new", "9z"), 1, "found no learn-how-to of this id; expected one of 1a, 1b"),
        (("build",), 2, "COHORT"),
        (("dance",), 2, "dance"),
    ],
)
def test_wrong_use_and_problems_end_in_words_and_the_right_code(arguments, code, words):
    done = npqml(*arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_module_as_json_says_where_it_is_and_which_lines_are_left(tmp_path):
    ignored = shutil.ignore_patterns("[1-9]-*", "cases", "assessment")
    shutil.copytree(ROOT / "course", tmp_path / "course", ignore=ignored)
    found = json.loads(npqml("new", "5c", "--json", cwd=tmp_path).stdout)
    assert found["module"] == "5c"
    assert found["folder"] == "course/5-managing-resources-and-risks/5c-safe-environment"
    folder = tmp_path / found["folder"]
    assert sorted(found["left"]) == sorted(path.name for path in folder.iterdir())
    for name, lines in found["left"].items():
        text = (folder / name).read_text(encoding="utf-8").splitlines()
        assert lines == [number for number, line in enumerate(text, 1) if "WRITE:" in line], name


def test_outside_a_course_it_says_where_to_start(tmp_path):
    done = npqml("coverage", cwd=tmp_path)
    assert done.returncode == 1
    assert "course/framework.toml" in done.stderr
