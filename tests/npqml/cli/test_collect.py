"""The command that collects: exit 0 where nothing needs anybody, 1 where something does, 2 for wrong use."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"


@pytest.fixture
def run(place, cohort, tmp_path, monkeypatch):
    """A function that runs the command on one bare notebook, and gives its exit code and what it prints."""
    place.submitted(cohort).mkdir(parents=True)
    (place.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,Anna Brown\n")
    monkeypatch.chdir(place.root)
    path = tmp_path / "work.ipynb"
    path.write_bytes((place.release(cohort) / "1a" / BOOK).read_bytes())

    def command(*options: str) -> tuple[int, str]:
        found = CliRunner().invoke(app, ["collect", cohort, str(path), *options])
        return found.exit_code, found.output

    return command


def test_what_nobody_is_named_by_is_left_and_candidate_settles_it(run, cohort):
    code, words = run()
    assert code == 1
    assert f"npqml collect {cohort} FILE --candidate ID" in words
    code, words = run("--candidate", "C001", "--json")
    assert code == 1  # what is marked lies in the folder work, which a bare notebook does not bring
    assert [item["candidate"] for item in json.loads(words)["items"]] == ["c001"]


def test_a_last_day_that_is_none_is_wrong_use(run):
    assert run("--due", "soon")[0] == 2
