"""What was credited to the wrong person is taken back whole: no mark stays, and their own earlier work counts again.

No mirror: collecting, grading and records come together in it.
"""

from __future__ import annotations

import shutil

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app
from npqml.collect.report import SETTLED, TAKEN
from npqml.collect.run import collect
from npqml.grading.engine import grade
from npqml.grading.gradebook.book import Records
from npqml.grading.result import read_results
from npqml.records.overview import stands_of
from npqml.records.person.taking_back import take_back
from npqml.refusal import Refusal
from npqml.reports.feedback import write_feedback

pytestmark = pytest.mark.slow


@pytest.fixture
def credited(desk, listed, cohort, downloads, at):
    """What c007 has handed in, and, later, what was wrongly taken for theirs."""
    at("2026-11-20T10:00:00+00:00")
    (downloads / "own.npqml.zip").write_bytes(desk.pack("c007", t1={"on_roll": "9"}))
    collect(listed, cohort, downloads / "own.npqml.zip")
    at("2026-11-21T10:00:00+00:00")
    (downloads / "wrong.npqml.zip").write_bytes(desk.pack("c007", t1={"on_roll": "10"}, t2={"gap": "4"}))
    collect(listed, cohort, downloads / "wrong.npqml.zip")
    grade(listed, cohort)
    write_feedback(listed, cohort)
    return listed


def test_an_earlier_hand_in_counts_again_and_the_wrong_one_is_not_taken_again(credited, cohort, downloads):
    place = credited
    assert read_results(place, cohort)[0].mark == 5
    for_platform = place.reports(cohort) / "for-moodle"
    for_platform.mkdir(parents=True)
    (for_platform / "feedback-1a.zip").write_bytes(b"their page")
    found = take_back(place, cohort, "c007", "1a")
    assert found.instead is not None
    assert found.kept.is_dir()
    assert read_results(place, cohort) == []
    assert list(place.feedback(cohort).glob("c007/1a/*")) == []
    assert not for_platform.exists()
    with Records(place, cohort) as book:
        assert book.marks("1a", "c007") == {}
        assert ("c007", "1a") not in book.made()
    assert grade(place, cohort).results[0].mark == 0
    (item,) = collect(place, cohort, downloads / "wrong.npqml.zip").items
    assert item.state == SETTLED
    # It goes to whose it is.
    (item,) = collect(place, cohort, found.kept, candidate="c008", counts=True).items
    assert (item.candidate, item.state) == ("c008", TAKEN)
    assert {result.candidate: result.mark for result in grade(place, cohort).results} == {"c007": 0, "c008": 5}


def test_with_nothing_earlier_they_are_missing_and_it_can_be_said_that_it_was_theirs_after_all(
    credited, cohort, downloads
):
    place = credited
    take_back(place, cohort, "c007", "1a")
    take_back(place, cohort, "c007", "1a")
    (stands,) = stands_of(place, cohort).modules
    assert "c007" in stands.missing
    with pytest.raises(Refusal, match="nothing handed in"):
        take_back(place, cohort, "c007", "1a")
    (item,) = collect(place, cohort, downloads / "wrong.npqml.zip", candidate="c007").items
    assert item.state == TAKEN


def test_a_result_whose_hand_in_was_deleted_by_hand_is_named_and_can_be_taken_back(credited, cohort):
    place = credited
    shutil.rmtree(place.submitted(cohort) / "c007")
    assert any("result" in line for line in stands_of(place, cohort).unsettled)
    shutil.rmtree(place.root / "submitted" / ".earlier" / cohort / "c007")
    take_back(place, cohort, "c007", "1a")
    assert read_results(place, cohort) == []
    assert stands_of(place, cohort).unsettled == ()


def test_the_command_says_where_it_is_kept_and_what_to_do(credited, cohort, monkeypatch):
    monkeypatch.chdir(credited.root)
    found = CliRunner().invoke(app, ["collect", cohort, "--take-back", "c007", "1a"])
    assert found.exit_code == 0, found.output
    assert "earlier hand-in, own.npqml.zip, stands in its place again" in " ".join(found.output.split())


@pytest.fixture
def outrun(desk, listed, cohort, downloads, at):
    """Where a file of nobody's is kept that was given to c007 by mistake and graded; their own one came later."""
    at("2026-11-20T10:00:00+00:00")
    (downloads / "wrong.npqml.zip").write_bytes(desk.pack("c008", say="", t1={"on_roll": "10"}, t2={"gap": "4"}))
    collect(listed, cohort, downloads / "wrong.npqml.zip", candidate="c007")
    grade(listed, cohort)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "own.npqml.zip").write_bytes(desk.pack("c007", t1={"on_roll": "9"}))
    (item,) = collect(listed, cohort, downloads / "own.npqml.zip").items
    assert item.taken
    return listed.root / item.replaced


@pytest.mark.parametrize("graded_again", [False, True])
def test_what_counts_no_more_is_taken_back_by_its_folder_and_goes_to_whose_it_is(
    outrun, listed, cohort, downloads, graded_again
):
    if graded_again:
        grade(listed, cohort)
    found = take_back(listed, cohort, "c007", "1a", outrun)
    assert (found.kept, found.stays, found.marks_gone) == (
        outrun, listed.submitted(cohort) / "c007" / "1a", not graded_again
    )  # fmt: skip
    assert [result.mark for result in read_results(listed, cohort)] == ([0] if graded_again else [])
    # It is theirs no more, however it comes; and it does not come back in place of their own.
    (item,) = collect(listed, cohort, downloads / "wrong.npqml.zip").items
    assert item.candidate != "c007"
    (item,) = collect(listed, cohort, downloads / "wrong.npqml.zip", candidate="c008").items
    assert (item.candidate, item.state) == ("c008", TAKEN)
    assert {result.candidate: result.mark for result in grade(listed, cohort).results} == {"c007": 0, "c008": 5}
    assert take_back(listed, cohort, "c007", "1a").instead is None


def test_the_command_takes_that_folder_and_names_those_there_are_where_another_is_given(
    outrun, listed, cohort, monkeypatch
):
    monkeypatch.chdir(listed.root)
    which = outrun.relative_to(listed.root).as_posix()
    found = CliRunner().invoke(app, ["collect", cohort, "submitted", "--take-back", "c007", "1a"])
    assert found.exit_code == 1
    assert which in "".join(found.output.split())
    found = CliRunner().invoke(app, ["collect", cohort, which, "--take-back", "c007", "1a"])
    assert found.exit_code == 0, found.output
    assert "counts stays in its place" in " ".join(found.output.split())
