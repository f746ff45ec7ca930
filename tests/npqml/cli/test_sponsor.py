"""Sponsors' keys made, answers checked and confirmed, as a provider types it."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from typer.testing import CliRunner

from npqml.cli.app import app
from npqml.course.sponsors import Sponsor, read_sponsors, write_sponsors
from npqml_widgets.documents.sponsor.seal import number_of
from npqml_widgets.keeping.documents import as_json
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, CAME, KEY, SHEET, answered, sealed, with_what


@pytest.fixture
def npqml(place, cohort, monkeypatch):
    """A function that runs a command on a cohort of two, one of whom has handed in what the sponsor has sealed."""
    work = place.submitted(cohort) / "c001" / "assessment" / "work"
    work.mkdir(parents=True)
    (work / "sponsor-comments.json").write_bytes(as_json(answered(sealed()), 1, CAME))
    (place.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,Sam Lee\nc002,Ann Poe\n")
    monkeypatch.chdir(place.root)
    return lambda *words, **more: CliRunner().invoke(app, ["sponsor", *words], **more)


def put(place, cohort, sheet) -> None:
    (place.submitted(cohort) / "c001" / "assessment" / "work" / "sponsor-comments.json").write_bytes(
        as_json(sheet, 2, CAME)
    )


def test_keys_are_made_once_and_never_printed(npqml, place, cohort, tmp_path):
    done = npqml("keys", cohort, "--to", str(tmp_path / "pages"))
    assert done.exit_code == 0
    assert "2 keys made: c001, c002. They stand in submitted/" in done.output
    assert "2 pages are in" in done.output
    keys = {sponsor.key for sponsor in read_sponsors(place, cohort).values()}
    assert not any(key in done.output for key in keys)
    assert "0 keys made, everybody has one" in npqml("keys", cohort).output
    made = json.loads(npqml("keys", cohort, "--new", "c002", "--json").output)
    assert made["made"] == ["c002"]
    assert npqml("keys", cohort, "--new", "c009").exit_code == 1


def test_a_sealed_answer_is_checked_and_a_page_is_written(npqml, place, cohort, tmp_path):
    write_sponsors(place, cohort, [Sponsor("c001", KEY)])
    done = npqml("check", cohort, "--to", str(tmp_path / "pages"))
    assert done.exit_code == 0
    assert "c001 checked" in done.output
    assert "1 of 1 that were handed in have comments that are the sponsor's, for this evidence." in done.output
    assert (tmp_path / "pages" / "sponsor-c001.html").is_file()


def test_what_does_not_fit_or_was_changed_ends_with_1_and_says_why(npqml, place, cohort):
    assert "no key was made" in npqml("check", cohort).output
    write_sponsors(place, cohort, [Sponsor("c001", KEY)])
    put(place, cohort, with_what(answered(sealed()), "E2", "Other"))
    done = npqml("check", cohort, "--json")
    assert done.exit_code == 1
    (found,) = json.loads(done.output)["sponsors"]
    assert (found["state"], found["counts"]) == ("changed since", False)
    assert "row E2 changed" in found["words"][-1]


def test_a_sponsor_who_was_asked_is_kept_with_how(npqml, place, cohort):
    received = sealed(evolve(ANSWER, name="Ruth Moss"), "")
    put(place, cohort, answered(received))
    number = number_of(received.content)[:12]
    assert npqml("confirm", cohort, "c001", "--number", "0" * 12, "--how", "by phone").exit_code == 1
    done = npqml("confirm", cohort, "c001", "--number", number, "--how", "by phone")
    assert done.exit_code == 0
    assert "c001  confirmed" in done.output
    assert "(by phone)" in done.output


def test_with_nothing_handed_in_there_is_nothing_wrong(npqml, place, cohort):
    put(place, cohort, SHEET)
    done = npqml("check", cohort)
    assert (done.exit_code, "c001 none" in done.output) == (0, True)
