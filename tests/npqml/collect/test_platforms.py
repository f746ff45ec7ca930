"""Platforms' names of files are read as they write them."""

from __future__ import annotations

import pytest

from npqml.collect.platforms import attempt_of, platform_of


@pytest.mark.parametrize(
    ("part", "which", "name", "late", "rest"),
    [
        ("Anna Brown_1234567_assignsubmission_file_", "Moodle", "Anna Brown", False, ""),
        ("Anna Brown_1234567_assignsubmission_file", "Moodle", "Anna Brown", False, ""),
        ("Anna Brown_12_assignsubmission_file_my_1_2_x.zip", "Moodle", "Anna Brown", False, "my_1_2_x.zip"),
        ("Participant_77_assignsubmission_file_a.ipynb", "Moodle", "", False, "a.ipynb"),
        ("brownanna_LATE_12345_67890_file.ipynb", "Canvas", "brownanna", True, "file.ipynb"),
        ("brownanna_late_12345_67890_file.ipynb", "Canvas", "brownanna", True, "file.ipynb"),
        ("brownanna_12345_67890_my_file-1.zip", "Canvas", "brownanna", False, "my_file-1.zip"),
        ("LATE_anon_x7Gh2_67890_a.zip", "Canvas", "", True, "a.zip"),
        ("1a_c108_attempt_2026-11-20-17-00-00_a_b.ipynb", "Blackboard", "c108", False, "a_b.ipynb"),
        ("łukaszewiczöykü_1_2_a.zip", "Canvas", "łukaszewiczöykü", False, "a.zip"),
    ],
)
def test_a_platform_s_name_says_whose_it_is(part: str, which: str, name: str, late: bool, rest: str):
    platform, own = platform_of(part)
    assert (platform.which, platform.name, platform.late, own) == (which, name, late, rest)


@pytest.mark.parametrize(
    "part", ["1a-c001-2026-11-25.npqml.zip", "1a-analyse-performance-data.ipynb", "pupils.csv", ""]
)
def test_our_own_names_are_nobody_else_s(part: str):
    assert platform_of(part) is None


@pytest.mark.parametrize(
    ("path", "attempt"),
    [
        ("/s.zip/brown_1_2_1a-1.zip/1a-1.zip/1a", 1), ("/s.zip/brown_1_2_1a.zip/1a.zip/1a", 0),
        ("/s.zip/brown_1_2_1a.ipynb/1a-2.ipynb", 2), ("/brown_1_2_1a-12.ipynb", 12),
        ("/brown_1_2_1a-c001-2026-11-20.npqml.zip", 0), ("/brown_1_2_1a-c001-2026-11-20.npqml-3.zip", 3),
        ("/Submitted files/Leila Farouk/1a/Version 3/a.ipynb", 3),
    ],
)  # fmt: skip
def test_the_number_of_an_attempt_is_read_as_canvas_and_teams_write_it(path: str, attempt: int):
    assert attempt_of(path, platform_of("brown_1_2_x.zip")[0]) == attempt
    assert attempt_of("/1a-c001-1.ipynb", None) is None


@pytest.mark.parametrize("part", ["submissions_2026_11_29.zip", "all_2026_1_9 (1).zip", "1a_2026_11_29_v2.zip"])
def test_a_date_in_a_name_is_no_number_of_canvas_s(part: str):
    assert platform_of(part) is None
