"""Where things are: the course's root and the folders of a cohort."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from npqml.refusal import Refusal

WORKED = "worked.json"
"""The worked solutions beside an instructor's notebook: never released, and seen by no candidate's code."""


@frozen
class Place:
    """The root of a course and the folders that nbgrader's steps write to."""

    root: Path

    @property
    def course(self) -> Path:
        """The folder that authors write in."""
        return self.root / "course"

    def source(self, cohort: str) -> Path:
        """The instructor's notebooks of a cohort."""
        return self.root / "source" / cohort

    def earlier(self, cohort: str, module: str) -> Path:
        """The earlier editions of a module, a folder a build with its source and its release."""
        return self.root / "source" / ".earlier" / cohort / module

    def release(self, cohort: str) -> Path:
        """The candidates' notebooks of a cohort."""
        return self.root / "release" / cohort

    def submitted(self, cohort: str) -> Path:
        """What the candidates of a cohort sent in."""
        return self.root / "submitted" / cohort

    def autograded(self, cohort: str) -> Path:
        """The graded notebooks and results of a cohort."""
        return self.root / "autograded" / cohort

    def feedback(self, cohort: str) -> Path:
        """What the candidates of a cohort get back."""
        return self.root / "feedback" / cohort

    def reports(self, cohort: str) -> Path:
        """The provider's reports on a cohort."""
        return self.root / "reports" / cohort

    def gradebook(self, cohort: str) -> Path:
        """The gradebook of a cohort, in nbgrader's format."""
        return self.root / "gradebook" / f"{cohort}.db"


def find_place(start: Path | None = None) -> Place:
    """Find the course that `start` (or the current folder) lies in; refuses when there is none above it."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "course" / "framework.toml").is_file():
            return Place(folder)
    raise Refusal(
        here,
        "",
        found="no course/framework.toml here or above",
        expected="to be started inside the course's folder",
        do="Change to the folder that holds course/ and try again.",
    )
