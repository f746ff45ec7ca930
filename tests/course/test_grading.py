"""Module 1a as it is graded: the short way and the whole way, short of pictures and with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.build import build
from npqml.grading.job import Job
from npqml.grading.worker import Ready, Worker
from npqml.place import Place
from npqml.simulation.candidates import simulate
from tests.conftest import EVERYTHING

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COHORT = "demo-secondary"
CANDIDATES, GRADED = (30, 28) if EVERYTHING else (10, 9)


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """Made-up candidates of module 1a, a place and the folders that they sent."""
    place = Place(tmp_path_factory.mktemp("graded") / "course")
    place.root.mkdir()
    place.course.symlink_to(ROOT / "course")
    build(place, COHORT, only=["1a"])
    simulate(place, COHORT, CANDIDATES, seed=5)
    return place, sorted(place.submitted(COHORT).glob("c*/1a"))


def words_and_marks(done):
    return done.reasons, done.marks, done.seen, done.received, done.untouched


def test_the_short_way_gives_what_running_the_whole_notebook_gives(answered):
    place, folders = answered
    worker = Worker(place)
    jobs = [Job(COHORT, folder.parent.name, "1a", folder) for folder in folders]
    short = [words_and_marks(worker.grade(job)) for job in jobs]
    ((key, ready),) = worker._ready.items()
    assert isinstance(ready, Ready)
    assert len(ready.program.prepared) >= 25
    worker._ready[key] = evolve(ready, program=evolve(ready.program, first_answer="none: every cell is above it"))
    whole = [words_and_marks(worker.grade(job)) for job in jobs]
    worker.close()
    assert whole == short
    assert sum(bool(one[1]) for one in short) == GRADED


def test_charts_are_drawn_in_the_second_pass_and_marks_do_not_depend_on_it(answered):
    place, folders = answered
    worker = Worker(place)
    firsts = (worker.grade(Job(COHORT, folder.parent.name, "1a", folder)) for folder in folders)
    first = next(one for one in firsts if one.pictures)
    drawn = worker.grade(evolve(first.job, draw=True))
    worker.close()
    assert words_and_marks(first) == words_and_marks(drawn)
    assert (first.pictures, drawn.pictures) == (1, 0)

    def of_the_chart(notebook: str) -> str:
        return json.dumps(next(cell["outputs"] for cell in json.loads(notebook)["cells"] if cell["id"] == "1a-t11"))

    assert "data:image/png;base64" in of_the_chart(drawn.notebook)
    assert "data:image/png;base64" not in of_the_chart(first.notebook)
