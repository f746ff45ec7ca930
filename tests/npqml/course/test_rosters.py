"""Lists of people as Moodle, Canvas and Teams export them are read as they are."""

from __future__ import annotations

import pytest

from npqml.course.candidates import Candidate, read_candidates
from npqml.place import Place
from npqml.refusal import Refusal


def read(folder, content: str) -> list[Candidate]:
    """The candidates of an export."""
    place = Place(folder)
    place.submitted("demo").mkdir(parents=True)
    (place.submitted("demo") / "candidates.csv").write_text(content, encoding="utf-8-sig")
    return list(read_candidates(place, "demo"))


def test_canvas_s_gradebook_export(tmp_path):
    found = read(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,Module 1a (881)\n"
        ",,,,,Manual Posting\n"
        "    Points Possible,,,,,18\n"
        '"Brown, Anna Maria",4711,S001,abrown@school.example,NPQML,\n'
        '"Lee, Sam",4712,S002,slee@school.example,NPQML,12\n'
        '"Student, Test",4799,,4f7a,NPQML,\n',
    )
    assert [(one.id, one.name) for one in found] == [("S001", "Anna Maria Brown"), ("S002", "Sam Lee")]
    assert "4711" in found[0].also


def test_canvas_without_sis_ids_goes_by_its_own_number(tmp_path):
    found = read(tmp_path, 'Student,ID,SIS User ID,SIS Login ID,Section\n"Brown, Anna",4711,,,A\n"Lee, Sam",4712,,,A\n')
    assert [one.id for one in found] == ["4711", "4712"]


def test_moodle_s_participants(tmp_path):
    found = read(
        tmp_path,
        '"First name","Last name","ID number","Email address",Groups\n'
        'Anna Maria,Brown,c001,anna@school.example,"Group A, Group B"\nSam,Lee,c002,sam@school.example,\n',
    )
    assert [(one.id, one.name) for one in found] == [("c001", "Anna Maria Brown"), ("c002", "Sam Lee")]


def test_moodle_s_grading_worksheet(tmp_path):
    found = read(
        tmp_path,
        "Identifier,Full name,ID number,Email address,Status,Grade\n"
        "Participant 77,Anna Maria Brown,c001,anna@school.example,Submitted,-\n",
    )
    assert [(one.id, one.name) for one in found] == [("c001", "Anna Maria Brown")]


def test_teams_and_moodle_without_numbers_go_by_what_stands_before_the_at(tmp_path):
    found = read(
        tmp_path,
        "First Name,Last Name,Email Address,Module 1a,Points\nLeila,Farouk,leila.farouk@school.example,,\n"
        "Sam,Lee,sam.lee@school.example,,\n",
    )
    assert [(one.id, one.name) for one in found] == [("leila.farouk", "Leila Farouk"), ("sam.lee", "Sam Lee")]


def test_an_export_with_one_id_for_two_people_is_refused(tmp_path):
    with pytest.raises(Refusal, match="lines 2 and 3: found one id"):
        read(tmp_path, "First name,Surname,ID number,Email address\nA,B,c1,\nC,D,c1,\n")


def test_moodle_s_grading_worksheet_without_numbers_goes_by_addresses(tmp_path):
    found = read(
        tmp_path,
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed\n"
        "Participant 9,Anna Brown,abrown@school.example,Submitted,,10.00,Yes\n"
        "Participant 10,Sam Lee,slee@school.example,No submission,,10.00,Yes\n",
    )
    assert [(candidate.id, candidate.name) for candidate in found] == [("abrown", "Anna Brown"), ("slee", "Sam Lee")]
