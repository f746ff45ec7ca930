"""Each sponsor's page has their own key and no other; pages show a marker what was found out."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from npqml.collect.sponsor_answers import Checked
from npqml.collect.sponsor_pages import write_marking_pages, write_sealing_pages
from npqml.course.sponsors import Sponsor, write_sponsors
from npqml.place import Place
from npqml_widgets.documents.sponsor.verdict import Verdict
from tests.npqml_widgets.documents.sponsor.sponsors import KEY, OTHER_KEY, answered, sealed

COHORT = "demo-secondary"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.submitted(COHORT).mkdir(parents=True)
    (place.submitted(COHORT) / "candidates.csv").write_text("id,name\nc001,Sam Lee\nc002,\n", encoding="utf-8")
    write_sponsors(place, COHORT, [Sponsor("c001", KEY), Sponsor("c002", OTHER_KEY), Sponsor("gone", KEY)])
    return place


def test_each_page_has_its_own_key_and_whom_it_is_about(place, tmp_path):
    first, second = write_sealing_pages(place, COHORT, tmp_path / "pages")
    text = first.read_text(encoding="utf-8")
    assert first.name == "for-the-sponsor-of-c001.html"
    assert "When Sam Lee sends you a file" in text
    assert KEY in text
    assert OTHER_KEY not in text
    assert "When the candidate c002 sends you" in second.read_text(encoding="utf-8")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_a_page_for_a_marker_says_what_was_found_out(tmp_path):
    found = [
        Checked("c001", answered(sealed()), Verdict("checked", ("Sealed.",))),
        Checked("c002", answered(sealed()), Verdict("does not fit", ("Another key.",))),
        Checked("c003", None, Verdict("does not fit")),
    ]
    first, second = write_marking_pages(found, tmp_path / "pages")
    assert "The sponsor&#x27;s comments: checked" in first.read_text(encoding="utf-8")
    text = second.read_text(encoding="utf-8")
    assert "they do not fit, and do not count" in text
    assert "The sponsor&#x27;s comments" not in text
