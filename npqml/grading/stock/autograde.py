"""nbgrader's own `Autograde` with one step replaced: a notebook's cells run in the sandbox, not in a kernel.

What a cell showed there is put into the notebook as nbgrader's marks need it, and where the sandbox may have made a
difference is noted.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from attrs import define, field, frozen
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute

from npqml.grading.cleaning.outputs import clean_outputs
from npqml.grading.graded_notebook import words
from npqml.grading.sandbox.run import Ended, Sandbox
from npqml.grading.stock.course import Original
from npqml.grading.stock.graded_notebook import make_harmless
from npqml.grading.submission.ungradable import Ungradable

SKIP = "skip-execution"
# A check whose own text uses stderr means what it prints there; unittest prints its verdict there.
MEANS_STDERR = re.compile(r"\bstderr\b|\bunittest\b")
NO_ERROR = "The cell ended with an error that it did not show."
WARNED = "a warning was printed (stderr); nbgrader would give no marks for that, here it costs none"
OUTSIDE = re.compile(r"No such file or directory: '(/|~|\.\.)|^\[Errno 2\].*'(/|~|\.\.)")
REFUSALS = (
    (
        re.compile(
            r"URLError|ConnectionError|gaierror|NameResolution|MaxRetryError|name resolution|ConnectTimeout|"
            r"Operation not permitted|can't start new thread|Resource temporarily unavailable"
        ),
        "it wanted the internet, a further program or a thread, which the sandbox may refuse",
    ),
    (re.compile(r"MemoryError|No space left on device"), "it wanted more memory or room than the sandbox gives"),
    (re.compile(r"pyarrow"), "it wanted pyarrow, which is left out when notebooks are graded"),
)


@define
class Run:
    """One submission under way: where it is graded, and what came of it beside nbgrader's marks.

    `differences` are where the marks may not be those of nbgrader's own kernel, `refused` what the sandbox did not
    let a notebook do, `label` what is written into the graded notebooks.
    """

    sandbox: Sandbox
    staging: Path
    originals: dict[str, Original]
    label: dict[str, Any]
    differences: list[str] = field(factory=list)
    refused: list[str] = field(factory=list)


class StagedCourse(CourseDirectory):  # type: ignore[misc]
    """A course whose submitted and autograded folders of one submission lie in a folder of their own."""

    staging = ""

    def format_path(self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False) -> str:
        """Return the folder of a step, an assignment and a student; with `escape` as a regular expression."""
        if nbgrader_step not in (self.submitted_directory, self.autograded_directory):
            return str(super().format_path(nbgrader_step, student_id, assignment_id, escape=escape))
        return "/".join((self.staging, Path(nbgrader_step).name, student_id, assignment_id))


class InSandbox(Execute):  # type: ignore[misc]
    """Takes the place of nbgrader's `Execute` and its settings, and runs the cells in the sandbox."""

    run: Run

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook's cells and put what they showed into them; raises Ungradable where they do not end."""
        _refuse_other_language(nb)
        cells = [{"index": index, "source": cell.source} for index, cell in enumerate(nb.cells) if _is_run(cell)]
        folder = Path(resources["metadata"]["path"])
        files = {str(path.relative_to(folder)): _base64(path) for path in folder.rglob("*") if path.is_file()}
        job = {"cells": cells, "files": files, "draw": True, "whole": True, "kernel": True}
        ended = self.run.sandbox.run(job)
        for message in _results(ended, [cell["index"] for cell in cells], self.run.sandbox.limits.total_seconds):
            cell = nb.cells[message["cell"]]
            cell.outputs, cell.execution_count = [], _count(message.get("count"))
            late = self.error_on_timeout if message.get("late") is True else None
            made = graded_outputs(cell, message, late)
            cell.outputs = [nbformat.from_dict(one) for one in made.outputs]
            label = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {message['cell'] + 1}"
            name = f"{resources['unique_key']}: {label}"
            self.run.differences += [f"{name}: {one}" for one in made.differences]
            self.run.refused += [f"{name}: {one}" for one in made.refused]
        return nb, resources


class OneStage(Autograde):  # type: ignore[misc]
    """nbgrader's `Autograde` for one submission that lies ready; whatever goes wrong comes out as an exception."""

    run: Run

    def convert_notebooks(self) -> None:
        """Grade the one submission that there is."""
        assignment, candidate = self.coursedir.assignment_id, self.coursedir.student_id
        [notebooks] = self.assignments.values()
        self.notebooks = sorted(notebooks)
        self.run_pre_convert_hook()
        self.init_assignment(assignment, candidate)
        for notebook in self.notebooks:
            self.convert_single_notebook(notebook)
        self.set_permissions(assignment, candidate)
        self.run_post_convert_hook()

    def _init_preprocessors(self) -> None:
        """Put our own step in the place of nbgrader's, wherever the settings have it, and a last one behind them."""
        super()._init_preprocessors()
        if self._sanitizing:
            return
        steps = self.exporter._preprocessors
        for number, step in enumerate(steps):
            if isinstance(step, Execute):
                steps[number] = InSandbox(parent=self.exporter)
                steps[number].run = self.run
        steps.append(self._make_harmless)

    def _make_harmless(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        original = self.run.originals[resources["unique_key"]]
        make_harmless(
            nb, original.texts, {**self.run.label, "differences": self.run.differences, "refused": self.run.refused}
        )
        return nb, resources


def autograde(app: Any, run: Run, assignment: str, candidate: str) -> None:
    """Grade the submission in `run.staging`: marks go to the gradebook, the notebooks to the staging folder."""
    directory = StagedCourse(parent=app)
    directory.root, directory.staging = app.coursedir.root, str(run.staging)
    directory.assignment_id, directory.student_id = assignment, candidate
    step = OneStage(coursedir=directory, parent=app)
    step.run = run
    step.start()


def _refuse_other_language(nb: Any) -> None:
    kernel = nb.metadata.get("kernelspec") or {}
    language = str(kernel.get("language") or nb.metadata.get("language_info", {}).get("name") or "python")
    if language.lower() not in ("python", "ipython"):
        raise Ungradable(
            f"The notebook is written in {words(language)[:40]}: only Python can be graded here. "
            "Grade this assignment with: nbgrader autograde"
        )


def _is_run(cell: Any) -> bool:
    """Tell whether a cell is run: as in nbgrader, but a check cannot be tagged to be left out."""
    if cell.cell_type != "code" or not cell.source.strip():
        return False
    return utils.is_grade(cell) or SKIP not in cell.metadata.get("tags", [])


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 100_000 else None


def _results(ended: Ended, indices: list[int], seconds: int) -> list[dict[str, Any]]:
    """Return one result for each cell that was to run; raises Ungradable for anything else than all of them, in order.

    A cell without a result would have full marks: nbgrader looks for an error in a check, and finds none.
    """
    begun = [one["begin"] for one in ended.messages if type(one.get("begin")) is int]
    where = f" (cell {begun[-1] + 1})" if begun and begun[-1] in indices else ""
    if ended.ended == "output":
        raise Ungradable(
            f"The notebook gave out more than can be kept, usually because it printed far too much{where}."
        )
    told = [one for one in ended.messages if "begin" not in one]
    if not told or told[-1] != {"end": True}:
        if ended.ended == "time":
            raise Ungradable(f"The notebook ran for more than {seconds} seconds in all and was stopped{where}.")
        raise Ungradable(f"A line in the notebook ended the program that runs it, or used up its memory{where}.")
    cells = [one.get("cell") for one in told[:-1]]
    if begun != indices or cells != indices or any(type(one) is not int for one in cells):
        raise Ungradable("The notebook interfered with how it is marked. A person must look at it.")
    return told[:-1]


@frozen
class Made:
    """The outputs of a cell, made harmless; where the mark differs from nbgrader's on purpose, and may by accident."""

    outputs: list[dict[str, Any]]
    differences: list[str]
    refused: list[str]


def graded_outputs(cell: Any, message: Mapping[str, Any], late: Mapping[str, Any] | None) -> Made:
    """Return the outputs that a graded cell has; `late` is the error that nbgrader adds where the time was up."""
    outputs = clean_outputs(message.get("outputs"))
    errors = [one for one in outputs if one["output_type"] == "error"]
    error = message.get("error")
    if error != "" and not errors:  # it was lost behind a flood of other outputs, or taken out on purpose
        name, _, said = (error if isinstance(error, str) else NO_ERROR).partition(": ")
        errors = clean_outputs(
            [{"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}]
        )
        outputs += errors
    if late is not None:
        outputs.append({"output_type": "error", **late})
    return Made(outputs, _without_warnings(cell, outputs), _refusals(errors))


def _without_warnings(cell: Any, outputs: list[dict[str, Any]]) -> list[str]:
    """Turn what a check printed to stderr into plain print, where nbgrader would take its marks for it."""
    warned = [one for one in outputs if one["output_type"] == "stream" and one["name"] == "stderr"]
    if not warned or not utils.is_grade(cell) or utils.is_solution(cell) or MEANS_STDERR.search(cell.source):
        return []
    for one in warned:
        one["name"] = "stdout"
    return [WARNED]


def _refusals(errors: list[dict[str, Any]]) -> list[str]:
    found = []
    for one in errors:
        said = f"{one['ename']}: {one['evalue']}"
        found += [why for pattern, why in REFUSALS if pattern.search(said)]
        if one["ename"] == "FileNotFoundError" and OUTSIDE.search(one["evalue"]):
            found.append("it wanted a file outside of the assignment's folder, which the sandbox does not hold")
    return list(dict.fromkeys(found))
