"""From a platform's download and back to it: the names that collecting has seen are those that feedback goes by.

No mirror: it walks through collecting, grading, the overview, what goes back to a platform, and a removal.
"""

from __future__ import annotations

import re
import zipfile

import pytest

from npqml.collect.run import collect
from npqml.grading.engine import grade
from npqml.records.overview import stands_of
from npqml.records.person.held import held_on
from npqml.records.person.removal import remove
from npqml.records.platform.feedback_zips import write_feedback_for
from npqml.records.platform.platform_name import PlatformName
from npqml.reports.cohort import write_report
from tests.npqml.collect.conftest import IDS, zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t4": {"small": "ehc"}}
MOODLE, CANVAS = PlatformName


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def names_in(found) -> list[str]:
    (path,) = found.files
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_moodle_in_each_of_its_ways_and_back_and_a_removal_leaves_nothing(desk, listed, cohort, downloads):
    book = (desk.work("c009", **RIGHT) / BOOK).read_bytes()
    work = {f"work/{path.name}": path.read_bytes() for path in (desk.home / "c009" / "1a" / "work").glob("*")}
    (downloads / "Course-1a-4711.zip").write_bytes(
        zip_of(
            {
                "Anna Maria Brown_47_assignsubmission_file_/1a.npqml.zip": desk.pack("c004", **RIGHT),
                "Zoë Smith-Jones_48_assignsubmission_file_1a.npqml.zip": desk.pack("c005", **RIGHT),
                f"Personc008 Brown_49_assignsubmission_file/{BOOK}": book,
                "Participant_50_assignsubmission_file_/1a.npqml.zip": desk.pack("c010", **RIGHT),
                "Personc009 Brown_51_assignsubmission_file_/mine.zip": zip_of({BOOK: book} | work),
            }
        )
    )
    (downloads / "c001.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    grade(listed, cohort)
    found = write_feedback_for(listed, cohort, MOODLE)
    numbers = {int(name.split("_")[1]) for name in names_in(found)}
    assert numbers == {47, 48, 49, 50, 51}
    assert [hand_in.candidate for hand_in in found.left] == ["c001"]
    (stands,) = stands_of(listed, cohort).modules
    assert stands.handed_in == ("c001", "c004", "c005", "c008", "c009", "c010")
    assert (len(stands.missing), stands.to_grade) == (len(IDS) - 6, ())

    write_report(listed, cohort)
    remove(listed, held_on(listed, cohort, "c004"))
    wanted = re.compile(rb"(?<![A-Za-z0-9])c004(?![A-Za-z0-9])|Anna Maria Brown")
    left = [path for path in listed.root.rglob("*") if path.is_file() and wanted.search(path.read_bytes())]
    assert left == []
    assert list(listed.root.rglob("*c004*")) == []
    assert "c004" not in stands_of(listed, cohort).modules[0].candidates
    grade(listed, cohort)  # everybody else's stands


def test_canvas_and_back(desk, listed, cohort, downloads):
    (downloads / "submissions.zip").write_bytes(
        zip_of(
            {
                "brownannamaria_123_456_1a.npqml.zip": desk.pack("c004", **RIGHT),
                "smithjoneszoe_LATE_124_457_1a.npqml-1.zip": desk.pack("c005", **RIGHT),
                f"leesam_125_458_1a-c006-{BOOK}": (desk.work("c006") / BOOK).read_bytes(),
                "anon_12345_459_1a.npqml.zip": desk.pack("c008", **RIGHT),
            }
        )
    )
    collect(listed, cohort, downloads / "submissions.zip")
    grade(listed, cohort)
    found = write_feedback_for(listed, cohort, CANVAS)
    assert [re.findall(r"_(\d+)(?=_)", name) for name in names_in(found)] == [["123", "456"], ["124", "457"]]
    assert sorted(hand_in.candidate for hand_in in found.left) == ["c006", "c008"]


def test_a_number_that_somebody_wrote_in_their_own_zip_is_not_the_platform_s(desk, listed, cohort, downloads):
    files = {path.relative_to(desk.home / "c009" / "1a").as_posix(): path.read_bytes()
             for path in desk.work("c009", **RIGHT).rglob("*") if path.is_file()}  # fmt: skip
    named = zip_of({f"Personc009 Brown_1_assignsubmission_file_/{name}": each for name, each in files.items()})
    (downloads / "c009.zip").write_bytes(named)
    collect(listed, cohort, downloads)
    grade(listed, cohort)
    found = write_feedback_for(listed, cohort, MOODLE)
    assert found.files == ()
    (left,) = [left for left in found.left if left.candidate == "c009"]
    assert "it did not come in a download from Moodle" in left.why
