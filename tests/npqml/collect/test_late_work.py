"""Late work, from the download to feedback, export and report: by the platform's word, and by deadlines as they stand.

No mirror: it walks through collecting, grading and the reports.
"""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from datetime import UTC, datetime

import pytest

from npqml.collect.report import REFUSED
from npqml.collect.run import collect
from npqml.course.arrivals import read_arrival
from npqml.course.not_taken import unsettled
from npqml.grading.engine import grade
from npqml.grading.result import read_results
from npqml.reports.cohort import write_report
from npqml.reports.export import write_marks
from npqml.reports.feedback import write_feedback
from tests.npqml.collect.conftest import everything

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "pp"}}
DEADLINE = "[deadline]\n1a = 2026-11-24\n"
EXTENDED = '[[extension]]\ncandidate = "c004"\nmodule = "1a"\nuntil = 2026-12-31\n'


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def moodle(files: dict[str, bytes], moment: tuple[int, ...] = (2026, 12, 7, 9, 0, 0)) -> bytes:
    """A download of Moodle's, all of it handed in at one time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, each in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), each)
    return content.getvalue()


@pytest.fixture
def late(desk, listed, cohort, downloads):
    """What Moodle dates 13 days after the deadline, with a receipt from before it."""
    path = downloads / "moodle.zip"
    path.write_bytes(moodle({"Anna Maria Brown_47_assignsubmission_file_/1a.npqml.zip": desk.pack("c004", **RIGHT)}))
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    return path


def test_the_candidate_s_own_clock_never_makes_late_work_early(listed, cohort, late):
    (item,) = collect(listed, cohort, late).items
    assert item.late == (
        "Handed in 07 December 2026 09:00 (by Moodle; its receipt says 20 November 2026 10:00), "
        "due 24 November 2026 23:59."
    )
    assert read_arrival(listed, cohort, "c004", "1a").from_platform


def test_late_is_in_result_export_feedback_and_report_and_an_extension_counts_at_once(listed, cohort, late):
    collect(listed, cohort, late)
    (made,) = grade(listed, cohort).results
    assert made.late
    kept = json.loads((listed.autograded(cohort) / "c004" / "1a" / "result.json").read_text())
    assert kept["late"] == made.late
    assert kept["handed_in"].startswith("2026-12-07")
    (page,) = write_feedback(listed, cohort)
    assert "<strong>Late.</strong> Handed in 07 December 2026" in page.read_text()
    assert "Nothing is taken off for that." in page.read_text()
    report, *_ = write_report(listed, cohort)
    assert "What was handed in late" in report.read_text()
    assert "07 December 2026" in (listed.reports(cohort) / "late.csv").read_text(encoding="utf-8-sig")
    row = marks(listed, cohort)
    assert (row["1a handed in"], row["1a total"], row["1a counts"]) == ("2026-12-07 09:00", "5.0", "5.0")
    assert row["1a late"] == made.late

    path = listed.submitted(cohort) / "deadlines.toml"
    path.write_text(f"late_worth = 50\n{DEADLINE}")
    (result,) = read_results(listed, cohort)
    assert (result.mark, result.counted) == (5, 2.5)
    assert "Late work keeps 50% of its marks: 2.5 of 5 count." in write_feedback(listed, cohort)[0].read_text()
    assert marks(listed, cohort)["1a counts"] == "2.5"

    path.write_text(f"late_worth = 50\n{DEADLINE}{EXTENDED}")
    (result,) = read_results(listed, cohort)
    assert (result.late, result.counted) == ("", 5)
    assert "Late" not in write_feedback(listed, cohort)[0].read_text()


def marks(place, cohort) -> dict[str, str]:
    """The one row of the exported marks that is of a hand-in; everybody else is missing there."""
    path = write_marks(place, cohort, place.reports(cohort) / "marks.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    (row,) = (row for row in rows if row["1a state"] != "missing")
    return row


def test_due_is_for_one_run(listed, cohort, late):
    (item,) = collect(listed, cohort, late, due=datetime(2026, 12, 31, tzinfo=UTC)).items
    assert item.late == ""
    grade(listed, cohort)
    assert read_results(listed, cohort)[0].late


def test_a_receipt_counts_where_there_is_nothing_else_and_the_time_of_a_copy_does_not(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    path = downloads / "1a.npqml.zip"
    path.write_bytes(desk.pack("c004", **RIGHT))
    os.utime(path, (1_800_000_000, 1_800_000_000))  # saved from a mail, long after the deadline
    (item,) = collect(listed, cohort, downloads).items
    assert (item.late, item.when_from) == ("", "by its receipt")


@pytest.mark.parametrize("name", ["1a-c004.ipynb", "Anna Maria Brown_47_assignsubmission_file_/mine.ipynb"])
@pytest.mark.parametrize("moment", [(2026, 11, 21, 9, 0, 0), (2026, 12, 7, 9, 0, 0)])
def test_when_a_file_was_saved_to_a_disk_makes_nothing_late_and_the_download_puts_it_right(
    desk, listed, cohort, downloads, name, moment
):
    (listed.submitted(cohort) / "deadlines.toml").write_text(f"late_worth = 50\n{DEADLINE}")
    book = (desk.work("c004") / BOOK).read_bytes()
    path = downloads / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(book)
    os.utime(path, (1_800_000_000, 1_800_000_000))  # unpacked long after the deadline
    (item,) = collect(listed, cohort, downloads).items
    assert (item.when, item.when_from, item.late) == (None, "", "")
    assert "late or not is not known" in "\n".join(item.lines())
    assert not read_arrival(listed, cohort, "c004", "1a").from_platform
    (made,) = grade(listed, cohort).results
    assert not made.late
    page, *_ = write_report(listed, cohort)
    assert "Late or not is not known of 1" in page.read_text()
    # The platform's own download, whenever it is collected, says when this very content came.
    (downloads / "moodle.zip").write_bytes(
        moodle({f"Anna Maria Brown_47_assignsubmission_file_/{path.name}": book}, moment)
    )
    (item,) = collect(listed, cohort, downloads / "moodle.zip").items
    assert (item.late == "", "by Moodle" in item.when_from) == (moment[1] == 11, True)
    assert (read_results(listed, cohort)[0].late == "") == (moment[1] == 11)
    # And unpacking it once more takes nothing back.
    (item,) = collect(listed, cohort, path, candidate="c004").items
    assert (item.when.day, item.when_from) == (moment[2], "by Moodle")


def test_the_time_of_one_account_tells_nothing_of_another_person(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    book = (desk.work("c004") / BOOK).read_bytes()
    # Somebody who is not in the list has sent in this very content after the deadline.
    (downloads / "moodle.zip").write_bytes(
        moodle({f"Zoe Other_47_assignsubmission_file_/{BOOK}": book}, (2026, 12, 7, 9, 0, 0))
    )
    (item,) = collect(listed, cohort, downloads / "moodle.zip").items
    assert item.state == REFUSED
    mail = downloads / "mail" / "1a-c004.ipynb"
    mail.parent.mkdir()
    mail.write_bytes(book)
    (item,) = collect(listed, cohort, mail.parent).items
    assert (item.candidate, item.when_from, item.late) == ("c004", "", "")


def test_canvas_s_files_carry_the_time_of_the_download_which_is_nobody_s_lateness(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    book = (desk.work("c004") / BOOK).read_bytes()
    path = downloads / "submissions.zip"
    path.write_bytes(moodle({f"brownannamaria_1_2_{BOOK}": book, f"leesam_LATE_3_4_1a-c007-{BOOK}": book}))
    found = {item.candidate: item.late for item in collect(listed, cohort, path).items}
    assert found == {"c004": "", "c007": "Canvas calls it late in the file's name."}


def test_what_nbgrader_s_exchange_wrote_is_the_platform_s_time(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    folder = downloads / "c004" / "1a"
    folder.parent.mkdir()
    desk.work("c004", **RIGHT).rename(folder)
    (folder / "timestamp.txt").write_text("2026-12-01 10:00:00.000000 UTC")
    (item,) = collect(listed, cohort, downloads).items
    assert "by nbgrader's exchange" in item.late
    # And where nbgrader put it in its place itself.
    by_itself = listed.submitted(cohort) / "c005" / "1a"
    by_itself.parent.mkdir()
    desk.work("c005", **RIGHT).rename(by_itself)
    (by_itself / "timestamp.txt").write_text("2026-12-02 10:00:00.000000 UTC")
    grade(listed, cohort)
    found = {result.candidate: result.handed_in.day for result in read_results(listed, cohort)}
    assert found == {"c004": 1, "c005": 2}


def test_a_timestamp_that_a_candidate_packed_is_their_own_word(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    folder = desk.work("c004", **RIGHT)
    (folder / "timestamp.txt").write_text("2026-11-01 10:00:00.000000 UTC")
    files = {f"1a/{name}": content for name, content in everything(folder).items()}
    path = downloads / "moodle.zip"
    who = "Anna Maria Brown_47_assignsubmission_file_"
    path.write_bytes(moodle({f"{who}/mine.zip": moodle(files, (2026, 11, 2, 9, 0, 0))}))
    (item,) = collect(listed, cohort, path).items
    assert "Handed in 07 December 2026 09:00 (by Moodle)" in item.late


def test_the_same_file_again_stays_handed_in_when_it_first_came(listed, cohort, late, downloads):
    first = late.read_bytes()
    collect(listed, cohort, late)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    late.write_bytes(moodle(files, (2026, 12, 20, 9, 0, 0)))
    collect(listed, cohort, late)
    assert read_arrival(listed, cohort, "c004", "1a").when.day == 7
    late.write_bytes(moodle(files, (2026, 11, 21, 9, 0, 0)))
    collect(listed, cohort, late)
    assert read_arrival(listed, cohort, "c004", "1a").when.day == 21


@pytest.mark.parametrize("way", ["by hand", "named", "in a folder", "in a zip of mine", "a bare folder in a zip"])
@pytest.mark.parametrize("moment", [(2026, 11, 27, 9, 0, 0), (2026, 11, 19, 9, 0, 0)])
def test_the_time_in_a_zip_that_a_person_made_is_nobody_s_word_and_the_platform_s_own_counts(
    desk, listed, cohort, downloads, way, moment
):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    files = {"1a.npqml.zip": desk.pack("c004", say="", **RIGHT)}
    if way == "a bare folder in a zip":
        files = {f"1a/{name}": content for name, content in everything(desk.work("c004", **RIGHT)).items()}
    own = moodle(files, moment)
    source = downloads / "c004 homework.zip"
    if way == "in a folder":
        source = downloads / "Anna Maria Brown" / "homework.zip"
        source.parent.mkdir()
    source.write_bytes(moodle({"Anna Maria Brown/homework.zip": own}, moment) if way == "in a zip of mine" else own)
    (item,) = collect(listed, cohort, source, candidate="c004" if way != "named" else "").items
    by = "" if way == "a bare folder in a zip" else "by its receipt"
    assert (item.when_from, item.late) == (by, "")
    whose = "Anna Maria Brown_47_assignsubmission_file_"
    theirs = {f"{whose}/1a.zip": own} if len(files) > 1 else {f"{whose}/{name}": file for name, file in files.items()}
    (downloads / "all.zip").write_bytes(moodle({f"{whose}/1a.zip": own}))
    # Even where somebody put the platform's own download in a zip of theirs.
    (downloads / "mine.zip").write_bytes(moodle({"all.zip": moodle(theirs)}, moment))
    for again in ("all.zip", "mine.zip"):
        (item,) = collect(listed, cohort, downloads / again).items
        assert item.late.startswith("Handed in 07 December 2026 09:00 (by Moodle")


def attempts(desk, downloads, at, **later) -> list:
    """Two downloads of Moodle's: an attempt in time, and a late one that answers something else."""
    made = []
    for name, day, answers in (("first", 20, RIGHT), ("second", 25, later or {**RIGHT, "t1": {"on_roll": "9"}})):
        at(f"2026-11-{day}T10:00:00+00:00")
        path = downloads / f"{name}.zip"
        packed = desk.pack("c004", **answers)
        path.write_bytes(
            moodle({f"Anna Maria Brown_47_assignsubmission_file_/{name}.npqml.zip": packed}, (2026, 11, day, 11, 0, 0))
        )
        made.append(path)
    return made


@pytest.mark.parametrize("in_time_first", [True, False])
def test_late_work_takes_the_place_of_work_in_time_only_when_a_person_says_so(
    desk, listed, cohort, downloads, at, in_time_first
):
    (listed.submitted(cohort) / "deadlines.toml").write_text(f"late_worth = 50\n{DEADLINE}")
    paths = attempts(desk, downloads, at)
    for path in (paths if in_time_first else paths[::-1]) * 2:
        collect(listed, cohort, path)
    (line,) = unsettled(listed, cohort)
    assert "in doubt: the one that would count otherwise is late" in line
    (made,) = grade(listed, cohort).results
    assert (made.late, made.counted) == ("", 5)
    (late,) = (listed.root / "submitted" / ".earlier" / cohort / "c004" / "1a").iterdir()
    assert f"npqml collect {cohort} {late.relative_to(listed.root)} --candidate c004 --counts" in line
    collect(listed, cohort, late, candidate="c004", counts=True)
    assert all(collect(listed, cohort, path).fine for path in paths)
    assert list(unsettled(listed, cohort)) == []
    (made,) = grade(listed, cohort).results
    assert (bool(made.late), made.counted) == (True, 1.5)


def test_a_person_may_keep_the_one_in_time_and_the_same_answers_ask_nobody(desk, listed, cohort, downloads, at):
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINE)
    paths = attempts(desk, downloads, at)
    for path in paths:
        collect(listed, cohort, path)
    collect(listed, cohort, listed.submitted(cohort) / "c004" / "1a", candidate="c004", counts=True)
    assert all(collect(listed, cohort, path).fine for path in paths)
    for path in attempts(desk, downloads, at, **RIGHT):
        assert collect(listed, cohort, path).fine
    assert not read_arrival(listed, cohort, "c004", "1a").doubt
    assert read_arrival(listed, cohort, "c004", "1a").when.day == 20


def test_a_longer_time_makes_the_later_one_count_as_ever(desk, listed, cohort, downloads, at):
    (listed.submitted(cohort) / "deadlines.toml").write_text(f"{DEADLINE}{EXTENDED}")
    for path in attempts(desk, downloads, at):
        assert collect(listed, cohort, path).fine
    assert read_arrival(listed, cohort, "c004", "1a").when.day == 25
