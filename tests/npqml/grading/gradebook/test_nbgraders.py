"""Every gradebook that is opened is closed, also where it turns out to be none: Python 3.13 says what is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from npqml.authoring.gradebook import BuildBook
from npqml.grading.gradebook.book import Records, gradebook
from npqml.grading.gradebook.nbgraders import ClosedGradebook
from npqml.place import Place

OPENED_BY = {
    "grading": lambda place: Records(place, "demo"),
    "building": lambda place: BuildBook(place, "demo"),
    "nbgrader": lambda place: gradebook(place, "demo").__enter__(),
}


@pytest.fixture
def opened(monkeypatch) -> list[sqlite3.Connection]:
    """The connections that are open."""
    found: list[sqlite3.Connection] = []

    class Watched(sqlite3.Connection):
        def __init__(self, *arguments, **more):
            super().__init__(*arguments, **more)
            found.append(self)

        def close(self):
            found.remove(self)
            super().close()

    connect = sqlite3.dbapi2.connect
    monkeypatch.setattr(sqlite3.dbapi2, "connect", lambda *a, **more: connect(*a, **{**more, "factory": Watched}))
    return found


@pytest.mark.parametrize("by", OPENED_BY)
def test_a_file_that_is_no_gradebook_is_let_go_of(by, opened, tmp_path: Path):
    place = Place(tmp_path)
    place.gradebook("demo").parent.mkdir()
    place.gradebook("demo").write_bytes(b"no gradebook at all" * 100)
    with pytest.raises(Exception, match=r"file is not a database"):
        OPENED_BY[by](place)
    assert opened == []


def test_a_gradebook_is_closed_at_the_end(opened, tmp_path: Path):
    place = Place(tmp_path)
    with BuildBook(place, "demo"):
        assert opened
    assert opened == []
    with Records(place, "demo") as records:
        assert records.made() == {}
    with gradebook(place, "demo") as book:
        assert book.students == []
    assert opened == []


def test_an_address_of_nothing_fails_as_nbgrader_does(opened):
    with pytest.raises(Exception, match="nowhere"):
        ClosedGradebook("nowhere://", "demo")
