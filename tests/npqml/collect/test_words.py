"""What a provider is told says what is so, and what to do; what programs leave beside files is passed over.

No mirror: downloads, the list of what was not taken and what counts come together in it.
"""

from __future__ import annotations

import pytest

from npqml.collect.report import REFUSED, SETTLED, TAKEN, lines
from npqml.collect.run import collect
from npqml.course.not_taken import all_not_taken, unsettled
from tests.npqml.collect.conftest import put, zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}}
DOCX = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", "_rels/.rels": b"<x/>", "a.json": b"{}"}
ODT = {"mimetype": b"application/vnd.oasis", "META-INF/manifest.xml": b"<x/>", "content.xml": b"<x/>"}


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("1a.docx", zip_of(DOCX), "only notebooks can be taken"),
        ("1a.zip", zip_of(DOCX), "document of an office program"),
        ("1a.npqml.zip", zip_of(ODT), "document of an office program"),
        ("1a.zip", zip_of({}), "only notebooks can be taken"),
        ("Fwd homework.eml", b"From: a", "save what is attached to it"),
        ("homework.MSG", b"\xd0\xcf", "save what is attached to it"),
        ("a.zip", zip_of({"b.zip": zip_of({"c.zip": zip_of({"d.zip": b"PK"})})}), "collect the innermost zip"),
    ],
)
@pytest.mark.parametrize("by_hand", [True, False])
def test_what_is_no_hand_in_is_one_line_that_says_what_to_do(listed, cohort, downloads, name, content, words, by_hand):
    path = put(downloads / "all", f"c004/{name}", content)
    who = {"candidate": "c004", "module": "1a"} if by_hand else {}
    (item,) = collect(listed, cohort, path if by_hand else downloads / "all", **who).items
    assert (item.state, item.candidate) == (REFUSED, "c004")
    assert words in item.reasons[0]
    assert len(list(unsettled(listed, cohort))) == 1


@pytest.mark.parametrize("junk", ["~$1a.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "._1a.npqml.zip"])
@pytest.mark.parametrize("home", ["", "c004/", "Personc004 X_47_assignsubmission_file_", "brownannamaria_1_2_"])
def test_what_programs_leave_is_passed_over(desk, listed, cohort, downloads, junk, home):
    put(downloads, "all/c001/1a.npqml.zip", desk.pack("c001", **RIGHT))
    put(downloads, f"all/{home}{junk}", b"x")
    put(downloads, "all.zip", zip_of({"c001/1a.npqml.zip": desk.pack("c001", **RIGHT), f"{home}{junk}": b"x"}))
    for source in ("all", "all.zip"):
        assert len(collect(listed, cohort, downloads / source).items) == 1
    assert all_not_taken(listed, cohort) == []


def test_the_same_content_in_other_bytes_is_not_called_the_same_bytes(desk, listed, cohort, downloads, at):
    put(downloads, "a/c004.npqml.zip", desk.pack("c004", **RIGHT))
    collect(listed, cohort, downloads / "a")
    at("2026-11-21T10:00:00+00:00")
    put(downloads, "b/Sam Lee/1a.npqml.zip", desk.pack("c004", say="", **RIGHT))
    words = "\n".join(lines(collect(listed, cohort, downloads / "b")))
    assert "It holds the same content as a file of c004." in words
    assert "byte" not in words


def test_what_cannot_be_graded_needs_somebody(desk, listed, cohort, downloads):
    put(downloads, f"a/c004/{BOOK}", (desk.work("c004", **RIGHT) / BOOK).read_bytes())
    found = collect(listed, cohort, downloads / "a")
    assert (found.items[0].said, found.fine) == ("taken, cannot be graded", False)


def test_keeping_the_one_that_counts_says_that_the_doubt_is_settled(desk, listed, cohort, downloads, at):
    put(downloads, "a/c004.npqml.zip", desk.pack("c004", **RIGHT))
    collect(listed, cohort, downloads / "a")
    at("2026-11-21T10:00:00+00:00")
    put(downloads, "b/c004.npqml.zip", desk.pack("c004", t1={"on_roll": "10"}))
    collect(listed, cohort, downloads / "b")
    there = listed.submitted(cohort) / "c004" / "1a"
    assert "doubt is settled" in "\n".join(lines(collect(listed, cohort, there, candidate="c004", counts=True)))
    assert "doubt" not in "\n".join(lines(collect(listed, cohort, downloads / "b"))).rpartition("\n")[0]


@pytest.mark.parametrize("in_one_run", [True, False])
def test_a_cut_file_and_a_sound_one_settle_in_one_run_as_in_two(desk, listed, cohort, downloads, in_one_run):
    packed = desk.pack("c004", **RIGHT)
    put(downloads, "all/1/c004 1a.npqml.zip", packed[:400])
    put(downloads, "all/2/c004.npqml.zip", packed)
    found = []
    for source in ("all",) if in_one_run else ("all/1", "all/2"):
        found += collect(listed, cohort, downloads / source).items
    assert list(unsettled(listed, cohort)) == []
    assert {item.state for item in found} == {TAKEN, SETTLED if in_one_run else REFUSED}
    assert collect(listed, cohort, downloads / "all").fine
