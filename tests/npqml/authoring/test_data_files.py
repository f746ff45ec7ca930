"""Data files drawn in a process of their own are those that a build draws itself; a refusal arrives as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.data_files import drawn_beside
from npqml.course.cohort import load_cohort
from npqml.madeup.pupils import write_files
from npqml.place import Place
from npqml.refusal import Refusal

OURS = Place(Path(__file__).parents[3])


@pytest.mark.slow
def test_the_files_are_the_same_bytes_as_those_drawn_here(tmp_path):
    here = write_files(load_cohort(OURS.course, "demo-primary").with_seed(7), tmp_path)
    with drawn_beside(OURS, "demo-primary", seed=7) as data:
        drawn = data()
        assert {path.name: path.read_bytes() for path in drawn} == {path.name: path.read_bytes() for path in here}


def test_a_cohort_that_there_is_not_is_refused_at_once():
    with pytest.raises(Refusal, match="no such cohort"), drawn_beside(OURS, "nobody"):
        pass
