"""Platforms' names of files are read as they write them."""

from __future__ import annotations

import pytest

from npqml.collect.platforms import attempt_of, may_be, people_in, platform_of, same_person


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


def test_a_whole_name_in_a_folder_s_or_file_s_name_is_a_person_and_the_longest_counts():
    names = {"a": "Owen Price", "b": "Maria Brown", "c": "Anna Maria Brown", "d": "Price", "e": "Siân O’Neill", "f": ""}
    wanted = {
        "notebook - Owen Price": ["a"], "Price, Owen": ["a"], "Price": ["d"], "price list": [],
        "Anna Maria Brown": ["c"],
        "Brown_Maria_1a": ["b"], "Sian O'Neill 1a": ["e"], "1a": [], "": [],
    }  # fmt: skip
    assert {text: people_in(text, names) for text in wanted} == wanted


def test_a_short_name_may_be_a_listed_one():
    assert may_be("Chris Lee", "Christopher Lee")
    assert may_be("Anna Brown", "Anna Maria Brown")
    assert not may_be("Kim Lee", "Christopher Lee")
    assert not may_be("Lee", "Christopher Lee")
