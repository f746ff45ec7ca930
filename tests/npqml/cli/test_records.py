"""The overview, and what is held on one candidate, as somebody types them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app
from npqml.refusal import Refusal


@pytest.fixture
def npqml(place, cohort, monkeypatch):
    """A function that runs a command on a cohort of two, one of whom has handed in."""
    (place.submitted(cohort) / "c001" / "1a").mkdir(parents=True)
    (place.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,Anna Brown\nc002,Sam Lee\n")
    monkeypatch.chdir(place.root)
    return lambda *words, **more: CliRunner().invoke(app, words, **more)


def test_the_overview_is_a_table_or_one_json_object(npqml, cohort):
    assert f"{cohort}  1a" in npqml("overview").output
    found = json.loads(npqml("overview", "--json").output)
    assert found["cohorts"][0]["modules"][0]["missing"] == 1
    assert "missing (1): c002 Sam Lee" in npqml("overview", cohort).output


def test_a_cohort_in_trouble_ends_with_1_and_an_unknown_one_is_refused(npqml, place):
    (place.root / "submitted" / "broken").mkdir()
    (place.root / "submitted" / "broken" / "candidates.csv").write_text("")
    done = npqml("overview")
    assert done.exit_code == 1
    assert "the file is empty" in done.output
    assert isinstance(npqml("overview", "nowhere").exception, Refusal)
