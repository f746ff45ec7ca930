"""The one list of candidates: read, written, and refused in words."""

from __future__ import annotations

import pytest

from npqml.course.candidates import Candidate, read_candidates, write_candidates
from npqml.place import Place
from npqml.refusal import Refusal


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
    path.write_text("\ufeffid,name,team\nc001,Aisha Kaur,Maths\nc002\n\n,Nobody\n", encoding="utf-8")
    assert read_candidates(place, "demo").names == {"c001": "Aisha Kaur", "c002": ""}


def test_nobody_is_listed_where_there_is_no_file(place):
    found = read_candidates(place, "demo")
    assert (tuple(found), found.path) == ((), place.submitted("demo") / "candidates.csv")


@pytest.mark.parametrize("content", [b"number,who\n1,x\n", b"id,name\nc001,\xff\xfe\n"])
def test_a_file_that_is_no_such_list_is_refused(place, content):
    (place.submitted("demo") / "candidates.csv").write_bytes(content)
    with pytest.raises(Refusal, match=r"candidates.csv.*id and name"):
        read_candidates(place, "demo")
