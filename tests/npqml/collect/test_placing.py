"""What a run that was cut off left is cleared by the next, and is known until then."""

from __future__ import annotations

import zipfile

import pytest

from npqml.collect import placing
from npqml.collect.run import collect
from npqml.records.person.everything import write_everything
from npqml.records.person.held import held_on
from npqml.records.person.removal import remove

pytestmark = pytest.mark.slow


@pytest.fixture
def left_over(desk, listed, cohort, downloads, at):
    """What lies there when a run was ended in the middle: a staged hand-in."""
    at("2026-11-20T10:00:00+00:00")
    (downloads / "c004.npqml.zip").write_bytes(desk.pack("c004", t1={"on_roll": "10"}))
    collect(listed, cohort, downloads)
    left = listed.root / "submitted" / placing.STAGING / "tmpabcd1234"
    (left / "0").mkdir(parents=True)
    (left / "0" / "1a.ipynb").write_text("somebody's")
    return left


def test_the_next_run_clears_it(listed, cohort, downloads, left_over):
    collect(listed, cohort, downloads)
    assert not left_over.exists()
    assert placing.cut_off(listed) == []


def test_what_a_running_process_has_staged_is_its_own(listed):
    with placing.staging(listed) as folder:
        assert placing.cut_off(listed) == [folder]


def test_what_is_held_on_somebody_tells_of_it_and_removing_takes_it_along(listed, cohort, downloads, left_over):
    held = held_on(listed, cohort, "c004")
    name = left_over.relative_to(listed.root).as_posix()
    assert any(name in line for line in held.lines(listed.root))
    with zipfile.ZipFile(write_everything(listed, held, downloads / "asked")) as archive:
        assert name in archive.read("README.txt").decode()
        assert not any(".collecting" in each for each in archive.namelist())
    remove(listed, held)
    assert not left_over.exists()
