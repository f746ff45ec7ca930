"""The overview, and what is held on one candidate, as somebody types them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app


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
    unknown = npqml("overview", "nowhere")
    assert (unknown.exit_code, "no such cohort" in unknown.output) == (1, True)


def test_removing_says_what_goes_asks_first_and_no_is_the_end_of_it(npqml, place, cohort):
    done = npqml("candidate", "remove", cohort, "c001", input="n\n")
    assert done.exit_code == 1
    for words in ("c001, Anna Brown", "What goes:", "What stays, and why:", "Nothing was removed."):
        assert words in done.output
    assert (place.submitted(cohort) / "c001").is_dir()
    assert npqml("candidate", "remove", cohort, "c001", input="").exit_code == 1
    assert npqml("candidate", "remove", cohort, "c001", "--json").exit_code == 2
    done = npqml("candidate", "remove", cohort, "c001", input="y\n")
    assert (done.exit_code, "c001 was removed." in done.output) == (0, True)
    assert not (place.submitted(cohort) / "c001").exists()
    assert "c001" not in (place.submitted(cohort) / "candidates.csv").read_text()


def test_expiring_lists_first_and_removes_with_yes_only(npqml, place, cohort):
    done = npqml("candidate", "expire", "--before", "2999-01-01")
    assert "1 would be removed with --yes." not in done.output  # nothing there has a date
    assert "2 have handed in nothing" in done.output
    (place.submitted(cohort) / "c001" / "1a" / "1a.ipynb").write_text("{}")
    assert f"{cohort}  c001 Anna Brown: last handed in" in npqml("candidate", "expire", "--before", "2999-01-01").output
    assert (place.submitted(cohort) / "c001").is_dir()
    found = json.loads(npqml("candidate", "expire", "--before", "2999-01-01", "--yes", "--json").output)
    assert (found["removed"], [entry["candidate"] for entry in found["expired"]]) == (True, ["c001"])
    assert not (place.submitted(cohort) / "c001").exists()
    assert npqml("candidate", "expire", "--before", "soon").exit_code == 2


def test_everything_on_one_is_written_where_it_is_asked_for(npqml, cohort, tmp_path):
    done = npqml("candidate", "show", cohort, "c001", "--to", str(tmp_path / "asked"))
    assert done.exit_code == 0
    assert (tmp_path / "asked" / f"{cohort}-c001.zip").is_file()
