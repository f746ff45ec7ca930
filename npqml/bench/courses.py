"""Courses to measure on: one made in a temporary folder, and copies of it with as many submissions as a row needs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from attrs import define, field

from npqml.bench.watching import npqml, watched
from npqml.course.modules import modules
from npqml.place import Place

MOST_DIFFERENT = 100  # submissions that differ; more are these over and over, under other names
SEED = 1
CONFIG = "from npqml.bench.courses import nbgrader_config\nnbgrader_config(get_config())\n"


@define
class Courses:
    """A course that made-up candidates have answered, and a new copy of it for each run."""

    made: Place
    cohort: str
    folder: Path
    _copies: int = field(default=0)

    @property
    def module(self) -> str:
        """The module that rows of one module are about: the course's first."""
        return next(iter(modules(self.made.course)))

    def with_submissions(self, n: int) -> Place:
        """A copy of the course in which n candidates have handed in."""
        self._copies += 1
        place = Place(self.folder / f"copy-{self._copies}")
        for name in ("course", "source", "release", "gradebook"):
            shutil.copytree(self.made.root / name, place.root / name)
        (place.root / "nbgrader_config.py").write_text(CONFIG)
        there = sorted(path for path in self.made.submitted(self.cohort).iterdir() if path.is_dir())
        for number in range(n):
            target = place.submitted(self.cohort) / f"c{number + 1:05}"
            shutil.copytree(there[number % len(there)], target, copy_function=os.link)
        return place

    def graded(self, n: int) -> Place:
        """A copy of the course in which n candidates have been graded."""
        place = self.with_submissions(n)
        watched(npqml(f"grade {self.cohort}"), place.root)  # with its pictures: else the next run would draw them
        return place


def make(course: Place, cohort: str, candidates: int, folder: Path) -> Courses:
    """Build a course below a folder and have made-up candidates answer it, with the commands that anybody would use."""
    from npqml.simulation.candidates import simulate

    made = Place(folder / "made")
    shutil.copytree(course.course, made.course)
    watched(npqml(f"build {cohort}"), made.root)
    simulate(made, cohort, min(candidates, MOST_DIFFERENT), SEED, broken=False)
    return Courses(made, cohort, folder)


def nbgrader_config(settings: Any) -> None:
    """Fill in nbgrader's configuration for the folder that it is run in; the cohort is named in NPQML_COHORT."""
    from npqml.nbgrader_settings import cohort_settings

    settings.merge(cohort_settings(Place(Path.cwd()), os.environ["NPQML_COHORT"]))
