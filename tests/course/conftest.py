"""The real course, built for every cohort; gradings of it share one warm parent, as those of the small one do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.course.cohort import cohort_names
from npqml.place import Place
from tests.npqml.conftest import one_warm_parent

__all__ = ["one_warm_parent"]

ROOT = Path(__file__).parents[2]


def build_course(root: Path, *cohorts: str) -> Place:
    """Build the course for some cohorts, or every one, in a folder of its own."""
    shutil.copytree(ROOT / "course", root / "course")
    place = Place(root)
    for cohort in cohorts or cohort_names(place.course):
        failed = [built.failed for built in build(place, cohort) if built.failed]
        assert not failed, failed
    return place


@pytest.fixture(scope="session")
def built_course(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The course as it is built for every cohort; who changes it works on a copy."""
    return build_course(tmp_path_factory.mktemp("first") / "course")
