"""Of two hand-ins it is said which is which: by name, by folder, and with the command that lets either count.

No mirror: names of downloads, collecting, the overview and what goes back to a platform come together in it.
"""

from __future__ import annotations

import re
import zipfile

import pytest

from npqml.collect.report import BESIDE, TAKEN, TWICE, lines
from npqml.collect.run import collect
from npqml.course.arrivals import read_arrival
from npqml.course.not_taken import unsettled
from npqml.grading.engine import grade
from npqml.records.platform.feedback_zips import write_feedback_for
from npqml.records.platform.platform_name import PlatformName
from tests.npqml.collect.conftest import zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "ehc"}}
MOODLE, CANVAS = PlatformName


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def earlier(listed, cohort) -> list:
    return list((listed.root / "submitted" / ".earlier" / cohort).glob("c001/1a/*"))


@pytest.mark.parametrize("in_one_run", [True, False])
def test_the_same_bytes_under_another_name_are_the_same_twice(desk, listed, cohort, downloads, in_one_run):
    book = (desk.work("c001") / BOOK).read_bytes()
    names = [f"c001 {BOOK}", f"c001 Copy of {BOOK}", "c001 1a (2).ipynb"]
    items = []
    for name in names:
        (downloads / name).write_bytes(book)
        if not in_one_run:
            items += collect(listed, cohort, downloads / name).items
    if in_one_run:
        items += collect(listed, cohort, downloads).items
    assert sorted(item.state for item in items) == [TAKEN, TWICE, TWICE]
    assert all("the same content as" in item.reasons[-2] for item in items if item.state == TWICE)
    assert earlier(listed, cohort) == []
    assert list(unsettled(listed, cohort)) == []


def test_the_same_bytes_as_one_that_does_not_count_are_no_other_one_either(desk, listed, cohort, downloads, at):
    first = desk.pack("c001", t1={"on_roll": "10"})
    book = (desk.work("c001", t1={"on_roll": "9"}) / BOOK).read_bytes()
    (downloads / "c001.ipynb").write_bytes(book)
    collect(listed, cohort, downloads)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "c001.npqml.zip").write_bytes(first)
    collect(listed, cohort, downloads)
    assert len(earlier(listed, cohort)) == 1
    (downloads / "c001 again.ipynb").write_bytes(book)
    (item,) = collect(listed, cohort, downloads / "c001 again.ipynb").items
    assert (item.state, item.doubt) == (BESIDE, "")
    assert len(earlier(listed, cohort)) == 1


def test_a_doubt_names_both_their_folders_and_both_commands(desk, listed, cohort, downloads, at):
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    words = "\n".join(lines(collect(listed, cohort, downloads / "second.npqml.zip")))
    (folder,) = (path.relative_to(listed.root).as_posix() for path in earlier(listed, cohort))
    there = f"submitted/{cohort}/c001/1a"
    (line,) = unsettled(listed, cohort)
    for said in (words, line):
        assert f"second.npqml.zip counts now and is in {there}; first.npqml.zip is in {folder}" in said
        assert f"To let first.npqml.zip count: npqml collect {cohort} {folder} --candidate c001 --counts" in said
        assert f"to keep second.npqml.zip: npqml collect {cohort} {there} --candidate c001 --counts" in said
    chosen = "\n".join(lines(collect(listed, cohort, listed.root / folder, candidate="c001", counts=True)))
    assert "The other hand-in, second.npqml.zip, is kept in" in chosen
    again = "\n".join(lines(collect(listed, cohort, downloads / "second.npqml.zip")))
    assert "A person has said that" in again
    assert "the other one counts" not in again
    assert list(unsettled(listed, cohort)) == []


def test_a_second_attempt_in_canvas_goes_by_its_own_name(desk, listed, cohort, downloads, at):
    first = desk.pack("c004", t1={"on_roll": "10"})
    at("2026-11-21T10:00:00+00:00")
    second = desk.pack("c004", **RIGHT)
    (downloads / "submissions.zip").write_bytes(
        zip_of({"brownannamaria_123_456_1a.npqml.zip": first, "brownannamaria_123_500_1a.npqml-1.zip": second})
    )
    items = {
        item.shown.removeprefix("submissions.zip: "): item.state
        for item in collect(listed, cohort, downloads / "submissions.zip").items
    }
    assert items == {
        "brownannamaria_123_456_1a.npqml.zip": BESIDE, "brownannamaria_123_500_1a.npqml-1.zip": TAKEN,
    }  # fmt: skip
    grade(listed, cohort)
    (path,) = write_feedback_for(listed, cohort, CANVAS).files
    with zipfile.ZipFile(path) as archive:
        assert [re.findall(r"_(\d+)(?=_)", name) for name in archive.namelist()] == [["123", "500"]]


@pytest.mark.parametrize(
    "name", ["brownannamaria_123_456_1a.npqml.zip", "Anna Maria Brown_47_assignsubmission_file_/1a.npqml.zip"]
)
@pytest.mark.parametrize("by_mail_first", [True, False])
def test_who_came_in_a_download_as_well_gets_feedback_there(desk, listed, cohort, downloads, name, by_mail_first):
    packed = desk.pack("c004", **RIGHT)
    (downloads / "c004.npqml.zip").write_bytes(packed)
    (downloads / "all.zip").write_bytes(zip_of({name: packed}))
    sources = ["c004.npqml.zip", "all.zip"]
    for source in sources if by_mail_first else sources[::-1]:
        collect(listed, cohort, downloads / source)
    grade(listed, cohort)
    mine, other = (CANVAS, MOODLE) if name.startswith("brown") else (MOODLE, CANVAS)
    assert read_arrival(listed, cohort, "c004", "1a").in_download.startswith(f"all.zip: {name.partition('/')[0]}")
    assert write_feedback_for(listed, cohort, mine).left == ()
    (left,) = write_feedback_for(listed, cohort, other).left
    assert left.why == f"it came in a download from {mine.shown}, not from {other.shown}"


def test_what_a_provider_reads_speaks_to_a_provider_and_of_nothing_that_has_not_happened(
    desk, listed, cohort, downloads
):
    folder = desk.work("c001", **RIGHT)
    (downloads / "c001 page.ipynb").write_bytes((folder / BOOK).read_bytes())
    two = zip_of(
        {BOOK: (folder / BOOK).read_bytes(), "copy.ipynb": (folder / BOOK).read_bytes(), "work/1a-t1.json": b"{}"}
    )
    (downloads / "c002.zip").write_bytes(two)
    words = "\n".join(lines(collect(listed, cohort, downloads)))
    assert "another name" in words
    assert "more than one notebook" in words
    assert not re.search(r"\b[Yy]our?\b|was graded", words)


def test_where_an_earlier_attempt_came_from_the_platform_that_is_said(desk, listed, cohort, downloads, at):
    name = "Anna Maria Brown_47_assignsubmission_file_/1a.npqml.zip"
    (downloads / "all.zip").write_bytes(zip_of({name: desk.pack("c004", t1={"on_roll": "10"})}))
    collect(listed, cohort, downloads / "all.zip")
    at("2026-11-21T10:00:00+00:00")
    (downloads / "c004.npqml.zip").write_bytes(desk.pack("c004", **RIGHT))
    collect(listed, cohort, downloads / "c004.npqml.zip")
    grade(listed, cohort)
    (left,) = write_feedback_for(listed, cohort, MOODLE).left
    assert left.why.startswith("the hand-in that counts did not come in a download from Moodle, though an earlier one")
    (left,) = write_feedback_for(listed, cohort, CANVAS).left
    assert "though an earlier one" not in left.why
