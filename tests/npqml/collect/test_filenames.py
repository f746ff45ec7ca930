"""No name that a stranger gives leads out of its folder, and platforms' names are read as they write them."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from npqml.collect.filenames import Crafted, collisions, ids_in, is_junk, parts_that_are, platform_of, safe, same_person

modest = settings(deadline=None, max_examples=300)
PIECES = st.sampled_from(
    [
        "..",
        ".",
        "",
        "/",
        "\\",
        "C:",
        "work",
        "con",
        "NUL.json",
        "aux.",
        "a b",
        " a",
        "a ",
        "é",
        "\0",
        "\ud800",
        "x" * 90,
    ]
)
NAMES = st.one_of(
    st.text(max_size=40), st.lists(PIECES, max_size=6).map("/".join), st.lists(PIECES, max_size=6).map("".join)
)


@given(NAMES)
@modest
@example("..\\..\\evil")
@example("work/../../evil")
@example("\\\\server\\share\\x")
def test_a_safe_name_stays_in_its_folder_on_every_system(name: str):
    try:
        found = safe(name)
    except Crafted:
        return
    for kind in (PurePosixPath, PureWindowsPath):
        path = kind(found)
        assert not path.is_absolute()
        assert not path.drive
        assert ".." not in path.parts
    assert not PureWindowsPath(found).is_reserved()
    assert max(map(len, found.encode().split(b"/"))) <= 255
    assert safe(found) == found


@pytest.mark.parametrize(
    "name",
    [
        "../x", "a/../../x", "/etc/passwd", "C:/x", "c:x", "..\\x", "a\0.json", "a/con", "COM1.txt", "lpt9", "a:b",
        "a?", "x.", "x ", "a/ /b", "x" * 201, "é" * 101, "a/" * 150 + "b", "", ".", "./", "\udcff.json", "a\n",
    ],
)  # fmt: skip
def test_a_name_that_is_none_is_refused_in_words(name: str):
    with pytest.raises(Crafted, match="its name"):
        safe(name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("work\\1a-t1.json", "work/1a-t1.json"), ("./1a//x.ipynb", "1a/x.ipynb"), ("Größe 1.xlsx", "Größe 1.xlsx")],
)
def test_an_ordinary_name_is_kept(name: str, wanted: str):
    assert safe(name) == wanted


def test_what_leads_out_of_a_folder_is_never_taken_for_a_program_s_own_file():
    assert [one for one in ("../x", ".DS_Store", "__MACOSX/a", "a/.ipynb_checkpoints/b", "./a") if is_junk(one)] == [
        ".DS_Store", "__MACOSX/a", "a/.ipynb_checkpoints/b",
    ]  # fmt: skip


def test_names_that_meet_on_another_drive_are_found():
    assert collisions(["a.json", "A.json"]) == ["A.json"]
    assert collisions(["e\u0301.csv", "\u00e9.csv"]) == ["\u00e9.csv"]
    assert collisions(["work", "work/1a-t1.json"]) == ["work"]
    assert collisions(["work/1a-t1.json", "work/1a-t2.json", "workbook.xlsx"]) == []


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


def test_an_id_in_a_path_is_a_word_of_its_own():
    ids = ["c001", "c01", "12"]
    assert parts_that_are("/C001/1a", ids) == ["c001"]
    assert parts_that_are("/1a-c001-2026-11-12.npqml.zip", ids) == []
    assert ids_in("/1a-c001-final.ipynb", ids) == ["c001"]
    assert ids_in("/1a-xc001.ipynb", ids) == []
