"""A module packed as one file by its candidate, collected, graded and given back: one number throughout.

No mirror: it walks through handing in, collecting, grading and feedback.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from npqml.collect.report import Collected
from npqml.collect.run import collect
from npqml.grading.engine import grade
from npqml.place import Place
from npqml.reports.feedback import write_feedback
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import look_over
from npqml_widgets.handin.receipt import short_hash
from tests.npqml.grading.conftest import Sender

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def known(place: Place, cohort: str) -> None:
    """The provider's list of candidates."""
    place.submitted(cohort).mkdir(parents=True, exist_ok=True)
    (place.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,Aisha Kaur\n", encoding="utf-8")


@pytest.fixture
def packed(place: Place, cohort: str, tmp_path: Path):
    """What candidate c001 packed at home, and the folder that it was downloaded to."""
    sent = Sender(place, cohort, "c001")
    sent.save("1a-t1", on_roll="10")
    home = tmp_path / "home" / "1a"
    home.parent.mkdir()
    sent.folder.rename(home)
    made = pack(home, look_over(home), candidate="c001", cohort=cohort)
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    made.file.rename(downloads / made.file.name)
    return made, downloads


def test_one_number_from_the_receipt_to_the_feedback(place, cohort, packed):
    made, downloads = packed
    found = collect(place, cohort, downloads)
    assert [(one.candidate, one.module, one.taken) for one in found.items] == [("c001", "1a", True)]
    assert found.items[0].sha256 == made.receipt.sha256
    (result,) = grade(place, cohort).results
    assert result.source_sha256 == made.receipt.sha256
    assert result.tasks[0].mark == 2
    (page,) = write_feedback(place, cohort)
    assert short_hash(made.receipt.sha256) in page.read_text(encoding="utf-8")


def test_a_changed_byte_is_said(place, cohort, packed):
    made, downloads = packed
    path = downloads / made.file.name
    with zipfile.ZipFile(path) as before:
        files = {name: before.read(name) for name in before.namelist()}
    saved = next(name for name in files if name.endswith("1a-t1.json"))
    files[saved] = files[saved].replace(b'"10"', b'"11"')
    with zipfile.ZipFile(path, "w") as after:
        for name, content in files.items():
            after.writestr(name, content)
    found = collect(place, cohort, downloads)
    assert not found.fine
    assert "changed" in found.items[0].state


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no notebook at all"])
def test_what_cannot_be_taken_is_named_and_left(place, cohort, tmp_path, content):
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    (downloads / "1a-c001.npqml.zip").write_bytes(content)
    found: Collected = collect(place, cohort, downloads)
    assert not any(one.taken for one in found.items)
    assert found.items[0].reasons
    assert (downloads / "1a-c001.npqml.zip").read_bytes() == content
    assert not list(place.submitted(cohort).glob("c001/1a/*"))


def test_a_crafted_path_writes_nothing_outside_its_place(place, cohort, packed):
    made, downloads = packed
    path = downloads / made.file.name
    with zipfile.ZipFile(path, "a") as more:
        for name in (
            "../../../evil.txt",
            "/tmp/evil-npqml.txt",
            "work/../../evil.txt",
            "C:\\evil.txt",
            "work/con.json",
        ):
            more.writestr(name, "evil")
    before = {one for one in place.root.parent.rglob("*") if one.is_file()}
    collect(place, cohort, downloads)
    new = {one for one in place.root.parent.rglob("*") if one.is_file()} - before
    assert [one for one in new if place.submitted(cohort).parent not in one.parents] == []
    assert not [one for one in new if "evil" in one.name]
    assert not Path("/tmp/evil-npqml.txt").exists()
