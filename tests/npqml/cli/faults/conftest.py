"""A built and graded cohort of the real course, made once; nobody may change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.grading.engine import grade
from npqml.place import Place
from npqml.reports.cohort import write_report
from npqml.reports.export import write_marks
from npqml.reports.feedback import write_feedback
from npqml.simulation.candidates import simulate
from tests.course_of_1a import copy_of_course

COHORT = "demo-primary"


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Place(tmp_path_factory.mktemp("faults") / "course root")
    copy_of_course(place.root)
    for name in ("demo-secondary.toml", "demo-special.toml"):
        (place.course / "cohorts" / name).unlink()
    assert not [module.failed for module in build(place, COHORT) if module.failed]
    simulate(place, COHORT, 3, 1)
    grade(place, COHORT)
    write_feedback(place, COHORT)
    write_report(place, COHORT)
    write_marks(place, COHORT, place.reports(COHORT) / "marks.csv")
    return place.root
