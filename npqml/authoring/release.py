"""Releasing a module: nbgrader's own steps make the candidates' notebook of the instructor's, in this process.

They are those of `nbgrader generate_assignment`, in its order, over one notebook in memory. The command itself starts
exporters and a gradebook of its own for each step, and writes each cell to disk alone: four times the time.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

import nbformat
from attrs import frozen
from nbgrader import utils
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    NbGraderPreprocessor,
    SaveCells,
)
from traitlets.config import Config

from npqml.authoring.gradebook import BuildBook
from npqml.authoring.rulings import Settled
from npqml.disk import gradebook_in_words, put_folder, put_text, told_in_words
from npqml.grading.checks import as_released
from npqml.nbgrader_settings import cohort_settings
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.tasks.accepted import FILE, Entry, as_file, name_of

READ_AND_WRITTEN = 0o644


class SaveCellsAtOnce(SaveCells):  # type: ignore[misc]
    """nbgrader's step that tells the gradebook of a notebook's cells, with the gradebook that is open already."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Record every cell of a notebook; what calls this writes it to disk."""
        about = resources["nbgrader"]
        self.gradebook, self.notebook_id, self.assignment_id = about["book"], about["notebook"], about["assignment"]
        self.new_grade_cells: dict[str, Any] = {}
        self.new_solution_cells: dict[str, Any] = {}
        self.new_task_cells: dict[str, Any] = {}
        self.new_source_cells: dict[str, Any] = {}
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        self._create_notebook(nb)
        return nb, resources


def settle_checks(notebook: Any, settled: Mapping[str, Entry]) -> None:
    """Change the checks of a notebook to those that candidates have, each of which names the entry that settles it."""
    for cell in notebook.cells:
        about = cell.metadata.get("npqml", {})
        if about.get("check"):
            entry = settled.get(name_of(about["check"], str(about.get("part", ""))))
            cell.source = as_released(cell.source, entry["id"] if entry else "")


class SettleChecks(NbGraderPreprocessor):  # type: ignore[misc]
    """Where nbgrader leaves nothing of what is hidden in a check, the file beside the notebook settles it."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Put what settles a check in the place of what only instructors have."""
        settle_checks(nb, resources["nbgrader"]["settled"])
        return nb, resources


STEPS = (
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCellsAtOnce,
    SettleChecks,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,  # again, as hidden tests have gone; that the metadata is sound was seen above
)


class _Heard(logging.Handler):
    """Keeps the first error that nbgrader logged with a cause, since its exceptions say "see the above traceback"."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().strip().splitlines()
        if not self.last and len(lines) > 1:  # a traceback ends with its cause; single lines only point at it
            self.last = lines[-1]


@frozen
class Releaser:
    """Makes release/ from source/, one module of a cohort at a time; `book` is the cohort's gradebook."""

    place: Place
    cohort: str
    settings: Config
    book: BuildBook
    log: logging.Logger
    heard: _Heard

    def __call__(self, module: str, settled: Settled) -> None:
        """Release one module, with the file that holds what settles its checks.

        Raises Refusal with what nbgrader said, and leaves the gradebook as it was.
        """
        source, target = self.place.source(self.cohort) / module, self.place.release(self.cohort) / module
        self.heard.last = ""
        try:
            with gradebook_in_words(self.book.path), put_folder(target) as made:
                with chdir(self.place.root):
                    self._release(module, source, made, settled.checks)
                put_text(made / FILE, as_file(settled.checks, settled.reasons))
                self.book.keep()
        except Refusal:
            self.book.forget()
            raise
        except (Exception, SystemExit) as error:
            self.book.forget()
            shutil.rmtree(target, ignore_errors=True)  # an author's fault: nobody is to be given the earlier one
            raise Refusal(
                source, "", found=f"nbgrader: {self.heard.last or error}",
                expected="a notebook that nbgrader can release", do="Mend the notebook's source and build again.",
            ) from error  # fmt: skip

    def _release(self, module: str, source: Path, target: Path, settled: Mapping[str, Entry]) -> None:
        notebooks = sorted(source.glob("*.ipynb"))
        if not notebooks:
            raise FileNotFoundError(f"no notebook in {source}")
        self.book.expect(module, {path.stem for path in notebooks})
        ignored = [*self.settings.CourseDirectory.ignore, "*.ipynb"]
        for file in (Path(name) for name in utils.find_all_files(str(source), ignored)):
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
            copy.chmod(READ_AND_WRITTEN)
        target.mkdir(parents=True, exist_ok=True)
        for path in notebooks:
            released = self._through_steps(nbformat.read(path, as_version=4), module, path, settled)
            text = nbformat.writes(released, version=4)
            written = target / path.name
            written.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8", newline="\n")
            written.chmod(READ_AND_WRITTEN)

    def _through_steps(self, notebook: Any, module: str, path: Path, settled: Mapping[str, Entry]) -> Any:
        about = {
            "notebook": path.stem, "assignment": module, "student": ".", "book": self.book, "settled": settled,
        }  # fmt: skip
        resources = {"unique_key": path.stem, "metadata": {"path": str(path.parent)}, "nbgrader": about}
        for step in STEPS:
            notebook, resources = step(config=self.settings, log=self.log)(notebook, resources)
        return notebook


@contextmanager
def releaser(place: Place, cohort: str) -> Iterator[Releaser]:
    """What releases the modules of a cohort, for as long as its gradebook is open."""
    with told_in_words(place.release(cohort)):
        place.release(cohort).mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("npqml.nbgrader")
    log.setLevel(logging.ERROR)
    log.propagate = False
    heard = _Heard()
    log.addHandler(heard)
    try:
        with gradebook_in_words(place.gradebook(cohort)), BuildBook(place, cohort) as book:
            yield Releaser(place, cohort, cohort_settings(place, cohort), book, log, heard)
    finally:
        log.removeHandler(heard)
