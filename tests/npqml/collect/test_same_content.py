"""The same content under several ids is told in collect and report, in one line, without a verdict.

No mirror: it is about collecting, grading and the report.
"""

from __future__ import annotations

import json

import pytest

from npqml.collect.report import lines
from npqml.collect.run import collect
from npqml.grading.engine import grade
from npqml.records.overview import stands_of
from npqml.reports.cohort import write_report
from tests.npqml.collect.conftest import IDS, everything, put, unzipped, zip_of

pytestmark = pytest.mark.slow

TEXT = {"t3": {"priority": "Attendance in Year 11, by the end of the autumn term."}}
RIGHT = {"t1": {"on_roll": "10"}, "t4": {"small": "ehc"}}


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def test_copies_are_told_whatever_their_files_are_called_and_blank_ones_are_none(desk, listed, cohort, downloads):
    own = everything(desk.work("c001", **RIGHT, **TEXT))
    for name in IDS[:3]:
        (downloads / f"{name}.zip").write_bytes(zip_of({f"1a/{file}": content for file, content in own.items()}))
    renamed = {
        f"1a/{'mine' if file.endswith('.ipynb') else file}{'.ipynb' if file.endswith('.ipynb') else ''}": content
        for file, content in own.items()
        if not file.startswith("learn")
    }
    (downloads / "c004.zip").write_bytes(zip_of(renamed))
    for name in IDS[4:8]:
        (downloads / f"{name}.npqml.zip").write_bytes(desk.pack(name))
    found = collect(listed, cohort, downloads)
    assert found.fine
    told = [line for line in lines(found) if "same content" in line]
    assert told == ["Module 1a: 4 candidates handed in the same content: c001, c002, c003, c004."]
    assert found.as_json()["same"] == [{"module": "1a", "candidates": ["c001", "c002", "c003", "c004"]}]
    grade(listed, cohort)
    page, *_ = write_report(listed, cohort)
    assert page.read_text().count("handed in the same content") == 1
    assert told[0] in page.read_text()


def test_the_same_written_answer_is_told_and_the_same_choice_is_not(desk, listed, cohort, downloads):
    def saved_anew(packed: bytes, minute: int) -> bytes:
        files = unzipped(packed)
        for name in [name for name in files if name.startswith("work/")]:
            content = json.loads(files[name])
            files[name] = json.dumps({**content, "saved": f"2026-11-19T16:{minute}:00+00:00"}).encode()
        return zip_of(files)

    for number, name in enumerate(IDS[:4], 10):
        more = TEXT if number < 12 else {}
        (downloads / f"{name}.zip").write_bytes(saved_anew(desk.pack(name, **RIGHT, **more), number))
    assert [group.candidates for group in collect(listed, cohort, downloads).same] == [("c001", "c002")]


@pytest.mark.parametrize(
    "copy", ["Personc002 Brown_6_assignsubmission_file_/1a.npqml.zip", "brownpersonc002_6_8_1a.npqml.zip"]
)
@pytest.mark.parametrize("in_one_run", [False, True])
def test_another_s_file_under_one_s_name_takes_the_place_of_no_work_and_both_are_named(
    desk, listed, cohort, downloads, at, copy, in_one_run
):
    put(downloads, "own/c002.npqml.zip", desk.pack("c002", t1={"on_roll": "9"}))
    collect(listed, cohort, downloads / "own")
    at("2026-11-21T10:00:00+00:00")
    theirs = desk.pack("x", say="", **RIGHT)
    put(downloads, f"z/{copy}", theirs)
    put(downloads, f"{'z' if in_one_run else 'a'}/Personc001 Brown_5_assignsubmission_file_/1a.npqml.zip", theirs)
    before = everything(listed.submitted(cohort) / "c002")
    for home in ("z",) if in_one_run else ("a", "z"):
        found = collect(listed, cohort, downloads / home)
    assert everything(listed.submitted(cohort) / "c002") == before
    assert not found.fine
    (item,) = [item for item in found.items if item.candidate == "c002"]
    assert "same content as what c001 Personc001 Brown (Personc001 Brown_5_" in item.doubt
    assert (listed.submitted(cohort) / "c001" / "1a").is_dir()
    # A person says that it is theirs all the same; or that it is not.
    assert any("c001 Personc001 Brown" in line and "--counts" in line for line in stands_of(listed, cohort).unsettled)
    (item,) = collect(listed, cohort, listed.root / item.aside, candidate="c002", counts=True).items
    assert item.taken
    assert collect(listed, cohort, downloads / "z").fine


def test_work_that_was_put_there_by_hand_is_known_in_the_report(desk, listed, cohort):
    for name in IDS[:2]:
        target = listed.submitted(cohort) / name / "1a"
        target.parent.mkdir()
        desk.work("x", **RIGHT).rename(target)
    grade(listed, cohort)
    page, *_ = write_report(listed, cohort)
    assert "2 candidates handed in the same content: c001, c002." in page.read_text()
