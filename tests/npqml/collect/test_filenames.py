"""No name that a stranger gives leads out of its folder."""

from __future__ import annotations

import ntpath
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from npqml.collect.filenames import Crafted, collisions, is_junk, safe

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

# From Python 3.13 on, a path is no longer asked itself.
reserved = getattr(ntpath, "isreserved", None) or (lambda name: PureWindowsPath(name).is_reserved())


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
    assert not reserved(found)
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
