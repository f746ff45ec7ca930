"""One zip holds everything on a person, and nobody else's; no hidden check, and nothing that a link leads to."""

from __future__ import annotations

import csv
import json
import stat
import zipfile
from datetime import date

import pytest

from npqml.course.sponsors import confirm, make_keys, read_sponsors
from npqml.records.person.everything import write_everything
from npqml.records.person.held import held_on
from npqml.refusal import Refusal
from npqml.reports.cohort import write_report
from npqml.reports.feedback import write_feedback
from tests.npqml.records.conftest import moodle


@pytest.fixture
def files(listed, cohort, hand_in, tmp_path) -> dict[str, str]:
    """What is in the zip of c001, by name."""
    folder = hand_in("c001", moodle("Anna Maria Brown", 47))
    hand_in("c002", moodle("Zoë Smith-Jones", 48))
    (tmp_path / "secret.txt").write_text("the provider's own")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    graded = listed.autograded(cohort) / "c001" / "1a"
    (graded / "1a.ipynb").write_text("### BEGIN HIDDEN TESTS")
    make_keys(listed, cohort)
    confirm(listed, cohort, "c001", "ab" * 32, on=date(2027, 5, 3), how="by phone")
    write_feedback(listed, cohort)
    write_report(listed, cohort)
    key = read_sponsors(listed, cohort)["c001"].key
    path = write_everything(listed, held_on(listed, cohort, "c001"), tmp_path / "asked")
    assert path.name == f"{cohort}-c001.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(key in text for text in found.values())  # it is the sponsor's, and would let them speak as one
    return found


def test_it_holds_work_results_feedback_and_lines_of_tables(files, cohort):
    assert f"submitted/{cohort}/c001/1a/1a.ipynb" in files
    assert f"submitted/.arrived/{cohort}/c001/1a.json" in files
    assert json.loads(files[f"autograded/{cohort}/c001/1a/result.json"])["candidate"] == "c001"
    assert f"feedback/{cohort}/c001/1a/feedback.html" in files
    assert json.loads(files["list.json"])["name"] == "Anna Maria Brown"
    about_sponsor = {"confirmed": "ab" * 32, "on": "2027-05-03", "how": "by phone"}
    assert json.loads(files["list.json"])["sponsor"] == about_sponsor
    (row,) = csv.DictReader(files["reports/results.csv"].splitlines())
    assert row["Candidate"] == "c001"


def test_it_holds_nobody_else_no_hidden_check_and_nothing_behind_a_link(files):
    words = "\n".join([*files, *files.values()])
    for word in ("c002", "Zoë", "HIDDEN TESTS", "the provider's own"):
        assert word not in words
    assert "link.txt" in files["README.txt"]


def test_a_file_where_the_folder_should_be_is_refused_in_words(listed, cohort, hand_in, tmp_path):
    hand_in("c001")
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="--to"):
        write_everything(listed, held_on(listed, cohort, "c001"), tmp_path / "file")
