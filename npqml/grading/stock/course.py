"""A course folder as nbgrader's own commands see it: its settings, its gradebook, and what was handed in.

The settings (`nbgrader_config.py`) are a program of the provider's own, and are run as nbgrader runs them.
"""

from __future__ import annotations

import glob
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

import nbformat
import sqlalchemy
from attrs import field, frozen
from nbgrader.apps import AutogradeApp
from sqlalchemy.engine import make_url

from npqml.grading.gradebook.nbgraders import ClosedGradebook
from npqml.nbgrader_settings import put_own_programs_first
from npqml.refusal import Refusal

SETTINGS = "nbgrader_config.py"
BUSY = "Close formgrader and other programs that use it. If nbgrader is newer than it, run there: nbgrader db upgrade"


@frozen
class HandedIn:
    """One candidate's folder for one assignment."""

    candidate: str
    assignment: str
    folder: Path


@frozen
class Original:
    """What an instructor's notebook tells of its cells: the ids of the graded ones in order, and its own texts."""

    cells: dict[str, str] = field(factory=dict)
    texts: frozenset[str] = frozenset()


@frozen
class Course:
    """A course folder with its settings read."""

    root: Path
    app: Any

    @property
    def directory(self) -> Any:
        """Return nbgrader's own view of where things are."""
        return self.app.coursedir

    def path(self, step: str, candidate: str, assignment: str) -> Path:
        """Return the folder of a step ("source", "submitted", "autograded") as the settings have it."""
        return Path(self.directory.format_path(getattr(self.directory, f"{step}_directory"), candidate, assignment))

    def handed_in(self) -> list[HandedIn]:
        """Return what was handed in, by assignment and candidate, without candidates that the settings exclude."""
        step, structure = self.directory.submitted_directory, self.directory.format_path
        form = re.compile(structure(step, "(?P<candidate>[^/]+)", "(?P<assignment>[^/]+)", escape=True))
        excluded = self.directory.student_id_exclude.split(",")
        found = [
            HandedIn(match["candidate"], match["assignment"], Path(path))
            for path in glob.glob(structure(step, "*", "*"))
            if (match := form.fullmatch(path)) and match["candidate"] not in excluded and Path(path).is_dir()
        ]
        return sorted(found, key=lambda one: (one.assignment, one.candidate))

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        """Open the gradebook; refuses where there is none or it cannot be used."""
        url = make_url(self.directory.db_url)
        name = url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()
        if url.get_backend_name() == "sqlite" and not Path(name).is_file():
            raise Refusal(
                name, "", found="no gradebook", expected="the one that nbgrader makes with an assignment",
                do=f"Run in {self.root}: nbgrader generate_assignment NAME",
            )  # fmt: skip
        try:
            with ClosedGradebook(self.directory.db_url, self.directory.course_id) as book:
                yield book
        except sqlalchemy.exc.OperationalError as error:
            raise Refusal(
                name, "", found=f"“{error.orig}”", expected="a gradebook that can be used", do=BUSY
            ) from error

    def original(self, assignment: str, notebook: str) -> Original:
        """Read an instructor's notebook; where it is not there any more, nothing is known of it."""
        try:
            read = nbformat.read(self.path("source", ".", assignment) / f"{notebook}.ipynb", as_version=4)
        except Exception:  # nbgrader grades without it, and so do we
            return Original()
        named = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.get("id", "") for cell in read.cells}
        named.pop(None, None)
        return Original(named, frozenset(cell.source for cell in read.cells if cell.cell_type != "code"))


@contextmanager
def open_course(folder: Path) -> Iterator[Course]:
    """Read a course folder's settings, and work in it; raises Refusal where they cannot be read."""
    root = folder.resolve()
    if not root.is_dir():
        raise Refusal(folder, "", found="no folder", expected="the folder of an nbgrader course")
    put_own_programs_first()
    before = list(sys.path)
    app = AutogradeApp(log_level=logging.CRITICAL)  # what goes wrong comes as an exception, and is said in words
    app.raise_config_file_errors = True
    with chdir(root):
        try:
            # What is given on the command line comes before what the settings say of where the course is.
            app.initialize([f"--CourseDirectory.root={root}"])
        except (Exception, SystemExit) as error:
            raise Refusal(
                root / SETTINGS, "", found=f"{type(error).__name__}: {error}",
                expected="settings that nbgrader can read",
                do=f"Try in {root}: nbgrader autograde --show-config",
            ) from error  # fmt: skip
        app.log_level = logging.CRITICAL
        try:
            yield Course(root, app)
        finally:
            app.deinit_logging()
            sys.path[:] = before
