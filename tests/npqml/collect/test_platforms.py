"""Platforms' names of files are read as they write them."""

from __future__ import annotations

import pytest

from npqml.collect.platforms import platform_of, same_person


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


def test_a_person_is_known_in_whatever_order_and_spelling_a_platform_uses():
    names = {
        "c1": "Anna Maria Brown",
        "c2": "Zoë Smith-Jones",
        "c3": "Sam Lee",
        "c4": "Sam Lee",
        "c5": "",
        "c6": "Jones",
    }
    wanted = {
        "brownannamaria": ["c1"], "Brown, Anna Maria": ["c1"], "Group A-Anna Maria Brown": ["c1"], "C1": ["c1"],
        "smithjoneszoe": ["c2"], "Zoe\u0308 Smith-Jones": ["c2"], "Year 7-Zoë Smith-Jones": ["c2"],
        "leesam": ["c3", "c4"], "Anna Brown": [], "": [],
    }  # fmt: skip
    assert {shown: same_person(shown, names) for shown in wanted} == wanted
