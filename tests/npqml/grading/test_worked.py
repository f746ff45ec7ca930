from __future__ import annotations

import pytest

from npqml.grading.assignment import data_files
from npqml.grading.worked import Worked, read_worked, write_worked
from npqml.place import WORKED
from npqml.refusal import Refusal


def test_what_is_written_is_read_again(tmp_path):
    worked = Worked({"1a-t1": ("62 rows − 3 = 59.", "“Ümläut”")})
    write_worked(tmp_path, worked)
    assert read_worked(tmp_path) == worked


def test_a_module_that_was_built_before_there_were_any_has_none(tmp_path):
    assert read_worked(tmp_path) == Worked()


def test_a_file_that_is_no_such_thing_is_refused_by_its_name(tmp_path):
    (tmp_path / WORKED).write_text('{"solutions": {"1a-t1": 3}}')
    with pytest.raises(Refusal, match=WORKED):
        read_worked(tmp_path)


def test_no_candidates_code_is_given_the_worked_solutions(tmp_path):
    write_worked(tmp_path, Worked({"1a-t1": ("59",)}))
    (tmp_path / "pupils.csv").write_text("UPN\n1\n")
    assert [path.name for path in data_files(tmp_path)] == ["pupils.csv"]
