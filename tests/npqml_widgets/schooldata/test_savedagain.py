"""A file that a spreadsheet has saved again is read as it was, or refused in a sentence; never as something else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.schooldata.files import data
from npqml_widgets.schooldata.savedagain import as_it_was

HEADINGS = "UPN,Forename,Surname,DOB,PP,Joined,Left,Sessions possible,Attendance,KS2 Average,KS2 Maths"
RELEASED = f"""{HEADINGS}
T999324412177,Umar,O'Brien,09/07/2008,N,,,316,92.7,103.5,104
H999342312923,Zoë,Almeida,24/08/2008,N ,04/11/2025,,316,99.1%,114,A
Y999381212551,Samir,d'Arcy,16/02/2008,Y,,03/02/2026,158,0.925,,X
"""


def with_separator(mark: str) -> Callable[[str], bytes]:
    return lambda text: text.replace(",", mark).replace("\n", "\r\n").encode()


def with_dates(form: str) -> Callable[[str], bytes]:
    """The file with its dates written in another form."""

    def changed(text: str) -> bytes:
        return re.sub(
            r"(\d\d)/(\d\d)/(\d{4})",
            lambda day: pd.Timestamp(int(day[3]), int(day[2]), int(day[1])).strftime(form),
            text,
        ).encode()

    return changed


def decimal_commas(text: str) -> str:
    return re.sub(r"(\d)\.(\d)", r"\1,\2", text.replace(",", ";"))


SAVED_AGAIN: dict[str, Callable[[str], bytes]] = {
    "as it was": str.encode,
    "with semicolons": with_separator(";"),
    "with tabs": with_separator("\t"),
    "with a byte order mark": lambda text: text.encode("utf-8-sig"),
    "as Unicode text": lambda text: text.replace(",", "\t").encode("utf-16"),
    "in the Windows code page": lambda text: text.encode("cp1252"),
    "in the Windows code page with semicolons": lambda text: text.replace(",", ";").encode("cp1252"),
    "by a Mac": lambda text: text.replace("\n", "\r").encode("mac_roman"),
    "with decimal commas": lambda text: decimal_commas(text).encode(),
    "with quoted decimal commas": lambda text: re.sub(r",(\d+)\.(\d)(%?)", r',"\1,\2\3"', text).encode(),
    "with everything quoted": lambda text: re.sub(r"[^,\n]+", lambda cell: f'"{cell[0]}"', text).encode(),
    "with its own separator said": lambda text: b"sep=;\r\n" + text.replace(",", ";").encode(),
    "with dates month first": with_dates("%m/%d/%Y"),
    "with dates year first": with_dates("%Y-%m-%d"),
    "with short dates": with_dates("%d-%b-%y"),
    "with dots in dates": with_dates("%d.%m.%Y"),
    "with two figures for years": with_dates("%d/%m/%y"),
    "with times": with_dates("%Y-%m-%d 00:00:00"),
    "without leading zeros": lambda text: re.sub(r"(?<=[,/])0(\d)/", r"\1/", re.sub(r",0(\d/)", r",\1", text)).encode(),
    "with apostrophes before numbers": lambda text: re.sub(r"(?m)(^|,)([A-Z]?\d)", r"\1'\2", text).encode(),
    "with numbers as formulas": lambda text: re.sub(r"^([A-Z]\d+),", r'="\1",', text, flags=re.MULTILINE).encode(),
    "with blank columns and rows": lambda text: (text.replace("\n", ",,\n") + ",,,,,,,,,,,,\n" * 3).encode(),
    "with blank rows above": lambda text: b",,,,,,,,,,\n" + text.encode(),
}  # fmt: skip


@pytest.mark.parametrize("save", SAVED_AGAIN.values(), ids=SAVED_AGAIN)
def test_a_file_that_was_saved_again_is_read_as_it_was(
    save: Callable[[str], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pupils.csv").write_bytes(save(RELEASED))
    pd.testing.assert_frame_equal(data("pupils.csv"), pd.read_csv(io.StringIO(RELEASED)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (RELEASED.replace("T999324412177", "9.99E+11"), "its column UPN holds 9.99E+11: a number that a spreadsheet"),
        (RELEASED.replace("\nT", "\n").replace("999324412177", "9,99324E+11").replace(",", ";").replace("9;99", "9,99"),
         "its column UPN holds 9,99324E+11"),
        (RELEASED.replace("24/08/2008", "08/24/2008"), "the day first in 16/02/2008 and the month first in 08/24/2008"),
        (RELEASED.partition("\n")[2], "its first row holds T999324412177, where the columns' names were"),
        (RELEASED.replace(",", ";").replace("316", "1,316").replace("158", "2,158"), "whether the comma is a decimal"),
        (RELEASED.replace(",", ";").replace("103.5", "103,5").replace("114;", "114.5;"), "whether the comma is"),
        (RELEASED.replace(",", ";").replace("Forename", "UPN"), "two columns of the same name"),
    ],
)  # fmt: skip
def test_what_cannot_be_as_it_was_is_said_in_a_sentence_with_the_cure(
    content: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pupils.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"A spreadsheet has changed pupils\.csv: ") as refused:
        data("pupils.csv")
    assert words in str(refused.value)
    assert str(refused.value).endswith("Fetch the module again to have the file as it was, and press Start.")
    assert refused.value.__suppress_context__


names = st.text("abcéØ-' ", min_size=1, max_size=6).map(lambda text: f"A{text}z")
pupils = st.lists(
    st.tuples(
        names, st.dates(min_value=pd.Timestamp(2005, 1, 1).date(), max_value=pd.Timestamp(2020, 1, 1).date()),
        st.floats(0, 100).map(lambda number: f"{number:.1f}"), st.sampled_from(["Y", "N", "N ", "", "99.1%"]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(pupils, st.sampled_from([";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
@settings(deadline=None, max_examples=80)
def test_any_table_comes_back_through_separators_alphabets_and_decimal_commas(
    rows: list[tuple[str, object, str, str]], mark: str, encoding: str
) -> None:
    lines = [["Name", "DOB", "Score", "PP"], *([name, f"{day:%d/%m/%Y}", score, pp] for name, day, score, pp in rows)]
    released = "".join(f"{','.join(line)}\n" for line in lines)
    saved = "".join(f"{mark.join(line[:2])}{mark}{line[2].replace('.', ',')}{mark}{line[3]}\r\n" for line in lines)
    found = pd.read_csv(io.StringIO(as_it_was(saved.encode(encoding))))
    pd.testing.assert_frame_equal(found, pd.read_csv(io.StringIO(released)))
