"""The same made-up pupils as schools' systems and spreadsheets write them: sixteen shapes, each with what is odd in it.

Made here after public descriptions: no file of a school was looked at, and every pupil is made up. Headings follow
what the makers' pages say of their exports and imports:
Bromcom https://docs.bromcom.com/knowledge-base/how-to-import-access-arrangements-in-bulk/ (Last Name, First Name,
Admission Number, UPN, Gender as Male or Female, Year Group, Tutor Group);
Arbor https://support.arbor-education.com/hc/en-us/articles/207405819-See-a-list-of-Pupil-Premium-students (Pupil
Premium Recipient and Eligible, start and end dates; tables to download);
SIMS http://www.osmis.co.uk/schedule-of-assessment-components (marksheets: aspects as columns, grades or numbers);
what an export for tests has: https://help.cem.org/hc/en-gb/articles/11886755423761-Required-Fields-and-Content-Format.
How Excel saves CSV, "Unicode text", decimal commas and dates is its own habit on Windows and elsewhere.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen
from openpyxl import Workbook

FORENAMES = (
    "Zephyrine", "Oluwaseun", "Siân", "Agnieszka", "Björn", "Tobiasz", "Priyanka", "Kwabena", "Ffion", "Ruaridh",
    "Chidera", "Yusra", "Ottoline", "Dafydd", "Mehmet", "Ngozi",
)  # fmt: skip
SURNAMES = (
    "Okonkwo-Bright", "O'Shaughnessy", "Featherstonehaugh", "Wójcik", "Müller", "Abernathy", "Chowdhury", "Llewellyn",
    "Ramakrishnan", "Thistlewood", "Vasquez", "Iwuchukwu", "Page", "Baptiste",
)  # fmt: skip
COMMENT = "Speak to {} about the mock; mother rang on Friday."


@frozen
class Child:
    """One row of an export, before anybody has written it."""

    upn: str
    forename: str
    surname: str
    dob: date
    form: str
    sex: str
    pp: str
    sen: str
    eal: str
    joined: date | None
    left: date | None
    start: float | None
    result: int | str | None
    attendance: float

    @property
    def name(self) -> str:
        return f"{self.surname}, {self.forename}"


@frozen
class Shape:
    """One shape of export: its file, and what is odd in it."""

    name: str
    filename: str
    odd: str
    make: Callable[[Sequence[Child]], bytes]


def children(count: int = 66, seed: int = 7) -> list[Child]:
    """Return made-up rows: pupils, three of whom have left and two joined, one pupil twice, codes among the results."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        start = None if number % 19 == 5 else float(rng.randint(84, 118))
        pp = "Y" if rng.random() < 0.35 else "N"
        level = round(((start or 100) - 80) / 5 + rng.gauss(-0.6 if pp == "Y" else 0.2, 1.2))
        result: int | str | None = max(1, min(9, level))
        result = {3: "U", 11: "X", 23: "A", 31: None, 40: "U"}.get(number, result)
        made.append(
            Child(
                f"{'ABCDEFGH'[number % 8]}999{number:04d}{rng.randint(10000, 99999)}",
                FORENAMES[number % 16],
                SURNAMES[(number * 5 + number // 16) % 14],
                date(2008 + number % 2, 1 + number % 12, 1 + number % 28),
                f"11{'ABC'[number % 3]}",
                rng.choice("FM"),
                pp,
                rng.choice("NNNNKE"),
                rng.choice("NNNY"),
                date(2023, 11, 6) if number in (14, 50) else None,
                date(2024, 2, 9) if number in (8, 27, 60) else None,
                start,
                result,
                rng.randint(1600, 1999) / 20,
            )
        )
    return [*made[:20], made[12], *made[20:]]


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def plain(child: Child) -> list[Any]:
    """Return a row as most exports have it."""
    return [
        child.surname, child.forename, child.upn, day(child.dob), child.form, child.sex, child.pp, child.sen, child.eal,
        day(child.joined), day(child.left), _whole(child.start), _whole(child.result), child.attendance,
    ]  # fmt: skip


def _whole(value: float | str | None) -> Any:
    return int(value) if isinstance(value, float) else "" if value is None else value


SIMS = [
    "Surname",
    "Forename",
    "UPN",
    "DOB",
    "Reg",
    "Gender",
    "Pupil Premium Indicator",
    "SEN Status",
    "EAL",
    "DOA",
    "DOL",
    "KS2 Maths SS",
    "GCSE Maths Grade",
    "% Attendance",
]
BLANK = [""] * 13


def text(rows: Sequence[Sequence[Any]], delimiter: str = ",", *, quoted: bool = False) -> str:
    written = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def book(sheets: dict[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    for area in merged:
        made.worksheets[-1].merge_cells(area)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def sims_csv(found: Sequence[Child]) -> bytes:
    top = [["Year 11 Mathematics: results", *BLANK], ["Printed on 12/09/2024 08:14", *BLANK], [""] * 14]
    return text([*top, SIMS, *map(plain, found)]).encode("cp1252", "replace")


def sims_report(found: Sequence[Child]) -> bytes:
    over = ["Pupil", "", "", "", "", "Groups", "", "", "", "On roll", "", "Prior attainment", "Results", "Attendance"]
    rows = [["Marksheet: Y11 Maths", *BLANK], over, SIMS, *map(plain, found)]
    return book({"Report": rows}, ["A1:N1", "A2:E2", "F2:I2", "J2:K2"])


def arbor(found: Sequence[Child]) -> bytes:
    headings = [
        "Legal Last Name",
        "Legal First Name",
        "UPN (Unique Pupil Number)",
        "Date of birth",
        "Registration form",
        "Legal Sex",
        "Pupil Premium Recipient?",
        "SEN Provision",
        "English as an additional language",
        "Enrolment date",
        "Leaving date",
        "KS2 Maths (scaled score)",
        "Final grade: Mathematics GCSE",
        "Attendance (%)",
    ]
    sex, yes = {"F": "Female", "M": "Male"}, {"Y": "Yes", "N": "No"}
    sen = {"N": "No SEN", "K": "SEN Support", "E": "Education, Health and Care Plan"}

    def said(value: date | None) -> str:
        return f"{value:%d %b %Y}" if value else ""

    rows = [
        [*plain(child)[:3], said(child.dob), child.form, sex[child.sex], yes[child.pp], sen[child.sen], yes[child.eal],
         said(child.joined), said(child.left), *plain(child)[11:13], f"{child.attendance:g}%"]
        for child in found
    ]  # fmt: skip
    return text([headings, *rows], quoted=True).encode()


def bromcom(found: Sequence[Child]) -> bytes:
    headings = [
        "",
        "Last Name",
        "First Name",
        "Admission Number",
        "DOB",
        "Tutor Group",
        "Gender",
        "Pupil Premium",
        "SEN",
        "EAL",
        "Date Joined",
        "Date Left",
        "KS2 Mathematics",
        "Maths Result",
        "Attendance",
    ]
    rows = []
    for child in found:
        row = plain(child)
        row[2] = child.upn[4:].lstrip("0")
        row[5] = {"F": "Female", "M": "Male"}[child.sex]
        for place, value in ((3, child.dob), (9, child.joined), (10, child.left)):
            row[place] = datetime(value.year, value.month, value.day) if value else ""
        rows.append(["", *row])
    return book({"Students": [headings, *rows]})


def excel_utf8(found: Sequence[Child]) -> bytes:
    return text([SIMS, *map(plain, found)]).encode("utf-8-sig")


def unicode_text(found: Sequence[Child]) -> bytes:
    return text([SIMS, *map(plain, found)], "\t").encode("utf-16")


def semicolons(found: Sequence[Child]) -> bytes:
    rows = [[*plain(child)[:13], f"{child.attendance:g}".replace(".", ",")] for child in found]
    return text([SIMS, *rows], ";").encode("utf-8-sig")


def old_windows(found: Sequence[Child]) -> bytes:
    return text([SIMS, *map(plain, found)]).encode("cp1252", "replace")


def shares(found: Sequence[Child]) -> bytes:
    rows = [[*plain(child)[:13], child.attendance / 100] for child in found]
    return book({"Sheet1": [SIMS, *rows]})


def serial_days(found: Sequence[Child]) -> bytes:
    def serial(value: date | None) -> Any:
        return (value - date(1899, 12, 30)).days if value else ""

    rows = [[*plain(child)[:3], serial(child.dob), *plain(child)[4:9], serial(child.joined), serial(child.left),
             *plain(child)[11:]] for child in found]  # fmt: skip
    return text([SIMS, *rows]).encode()


def totals_by_class(found: Sequence[Child]) -> bytes:
    rows: list[list[Any]] = []
    for form in ("11A", "11B", "11C"):
        own = [child for child in found if child.form == form]
        rows.append([form, *BLANK])
        rows += map(plain, own)
        rows.append(["Total", "", "", "", form, "", len(own), "", "", "", "", 101.2, 4.6, 92.1])
        rows.append(["Average attendance", "", "", "", form, "", "", "", "", "", "", "", "", 92.1])
    rows.append(["Grand total", "", "", "", "", "", len(found), "", "", "", "", 101.4, 4.7, 92.4])
    return text([SIMS, *rows]).encode()


def two_heading_rows(found: Sequence[Child]) -> bytes:
    over = ["", "", "", "", "", "", "", "", "", "", "", "", "Autumn", "", "Summer", "", ""]
    under = [*SIMS[:12], "English", "Maths", "English", "Maths", "% Attendance"]
    rows = [[*plain(child)[:12], 3, 2, 5, plain(child)[12], child.attendance] for child in found]
    return text([over, under, *rows]).encode()


def whole_names(found: Sequence[Child]) -> bytes:
    headings = ["Pupil Name", "Date of Birth", *SIMS[4:]]
    rows = [[f"{child.surname.upper()}, {child.forename}", day(child.dob), *plain(child)[4:]] for child in found]
    return text([headings, *rows]).encode()


def several_sheets(found: Sequence[Child]) -> bytes:
    cover = [["Data pack"], ["Contents: see the other sheets"]]
    key = [["Code", "Meaning"], ["U", "Ungraded"], ["X", "Not entered"]]
    foot = [[""] * 14, ["Key: U = ungraded", *BLANK], ["Report date 12/09/2024", *BLANK]]
    return book({"Cover": cover, "Codes": key, "Y11 maths": [["Y11"], [""] * 14, SIMS, *map(plain, found), *foot]})


def typed_by_hand(found: Sequence[Child]) -> bytes:
    rows = []
    for number, child in enumerate(found):
        row = plain(child)
        row[6] = f" {row[6]} " if number % 4 == 0 else row[6].lower()
        row[4] = f"{row[4]} "
        row[11] = f"'{row[11]}" if row[11] != "" and number % 3 == 0 else row[11]
        row[12] = f" {row[12].lower()}" if isinstance(row[12], str) and row[12] else row[12]
        rows.append(row)
        if number % 20 == 19:
            rows.append([""] * 14)
    return text([SIMS, *rows]).encode()


def free_text(found: Sequence[Child]) -> bytes:
    headings = [*SIMS, "Teacher comment", "Contact email", "Preferred name", "Home address"]
    rows = [
        [*plain(child), COMMENT.format(child.forename), f"{child.forename}.{child.surname}@example.org", child.forename,
         f"{number} High Street"]
        for number, child in enumerate(found)
    ]  # fmt: skip
    blank = next(row for row in rows if row[12] == "")
    blank[12] = blank[1]
    return text([headings, *rows]).encode()


SHAPES = (
    Shape("SIMS CSV", "y11.csv", "title rows above the headings, Windows alphabet", sims_csv),
    Shape("SIMS report XLSX", "report.xlsx", "a title and merged headings above the headings", sims_report),
    Shape("Arbor CSV", "arbor.csv", "everything quoted, long headings, Yes and No, 92.5%, dates in words", arbor),
    Shape(
        "Bromcom XLSX", "students.xlsx", "blank first column, Male and Female, real dates, admission numbers", bromcom
    ),
    Shape("Excel CSV UTF-8", "book1.csv", "a byte order mark", excel_utf8),
    Shape("Excel Unicode text", "book1.txt", "UTF-16 with tabs", unicode_text),
    Shape("Excel abroad", "book2.csv", "semicolons and decimal commas", semicolons),
    Shape("Excel CSV", "book3.csv", "Windows alphabet", old_windows),
    Shape("Shares", "shares.xlsx", "attendance as 0.925", shares),
    Shape("Serial days", "serial.csv", "dates as Excel counts days", serial_days),
    Shape("Totals", "totals.csv", "class headings between rows, totals and averages under each class", totals_by_class),
    Shape("Two heading rows", "wide.csv", "terms over subjects, one column a subject and term", two_heading_rows),
    Shape("Whole names", "names.csv", "no pupil's number; SURNAME, Forename in one column", whole_names),
    Shape("Several sheets", "pack.xlsx", "a cover, a key, blank rows, notes below the table", several_sheets),
    Shape(
        "Typed by hand", "mine.csv", "spaces, lower-case codes, apostrophes before numbers, blank rows", typed_by_hand
    ),
    Shape(
        "Free text",
        "comments.csv",
        "comments, addresses and emails that name pupils; a name in place of a result",
        free_text,
    ),
)
