"""The data files beside a notebook."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from npqml_widgets.schooldata.files import data


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a module with a data file, as the folder that a notebook runs in."""
    place = tmp_path / "1a"
    (place / "learn-about").mkdir(parents=True)
    (place / "pupils.csv").write_text("UPN,KS2 Maths\nA1,104\nA2,X\n", encoding="utf-8")
    monkeypatch.chdir(place)
    return place


def test_every_call_gives_a_fresh_copy(module: Path) -> None:
    first = data("pupils.csv")
    first["UPN"] = "changed"
    first.insert(0, "More", 1)
    assert data("pupils.csv").to_dict("list") == {"UPN": ["A1", "A2"], "KS2 Maths": ["104", "X"]}


def test_codes_stay_in_their_column_as_text(module: Path) -> None:
    assert list(data("pupils.csv")["KS2 Maths"]) == ["104", "X"]


def test_a_learn_about_notebook_finds_the_files_of_its_module(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(module / "learn-about")
    assert len(data("pupils.csv")) == 2


def test_the_file_beside_the_notebook_goes_first(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (module / "learn-about" / "pupils.csv").write_text("UPN\nB1\n", encoding="utf-8")
    monkeypatch.chdir(module / "learn-about")
    assert list(data("pupils.csv")["UPN"]) == ["B1"]


def test_a_changed_file_is_read_again(module: Path) -> None:
    assert len(data("pupils.csv")) == 2
    (module / "pupils.csv").write_text("UPN,KS2 Maths\nA3,99\n", encoding="utf-8")
    os.utime(module / "pupils.csv", ns=(1, 1))
    assert list(data("pupils.csv")["UPN"]) == ["A3"]


def test_a_file_that_a_spreadsheet_saved_again_has_the_same_columns(module: Path) -> None:
    (module / "again.csv").write_text("UPN,Sex\nA1,F\n", encoding="utf-8-sig")
    assert list(data("again.csv").columns) == ["UPN", "Sex"]


def test_a_spreadsheet_is_read_like_a_csv(module: Path) -> None:
    pd.DataFrame({"UPN": ["A1"], "KS2 Maths": [104]}).to_excel(module / "pupils.xlsx", index=False)
    assert data("pupils.xlsx").to_dict("list") == {"UPN": ["A1"], "KS2 Maths": [104]}


def test_a_missing_file_is_named_with_what_is_there_and_what_to_do(module: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no file pupil\.csv .* pupils\.csv.*Fetch the module again"):
        data("pupil.csv")


def test_a_folder_without_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="There are no data files there"):
        data("pupils.csv")


@pytest.mark.parametrize(
    "name", ["../pupils.csv", "/etc/passwd", "pupils", "pupils.json", "learn-about/pupils.csv", ""]
)
def test_only_names_of_data_files_are_taken(module: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"such as 'pupils\.csv'"):
        data(name)


@pytest.mark.parametrize(
    ("name", "content"), [("empty.csv", b""), ("torn.xlsx", b"PK\x03\x04"), ("odd.csv", b"\xff\xfe\x00")]
)
def test_a_damaged_file_is_named_with_what_to_do(module: Path, name: str, content: bytes) -> None:
    (module / name).write_bytes(content)
    with pytest.raises(ValueError, match=f"{name} cannot be read as a table .* Fetch the module again"):
        data(name)
