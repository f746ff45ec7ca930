"""Which files of a module go along when it is handed in."""

from __future__ import annotations

import os

from npqml_widgets.handin.files import files_of
from tests.npqml_widgets.handin.module import BOOK


def test_what_raters_wrote_of_a_person_is_never_packed_and_that_is_said_once(folder):
    for name in ("360-round.json", "versions/360-round/4.json", "360-round.damaged-1"):
        (folder / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "work" / name).write_text("{}")
    (folder / "360-forms-VA33").mkdir()
    (folder / "360-forms-VA33" / "360-form-VA33-8BR7WF.xlsx").write_text("")
    files, left = files_of(folder, folder / BOOK)
    assert not [name for name in files if "360" in name]
    assert len([words for words in left if "raters" in words]) == 1


def test_a_file_that_is_too_large_is_left_out_and_named(folder):
    (folder / "all.csv").touch()
    os.truncate(folder / "all.csv", 30_000_000)
    found, left = files_of(folder, folder / BOOK)
    assert "all.csv" not in found
    assert left == ["all.csv was left out: it is too large, or there are too many files."]
