"""The one list of candidates: read, written, and refused in words."""

from __future__ import annotations

import pytest

from npqml.course.candidates import Candidate, Candidates, read_candidates, refuse_nobody, write_candidates
from npqml.place import Place
from npqml.refusal import Refusal, Refusals


@pytest.fixture
def place(tmp_path) -> Place:
    (tmp_path / "submitted" / "demo").mkdir(parents=True)
    return Place(tmp_path)


def test_what_was_written_comes_back_in_its_order(place):
    everybody = (Candidate("c002", "Zoë Smith-Jones"), Candidate("c001", 'Sam "Lee", Jr'), Candidate("c003"))
    write_candidates(place, "demo", everybody)
    found = read_candidates(place, "demo")
    assert tuple(found) == everybody
    assert found.names == {"c002": "Zoë Smith-Jones", "c001": 'Sam "Lee", Jr', "c003": ""}


def test_a_file_from_excel_with_short_and_blank_lines_is_read(place):
    path = place.submitted("demo") / "candidates.csv"
    path.write_text("\ufeffid,name,team\nc001,Aisha Kaur,Maths\nc002\n\n,,\n", encoding="utf-8")
    assert read_candidates(place, "demo").names == {"c001": "Aisha Kaur", "c002": ""}


def test_nobody_is_listed_where_there_is_no_file(place):
    found = read_candidates(place, "demo")
    assert (tuple(found), found.path) == ((), place.submitted("demo") / "candidates.csv")


@pytest.mark.parametrize("content", [b"number,who\n1,x\n", b"id,name\nc001,\xff\xfe\n"])
def test_a_file_that_is_no_such_list_is_refused(place, content):
    (place.submitted("demo") / "candidates.csv").write_bytes(content)
    with pytest.raises(Refusal, match=r"candidates.csv.*id and name"):
        read_candidates(place, "demo")


def written(place, content: str | bytes) -> Candidates:
    """The candidates of a file with this content."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    (place.submitted("demo") / "candidates.csv").write_bytes(data)
    return read_candidates(place, "demo")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,name\nc101,Anna Brown\nc102,Sam Reed\nc101,Petra Hall\n", r"lines 2 and 4: found one id.*c101 Petra Hall"),
        ("id,name\nc101,Anna Brown\nC101,Petra Hall\n", "lines 2 and 3: found one id"),
        ("id,name\nzoe\u0301,Anna Brown\nzo\u00e9,Petra Hall\n", "lines 2 and 3: found one id"),
        ("id,name\n c101 ,Anna Brown\nc101,Petra Hall\n", "lines 2 and 3: found one id"),
        ("id,name\n,Nobody\nc101,Petra Hall\n", r"line 2: found no id \(Nobody\)"),
        (
            "id,name\nc001,Lee, Sam\nc002,Ann Other\n",
            r"line 2: found more cells than there are columns \(c001\).*quotation",
        ),
        ("c001,Aisha Kaur\nc002,Sam Lee\n", "line 1: found no headings.*id is missing"),
        ("id;surname\nc001;Kaur\n", "name is missing"),
        ("", "found nothing: the file is empty"),
        ("\ufeff\n\n", "found nothing: the file is empty"),
        (b"PK\x03\x04\0\0", "a character that no text holds"),
    ],
)
def test_a_list_that_does_not_tell_people_apart_is_refused_with_its_lines(place, content, words):
    with pytest.raises(Refusal, match=words):
        written(place, content)


def test_every_fault_is_named_at_once(place):
    with pytest.raises(Refusals) as told:
        written(place, "id,name\nc1,A B\nc1,C D\nc2,E F\nc2,G H\n,I J\n")
    assert [refusal.entry for refusal in told.value.refusals] == ["line 6", "lines 2 and 3", "lines 4 and 5"]


@pytest.mark.parametrize(
    "content",
    [
        "id;name\r\nc001;Chlo\u00e9 Abara\r\n", "id\tname\nc001\tChlo\u00e9 Abara\n",
        "\ufeffID, Name\nc001, Chlo\u00e9 Abara,\n",
        "id,name\nc001,Chloe\u0301 Abara\n", "id,name\nc001,Chlo\u00e9 Abara\n".encode("cp1252"),
        "id\tname\nc001\tChlo\u00e9 Abara\n".encode("utf-16"), 'id,name\n"c001","Chlo\u00e9 Abara"\n',
        "name,id\nChlo\u00e9 Abara,c001\n", "id,First name,Last name\nc001,Chlo\u00e9,Abara\n",
    ],
)  # fmt: skip
def test_whatever_a_spreadsheet_saved_is_read(place, content):
    assert written(place, content).names == {"c001": "Chlo\u00e9 Abara"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("c01", r"near it: c001 Aisha Kaur\)"), ("C001", r"near it: c001 Aisha Kaur\)"),
        ("Sam Lea", r"near it: d2 Sam Lee\)"), ("nobody-at-all", r"expected an id in candidates.csv\."),
    ],
)  # fmt: skip
def test_an_id_of_nobody_is_refused_with_those_who_may_be_meant(place, given, words):
    written(place, "id,name\nc001,Aisha Kaur\nd2,Sam Lee\n")
    (place.submitted("demo") / "not-listed" / "1a").mkdir(parents=True)
    refuse_nobody(place, "demo", ["c001", "not-listed"])
    with pytest.raises(Refusal, match=words):
        refuse_nobody(place, "demo", ["c001", given])
