"""The tests of npqml_widgets in the browser's own Python: real Pyodide, in Node."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import EVERYTHING

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PARTS = ("",) if EVERYTHING else ("answers", "keeping", "tasks")
FEWEST = 1_200 if EVERYTHING else 300
"""Tests that must have passed: so many did on 25 November 2026, and some more; fewer means that they were not found."""
SECONDS = 900
FILES = {
    "documents/feedback360/test_privacy.py": "needs scipy's solver",
    "documents/test_progress.py": "builds its pages with nbformat",
    "keeping/test_one_at_a_time.py": "starts threads",
    "handin/test_courseupdate.py": "is run in the page's JavaScript as well, by Node",
    "controls/test_sender.py": "is run by Node",
    "tasks/test_states.py": "looks into the provider's code too",
    "schooldata/test_columns.py": "draws pupils with the provider's code",
}
ONE_BY_ONE = {
    "without_lxml": "starts a process",
    "never_waits_for_matplotlib": "starts a process",
    "written_in_each_form": "needs python-docx",
    "two_threads": "starts threads",
    "two_notebooks_that_save": "starts processes",
    "bars_drawn_with_pandas": "pandas asks pyplot for a window of the page",
    "longest_paths_of_networkx": "needs networkx",
    "read_by_those_who_collect": "there are no file modes",
}


@pytest.mark.slow
def test_the_candidate_s_side_passes_its_tests_in_the_browser_s_python(node, pyodide_files, tmp_path, capsys):
    from npqml.site.fetching import from_index

    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for one in tomllib.loads((HERE / "wheels.toml").read_text(encoding="utf-8"))["wheel"]:
        shutil.copy(from_index(one["name"], one["version"], one["file"], one["sha256"]), wheels)
    left_out = [f"--ignore=tests/npqml_widgets/{name}" for name in FILES]
    chosen = ["-k", " and ".join(f"not {words}" for words in ONE_BY_ONE), "-m", "not browser", *left_out]
    command = [
        node, "--stack-size=4000", str(HERE / "run.mjs"), str(pyodide_files), str(ROOT), str(wheels),
        "-q", "--hypothesis-profile=few", "--capture=sys", "-p", "no:cacheprovider", "--import-mode=importlib",
        "-o", "markers=browser\nslow",
        *chosen, *(f"tests/npqml_widgets/{part}" for part in PARTS),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, cwd=tmp_path)
    # Where Python itself stops, Node prints the whole line of the program that it stands in.
    said = "\n".join(line[:300] for line in done.stdout.splitlines()[-60:])
    assert done.returncode == 0, f"{said}\n{done.stderr[-1500:]}"
    passed = int(re.search(r"(\d+) passed", said)[1])
    with capsys.disabled():
        print(f"\nIn Pyodide: {said.splitlines()[-1]}; left out:")  # noqa: T201
        for name, why in (FILES | ONE_BY_ONE).items():
            print(f"  {name}: {why}")  # noqa: T201
    assert passed >= FEWEST
