"""Feedback goes back under the names that Moodle and Canvas match, to nobody else, and not before its date."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest

from npqml.records.platform.feedback_zips import write_feedback_for
from npqml.records.platform.handed_back import released_results
from npqml.records.platform.platform_name import PlatformName
from npqml.refusal import Refusal
from tests.npqml.records.conftest import canvas, moodle

MOODLE, CANVAS = PlatformName
TO_COME = "[release]\n1a = 2999-01-01T09:00:00\n"


def names_in(path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def by_moodle(name: str) -> tuple[str, str]:
    """The participant's number and the file's name, as importziplib.php reads them in every version from 2.4 on."""
    assert "/" not in name
    info = name.split("_", 4)
    assert len(info) == 5
    assert info[2:4] == ["assignsubmission", "file"]
    return info[1], info[4]


def by_canvas(name: str) -> tuple[str, str]:
    """The user's and the attachment's number, as Assignment#infer_comment_context_from_filename reads them."""
    parts = name.split("_")
    assert not parts[-1].startswith("link")
    user, attachment, *_ = (part for part in parts if re.fullmatch(r"\d+", part))
    return user, attachment


def test_moodle_finds_each_page_by_its_own_number(listed, cohort, hand_in):
    hand_in("c001", moodle("Anna Maria Brown", 47))
    hand_in("c002", moodle("Group 7-Zoë Smith-Jones", 48))
    hand_in("c005", "download.zip: Owen Price_51_assignsubmission_file_: 1a.ipynb")
    found = write_feedback_for(listed, cohort, MOODLE)
    assert [path.name for path in found.files] == ["feedback-1a.zip"]
    assert [by_moodle(name) for name in names_in(found.files[0])] == [
        ("47", "feedback-1a.html"), ("48", "feedback-1a.html"), ("51", "feedback-1a.html"),
    ]  # fmt: skip
    with zipfile.ZipFile(found.files[0]) as archive:
        page = archive.read("Anna Maria Brown_47_assignsubmission_file_feedback-1a.html")
    assert page == (listed.feedback(cohort) / "c001" / "1a" / "feedback.html").read_bytes()
    assert found.left == ()


def test_a_name_with_signs_of_its_own_does_not_move_the_number(listed, cohort, hand_in):
    hand_in("c001", moodle("Anna_Maria/Brown", 47).replace("/", "_"))
    hand_in("c002", moodle("", 48).replace(": _", ": Participant_"))
    names = names_in(write_feedback_for(listed, cohort, MOODLE).files[0])
    assert sorted(by_moodle(name)[0] for name in names) == ["47", "48"]


def test_canvas_gets_a_zip_by_the_numbers_of_user_and_file(listed, cohort, hand_in):
    hand_in("c001", canvas("brownannamaria", 123, 456, late="_LATE"))
    hand_in("c002", canvas("smithjoneszoe", 124, 457, "1a-1.ipynb"))
    hand_in("c003", "submissions.zip: anon_12345_458_1a.npqml.zip")
    found = write_feedback_for(listed, cohort, CANVAS)
    (name,) = names_in(found.files[0])
    assert by_canvas(name) == ("123", "456")
    with zipfile.ZipFile(found.files[0]) as archive, zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
        assert inner.namelist() == ["feedback-1a.html"]
    why = {hand_in.candidate: hand_in.why for hand_in in found.left}
    assert "under the name 1a-1.ipynb" in why["c002"]
    assert "without names" in why["c003"]


def test_a_very_long_name_is_cut_and_its_number_stays(listed, cohort, hand_in):
    name = "A" * 150
    (listed.submitted(cohort) / "candidates.csv").write_text(f"id,name\nc001,{name}\n")
    hand_in("c001", moodle(name, 47))
    (found,) = names_in(write_feedback_for(listed, cohort, MOODLE).files[0])
    assert by_moodle(found)[0] == "47"
    assert len(found) < 120


def test_a_name_of_digits_is_not_taken_for_a_number_of_canvas_s(listed, cohort, hand_in):
    (listed.submitted(cohort) / "candidates.csv").write_text("id,name\nc001,11\n")
    hand_in("c001", canvas("11", 123, 456))
    (name,) = names_in(write_feedback_for(listed, cohort, CANVAS).files[0])
    assert by_canvas(name) == ("123", "456")


def test_whoever_the_platform_did_not_name_is_listed_and_never_guessed(listed, cohort, hand_in):
    hand_in("c001", moodle("Anna Maria Brown", 47))
    hand_in("c002", "from-mail/c002.npqml.zip")
    hand_in("c005", moodle("Anna Maria Brown", 49), by_hand=True)
    folder = hand_in("c003", moodle("Sam Lee", 50))
    hand_in("c003", moodle("Sam Lee", 50), graded=False, attempt=2)
    (folder / "more.txt").write_text("sent again")
    hand_in("c003", moodle("Sam Lee", 50), graded=False)
    found = write_feedback_for(listed, cohort, MOODLE)
    assert names_in(found.files[0]) == ["Anna Maria Brown_47_assignsubmission_file_feedback-1a.html"]
    why = {hand_in.candidate: hand_in.why for hand_in in found.left}
    assert "did not come in a download from Moodle" in why["c002"]
    assert "account of Anna Maria Brown" in why["c005"]
    assert "grade first" in why["c003"]


def test_one_number_for_two_candidates_goes_to_neither(listed, cohort, hand_in):
    hand_in("c003", moodle("Sam Lee", 50))
    hand_in("c004", moodle("Sam Lee", 50))
    hand_in("c001", moodle("Anna Maria Brown", 47))
    found = write_feedback_for(listed, cohort, MOODLE)
    assert [by_moodle(name)[0] for name in names_in(found.files[0])] == ["47"]
    assert [hand_in.candidate for hand_in in found.left] == ["c003", "c004"]


def test_what_lies_inside_a_hand_in_names_nobody(listed, cohort, hand_in):
    hand_in(
        "c001", "download.zip: Anna Maria Brown_47_assignsubmission_file_: Sam Lee_50_assignsubmission_file_/x.ipynb"
    )
    (name,) = names_in(write_feedback_for(listed, cohort, MOODLE).files[0])
    assert by_moodle(name)[0] == "47"


def test_nothing_goes_to_a_platform_before_its_date_and_the_pages_are_made_all_the_same(listed, cohort, hand_in):
    from npqml.reports.feedback import write_feedback

    hand_in("c001", moodle("Anna Maria Brown", 47))
    (listed.submitted(cohort) / "deadlines.toml").write_text(TO_COME)
    with pytest.raises(Refusal, match=r"deadlines.toml: release: found a date to come: 01 January 2999 09:00"):
        write_feedback_for(listed, cohort, MOODLE)
    assert not listed.reports(cohort).exists()
    assert [path.name for path in write_feedback(listed, cohort)] == ["feedback.html"]
    after = datetime(2999, 1, 2, tzinfo=UTC)
    assert list(released_results(listed, cohort, (), after)[0]) == ["1a"]


def test_a_module_without_results_is_refused_in_words(listed, cohort, hand_in):
    hand_in("c001", moodle("Anna Maria Brown", 47))
    with pytest.raises(Refusal, match="module 9z: found no results; expected one of 1a"):
        write_feedback_for(listed, cohort, MOODLE, modules=["9z"])


def test_one_candidate_s_goes_alone_and_nobody_s_is_refused(listed, cohort, hand_in):
    hand_in("c001", moodle("Anna Maria Brown", 47))
    hand_in("c002", moodle("Zoë Smith-Jones", 48))
    found = write_feedback_for(listed, cohort, MOODLE, candidates=["c002"])
    assert [by_moodle(name)[0] for name in names_in(found.files[0])] == ["48"]
    with pytest.raises(Refusal, match="c009: found nobody of this id"):
        write_feedback_for(listed, cohort, MOODLE, candidates=["c009"])
