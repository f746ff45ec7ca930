"""The real course as it is built; gradings of it share one warm parent, as those of the small one do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.place import Place
from tests.npqml.conftest import one_warm_parent

__all__ = ["one_warm_parent"]

ROOT = Path(__file__).parents[2]


KEPT = "demo-secondary"
"""The repository holds this cohort as it is built; CI fails if another byte is built on its machine."""
BUILT_HERE = ("demo-primary", "demo-special")


@pytest.fixture(scope="session")
def built_course(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The course as it is built for every cohort; who changes it works on a copy."""
    place = Place(tmp_path_factory.mktemp("first") / "course")
    shutil.copytree(ROOT / "course", place.course)
    for cohort in BUILT_HERE:
        failed = [built.failed for built in build(place, cohort) if built.failed]
        assert not failed, failed
    for kept, here in ((ROOT / "source", place.source), (ROOT / "release", place.release)):
        shutil.copytree(kept / KEPT, here(KEPT))
    return place
