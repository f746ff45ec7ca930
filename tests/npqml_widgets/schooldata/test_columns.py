"""A file of the school in which columns were changed is refused in words that say which, and how to get it back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from npqml.course.cohort import load_cohort
from npqml.madeup.pupils import write_files
from npqml_widgets.schooldata.columns import COLUMNS, what_has_changed
from npqml_widgets.schooldata.files import CURE, data

COURSE = Path(__file__).parents[3] / "course"
PHASES = ("primary", "secondary", "special")
Rows = list[list[str]]


@pytest.fixture(scope="module", params=PHASES)
def school(request, tmp_path_factory) -> Path:
    """The files of a school."""
    folder = tmp_path_factory.mktemp(request.param)
    write_files(load_cohort(COURSE, f"demo-{request.param}"), folder)
    return folder


@pytest.fixture
def beside(school, tmp_path, monkeypatch) -> Path:
    """The folder of a notebook with these files."""
    for path in school.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changed(path: Path, change) -> None:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def without(rows: Rows, *names: str) -> None:
    for place in sorted((rows[0].index(name) for name in names), reverse=True):
        for row in rows:
            del row[place]


def test_every_file_of_a_school_has_the_columns_that_are_listed(school):
    for path in school.iterdir():
        table = pd.read_csv(path) if path.suffix == ".csv" else pd.read_excel(path)
        assert tuple(table.columns) in COLUMNS[path.stem]


def test_the_files_as_they_are_are_read(beside):
    assert all(len(data(path.name)) >= 5 for path in sorted(beside.iterdir()))


@pytest.mark.parametrize("name", ["pupils.csv", "pupils-clean.csv", "estimates.csv"])
def test_whichever_column_is_deleted_it_is_named(beside, name):
    whole = (beside / name).read_bytes()
    for column in pd.read_csv(beside / name).columns:
        (beside / name).write_bytes(whole)
        changed(beside / name, lambda rows, column=column: without(rows, column))
        with pytest.raises(ValueError, match=f"changed {name}: it has no column {column} any more") as refused:
            data(name)
        assert str(refused.value).endswith(f"any more. {CURE}")


def test_several_deleted_columns_are_named(beside):
    changed(beside / "pupils.csv", lambda rows: without(rows, "UPN", "Sex", "Attendance"))
    with pytest.raises(ValueError, match="it has no column UPN, Sex and Attendance any more"):
        data("pupils.csv")


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Attendance %", "no column Attendance any more, but Attendance %, which it had not"),
        ("attendance", "no column Attendance any more, but attendance, which it had not"),
        ("", "no column Attendance any more, but a column without a name|two columns of the same name, or one without"),
        ("Sex", "it has the column Sex twice|it has two columns of the same name"),
    ],
)
def test_a_renamed_column_is_named(beside, heading, words):
    def rename(rows: Rows) -> None:
        rows[0][rows[0].index("Attendance")] = heading

    changed(beside / "pupils.csv", rename)
    with pytest.raises(ValueError, match=words):
        data("pupils.csv")


def test_a_doubled_column_is_named(beside):
    changed(beside / "pupils-clean.csv", lambda rows: [row.append(row[4]) for row in rows])
    with pytest.raises(ValueError, match=r"changed pupils-clean.csv: it has .*(Sex twice|the same name)"):
        data("pupils-clean.csv")


def test_a_workbook_is_looked_at_too(beside):
    pd.read_excel(beside / "pupils.xlsx").drop(columns="Class").to_excel(beside / "pupils.xlsx", index=False)
    with pytest.raises(ValueError, match=r"changed pupils.xlsx: it has no column Class any more"):
        data("pupils.xlsx")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b",,,\r\n,,,\r\n", b"UPN,Sex\n"])
def test_a_file_that_was_saved_empty_is_empty(beside, content):
    (beside / "pupils.csv").write_bytes(content)
    with pytest.raises(ValueError, match=r"pupils.csv cannot be read as a table \(it is empty\). Fetch the module"):
        data("pupils.csv")
    pd.DataFrame().to_excel(beside / "pupils.xlsx", index=False)
    with pytest.raises(ValueError, match=r"pupils.xlsx cannot be read as a table \(it is empty\)"):
        data("pupils.xlsx")


def test_columns_that_were_added_or_moved_are_no_fault(beside):
    changed(beside / "pupils.csv", lambda rows: [row.append("x") or row.insert(0, row.pop(5)) for row in rows])
    assert len(data("pupils.csv")) > 5


def test_another_file_of_the_same_name_is_left_alone():
    assert what_has_changed("pupils", ["UPN", "Left"]) == ""
    assert what_has_changed("rooms", ["Room"]) == ""
