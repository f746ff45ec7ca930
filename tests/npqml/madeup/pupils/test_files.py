"""The files as a school would hand them over."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from attrs import evolve
from openpyxl import load_workbook

from npqml.madeup.pupils import school, write_files
from npqml.madeup.pupils.identity import check_letter
from npqml.madeup.pupils.measures import measure
from tests.npqml.madeup.pupils.conftest import SmallCohort

pytestmark = pytest.mark.slow  # together they take many seconds

COMMON = (
    """UPN Forename Surname DOB Sex Year Class SEN FSM PP EAL Joined Left
    Sessions_possible Sessions_absent Attendance""".replace("_", " ")
    .replace("Sessions ", "Sessions_")
    .split()
)
COLUMNS = {
    "primary": "KS1_Reading KS1_Writing KS1_Maths KS1_Maths_TA KS2_Reading KS2_Maths KS2_Writing Catch-up",
    "secondary": """KS2_Reading KS2_Maths KS2_Average Target Drop_1 Drop_2 Drop_3 GCSE_English GCSE_Maths
        Catch-up""",
    "special": "Start End Target KS2_Maths Engagement Catch-up",
}
NUMBERS = {
    "primary": ["KS1 Reading", "KS1 Maths", "KS2 Reading", "KS2 Maths"],
    "secondary": ["KS2 Reading", "KS2 Maths", "KS2 Average", "Target", "Drop 1", "Drop 2", "Drop 3",
                  "GCSE English", "GCSE Maths"],
    "special": ["Start", "End", "Target"],
}  # fmt: skip
FILES = [
    "estimates.csv", "pupils-clean.csv", "pupils-clean.xlsx", "pupils.csv", "pupils.xlsx", "questions.csv", "years.csv",
]  # fmt: skip


def columns(phase: str) -> list[str]:
    return [name.replace("_", " ") for name in [*COMMON, *COLUMNS[phase].split()]]


@pytest.fixture(scope="module", params=["primary", "secondary", "special"])
def phase(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def folder(phase, tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp(phase)
    write_files(SmallCohort(phase), made)
    return made


def text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def cleaned(path: Path, phase: str) -> pd.DataFrame:
    """Clean an export by the rules stated in files.py."""
    table = text(path).apply(lambda column: column.str.strip())
    table = table[table["Left"] == ""].drop_duplicates().reset_index(drop=True)
    attendance = table["Attendance"].str.rstrip("%").astype(float)
    table["Attendance"] = attendance.where(attendance > 1, 100 * attendance).round(1)
    for column in NUMBERS[phase]:
        table[column] = pd.to_numeric(table[column].replace("U", "0"), errors="coerce")
    return table


def test_a_file_is_written_for_each_use(folder):
    assert sorted(path.name for path in folder.iterdir()) == FILES


def test_columns_are_those_that_modules_rely_on(folder, phase):
    for name in ("pupils.csv", "pupils-clean.csv"):
        assert list(text(folder / name).columns) == columns(phase)


def test_the_cleaned_file_is_the_export_cleaned_by_the_stated_rules(folder, phase):
    wanted = text(folder / "pupils-clean.csv")
    for column in ("Attendance", *NUMBERS[phase]):
        wanted[column] = pd.to_numeric(wanted[column])
    pd.testing.assert_frame_equal(cleaned(folder / "pupils.csv", phase), wanted, check_dtype=False)


def test_the_export_is_as_untidy_as_real_ones(folder, phase):
    export = text(folder / "pupils.csv")
    assert export.duplicated().sum() == 1
    assert (export.loc[export["UPN"].duplicated(keep=False), "Left"] == "").all()
    assert export["UPN"].duplicated().sum() == 1
    assert (export["Left"] != "").sum() >= 2
    assert (export["Joined"] != "").sum() >= 2
    assert export["Attendance"].str.endswith("%").sum() >= 10
    assert export["Attendance"].str.startswith("0.").sum() == 1
    spaced = export.apply(lambda column: column.str.endswith(" ")).sum()
    assert set(spaced[spaced > 0].index) == {"SEN", "PP", "FSM", "Class"}
    codes = pd.concat([export[column] for column in NUMBERS[phase]])
    assert codes.isin(["A", "X", "ABS", "pending"]).sum() >= 4
    outcomes = export[measure(phase).outcome]
    assert outcomes.isin(["A", "ABS", "pending"]).sum() >= 2


def test_ungraded_is_a_result_and_counts_as_nought(tmp_path):
    write_files(SmallCohort("secondary"), tmp_path)
    export, clean = text(tmp_path / "pupils.csv"), text(tmp_path / "pupils-clean.csv")
    ungraded = export.loc[export["GCSE Maths"] == "U", "UPN"]
    assert len(ungraded) > 0
    assert (clean.set_index("UPN").loc[ungraded, "GCSE Maths"] == "0").all()


def test_no_clock_time_gets_into_a_workbook(folder):
    with ZipFile(folder / "pupils.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(2020, 1, 1, 0, 0, 0)}
        properties = parts.read("docProps/core.xml").decode()
    assert re.findall(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", properties) == ["2020-01-01T00:00:00Z"] * 2


def test_the_same_cohort_gives_the_same_bytes_a_second_time(folder, phase, tmp_path):
    school._made.cache_clear()
    paths = write_files(SmallCohort(phase), tmp_path)
    for path in paths:
        first = hashlib.sha256((folder / path.name).read_bytes()).hexdigest()
        assert hashlib.sha256(path.read_bytes()).hexdigest() == first


def test_another_seed_gives_other_pupils(folder, phase, tmp_path):
    write_files(evolve(SmallCohort(phase), seed=20262), tmp_path)
    one, other = (set(text(place / "pupils.csv")["UPN"]) for place in (folder, tmp_path))
    assert not one & other


def test_without_mess_the_export_is_the_cleaned_file(folder, phase, tmp_path):
    write_files(evolve(SmallCohort(phase), mess=False), tmp_path)
    plain = (tmp_path / "pupils.csv").read_bytes()
    assert plain == (tmp_path / "pupils-clean.csv").read_bytes() == (folder / "pupils-clean.csv").read_bytes()


def test_the_workbook_looks_like_a_schools_export(folder, phase):
    book = load_workbook(folder / "pupils.xlsx")
    assert book.sheetnames == ["Pupils", "Codes", "Estimates"]
    sheet = book["Pupils"]
    assert [cell.value for cell in sheet[1]] == columns(phase)
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 13
    assert sheet["D2"].is_date
    assert sheet.max_row == len(text(folder / "pupils.csv")) + 1


def test_the_workbook_holds_the_same_cells_as_the_csv(folder):
    for name in ("pupils", "pupils-clean"):
        sheet = pd.read_excel(folder / f"{name}.xlsx", dtype=object, keep_default_na=False)
        table = text(folder / f"{name}.csv")
        for column in ("UPN", "Class", "SEN", "Attendance"):
            assert [f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in sheet[column]] == list(
                table[column]
            )
        assert sheet["DOB"].map(lambda day: day.strftime("%d/%m/%Y")).tolist() == table["DOB"].tolist()


def test_every_code_in_the_export_is_explained(folder, phase):
    codes = pd.read_excel(folder / "pupils.xlsx", sheet_name="Codes", keep_default_na=False)
    explained = set()
    for cell in codes["Code"]:
        explained |= {code.strip() for code in cell.split(",")}
    explained |= {f"PK{number}" for number in range(1, 7)}
    export = text(folder / "pupils.csv")
    for column in columns(phase)[columns(phase).index("Attendance") + 1 :]:
        words = {cell.strip() for cell in export[column] if cell and not cell[0].isdigit()}
        assert words <= explained, column


def test_estimates_cover_every_baseline_without_gaps(folder, phase):
    table = pd.read_csv(folder / "estimates.csv")
    assert list(table.columns) == ["Baseline from", "Baseline to", "Pupils", "Estimate"]
    step = 0.5 if phase == "secondary" else 1
    assert (table["Baseline from"].iloc[1:].to_numpy() == table["Baseline to"].iloc[:-1].to_numpy() + step).all()
    assert (table["Pupils"] >= 100).all()
    start = pd.read_csv(folder / "pupils-clean.csv")[measure(phase).baseline].dropna()
    assert start.between(table["Baseline from"].min(), table["Baseline to"].max()).all()


def test_estimates_rise_with_the_baseline(folder, phase):
    estimate = pd.read_csv(folder / "estimates.csv")["Estimate"]
    # Nationally, the few entered from the lowest band did no worse than the next.
    assert estimate.iloc[1 if phase == "secondary" else 0 :].is_monotonic_increasing


def test_no_number_in_the_files_could_be_a_real_pupils(folder):
    for number in text(folder / "pupils.csv")["UPN"]:
        assert check_letter(number[1:]) != number[0]
