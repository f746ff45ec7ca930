"""A file with pupils beside a candidate's documents is known by its headings or a UPN, whatever its name."""

from __future__ import annotations

import pytest

from npqml_widgets.handin.pupil_files import holds_pupils


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Surname,Forename,Grade\nRay,Ada,5\n"),
        ("a.txt", "Notes on A999000112345\n,\n"),
        ("a.csv", "Maths,,\nPrinted today,,\nPupil name;Class;PP\nAda Ray;7A;Y\n"),
        ("a.CSV", "UPN,Class,Result\n1,7A,5\n"),
        ("a.csv", "Pupil,October,June\nAda,5,9\n"),
    ],
)
def test_a_table_with_pupils_is_known(name: str, content: str) -> None:
    assert holds_pupils(name, content.encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("budget.csv", "Item,Days,Rate\nCover,3,190\n"),
        ("estimates.csv", "Baseline from,Baseline to,Pupils,Estimate\n59,79.5,45,1.61\n"),
        ("staff.csv", "Person,Post,Team\nRuth,headteacher,N\n"),
        ("plan.csv", "Project,Step,Start,End\nCatch-up,Lot,2026-10-06,2026-10-09\n"),
        ("spent.csv", "Programme,Autumn,Spring,Summer\nCatch-up,100,200,300\n"),
        ("notes.md", "A999000112345"),
        ("broken.xlsx", "no workbook"),
    ],
)
def test_what_holds_no_pupils_goes_along(name: str, content: str) -> None:
    assert not holds_pupils(name, content.encode())
