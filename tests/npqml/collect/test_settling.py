"""What could not be taken is kept until it is settled, and what was settled is not asked about again."""

from __future__ import annotations

import json
import os

import pytest

from npqml.collect.report import BESIDE, REFUSED, SETTLED, TAKEN, TWICE
from npqml.collect.run import collect
from npqml.course.arrivals import read_arrival
from npqml.course.not_taken import all_not_taken, unsettled
from npqml.grading.engine import grade
from npqml.records.overview import id_lines, stands_of, table_lines
from npqml.reports.cohort import write_report
from tests.npqml.collect.conftest import everything, zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "pp"}}
WHO = "Anna Maria Brown_47_assignsubmission_file_"


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def only_work(desk) -> dict[str, bytes]:
    files = everything(desk.work("c004", **RIGHT))
    return {name: content for name, content in files.items() if name.startswith("work/")}


def other_cohort(desk) -> bytes:
    book = json.loads((desk.work("c004") / BOOK).read_bytes())
    book["metadata"]["npqml"]["cohort"] = "elsewhere"
    return json.dumps(book).encode()


@pytest.mark.parametrize("kind", ["work in a zip", "work", "damaged", "cut", "rar", "another cohort", "no notebook"])
def test_somebody_whose_file_could_not_be_taken_is_not_missing_until_it_is_settled(
    desk, listed, cohort, downloads, kind
):
    packed = desk.pack("c004", **RIGHT)
    files = {
        "work in a zip": {"work.zip": zip_of(only_work(desk))},
        "work": only_work(desk),
        "damaged": {"1a-c004.npqml.zip": b"PK" + bytes(100)},
        "cut": {"1a-c004.npqml.zip": packed[: len(packed) // 2]},
        "rar": {"1a.rar": b"Rar!"},
        "another cohort": {"mine.ipynb": other_cohort(desk)},
        "no notebook": {"1a essay.docx": b"PK"},
    }[kind]
    path = downloads / "moodle.zip"
    path.write_bytes(zip_of({f"{WHO}/{name}": content for name, content in files.items()}))
    for _ in range(2):
        (item,) = collect(listed, cohort, path).items
        assert (item.state, item.candidate) == (REFUSED, "c004")
        (line,) = unsettled(listed, cohort)
    if kind.startswith("work"):
        assert "ask for the packed file" in item.reasons[0]
    kept = listed.root / "submitted" / ".not-taken" / cohort / "c004"
    assert any(folder.is_dir() and any(folder.iterdir()) for folder in kept.iterdir())
    (downloads / "other.npqml.zip").write_bytes(desk.pack("c005", **RIGHT))
    collect(listed, cohort, downloads / "other.npqml.zip")
    grade(listed, cohort)
    page = write_report(listed, cohort)[0].read_text(encoding="utf-8")
    assert "Nothing was handed in by c001" in page
    assert "c004, Anna Maria Brown;" not in page
    assert "to be settled (1)" in page
    assert line in list(id_lines(stands_of(listed, cohort)))[-1]
    assert f"{cohort}: 1 thing to settle" in list(table_lines([stands_of(listed, cohort)]))[-1]
    # The packed file that was asked for settles it, and the old download asks nothing any more.
    (downloads / "new.npqml.zip").write_bytes(packed)
    collect(listed, cohort, downloads / "new.npqml.zip")
    assert list(unsettled(listed, cohort)) == []
    again = collect(listed, cohort, path)
    assert again.fine
    assert [item.state for item in again.items] == [SETTLED]
    assert list(unsettled(listed, cohort)) == []


def test_what_was_settled_by_a_person_is_told_as_settled_with_the_platform_s_time(desk, listed, cohort, downloads):
    content = desk.pack("c013", t1={"on_roll": "10"})
    path = downloads / "moodle.zip"
    path.write_bytes(zip_of({"Personc012 Brown_77_assignsubmission_file_/1a.npqml.zip": content}))
    assert not collect(listed, cohort, path).fine
    (left,) = all_not_taken(listed, cohort)
    assert (left.candidate, left.arrival.from_platform) == ("", True)
    own = downloads / "taken-out.npqml.zip"
    own.write_bytes(content)
    os.utime(own, (1_900_000_000, 1_900_000_000))
    (item,) = collect(listed, cohort, own, candidate="c012").items
    assert (item.state, item.when_from.startswith("by Moodle")) == (TAKEN, True)
    assert read_arrival(listed, cohort, "c012", "1a").from_platform
    assert all_not_taken(listed, cohort) == []
    again = collect(listed, cohort, path)
    assert again.fine
    assert [(item.candidate, item.state) for item in again.items] == [("c012", TWICE)]


def test_a_nameless_file_that_equals_somebody_s_is_told_and_left(desk, listed, cohort, downloads):
    content = desk.pack("c013", say="", t1={"on_roll": "10"})
    (downloads / "c013.npqml.zip").write_bytes(content)
    collect(listed, cohort, downloads)
    (downloads / "c013.npqml.zip").rename(downloads / "1a (1).npqml.zip")
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == TWICE
    assert item.reasons[-1] == "It holds the same content as a file of c013."
    assert list(unsettled(listed, cohort)) == []


def test_a_doubt_is_listed_until_a_person_says_which_counts(desk, listed, cohort, downloads, at):
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    collect(listed, cohort, downloads)
    (line,) = unsettled(listed, cohort)
    assert line.startswith("c001, module 1a, in doubt: the later one answers 1 tasks")
    collect(listed, cohort, downloads / "first.npqml.zip", candidate="c001", counts=True)
    assert list(unsettled(listed, cohort)) == []
    assert {item.state for item in collect(listed, cohort, downloads).items} == {TWICE, BESIDE}


def test_a_doubt_is_settled_by_keeping_what_counts(desk, listed, cohort, downloads, at):
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    collect(listed, cohort, downloads)
    collect(listed, cohort, listed.submitted(cohort) / "c001" / "1a", candidate="c001", counts=True)
    assert list(unsettled(listed, cohort)) == []
    assert collect(listed, cohort, downloads).fine
