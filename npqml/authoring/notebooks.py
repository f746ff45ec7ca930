"""From a source in md:myst to a notebook of a cohort: filled in, parameters injected, with ids, marks and locks."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from papermill.translators import translate_parameters

from npqml.authoring import cells
from npqml.authoring.source import Source, copy_notebook
from npqml.authoring.text import cited, fill, list_of_sources
from npqml.course.cohort import Cohort
from npqml.course.modules import Module
from npqml.course.sources import Sources
from npqml.grading.code_names import bound

QUESTIONS = "questions.toml"


def notebook_for(source: Source, cohort: Cohort, sources: Sources) -> Any:
    """The notebook of one source for one cohort: filled in, parameters injected, with ids, marks and locks."""
    notebook = copy_notebook(source)
    notebook.cells = cells.for_phase(notebook.cells, cohort.phase)
    parameters = cohort.parameters()
    keys: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            keys += cited(cell.source, sources)
            cell.source = fill(cell.source, parameters, sources, source.path)
    inject(notebook, parameters)
    notebook.cells += cells.hand_in_cells(cohort.name, source.header.kind)
    if keys:
        text = list_of_sources([sources[key] for key in dict.fromkeys(keys)])
        notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    first_code = next((i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"), 1)
    notebook.cells.insert(min(1, first_code), cells.start_cell())
    header = source.header
    about = {"module": header.module, "kind": header.kind, "minutes": header.minutes}
    cells.clean(notebook, about | {"cohort": cohort.name, "seed": cohort.seed})
    cells.give_ids(notebook.cells)
    notebook.metadata["npqml"]["build"] = cells.build_of(notebook)
    if header.kind == "learn-how-to":
        cells.for_nbgrader(notebook.cells, header.module)
    cells.lock(notebook.cells)
    nbformat.validate(notebook)
    return notebook


def inject(notebook: Any, parameters: dict[str, Any]) -> None:
    """Put a cohort's values in place of the cell that declares a notebook's parameters, in papermill's words.

    The cell is tagged as papermill's own are, so that papermill finds a cohort's values to build on. (Its
    `execute_notebook` gives the same cell, and takes a file and a reading of it for that.)
    """
    for index, cell in enumerate(notebook.cells):
        declared = bound(cell.source) if "parameters" in cell.metadata.get("tags", []) else None
        if declared:
            values = {name: value for name, value in parameters.items() if name in declared}
            code = translate_parameters("python3", "python", values, "Parameters")
            notebook.cells[index] = nbformat.v4.new_code_cell(code, metadata={"tags": ["parameters"]})
            return


def write_notebook(notebook: Any, path: Path) -> None:
    """Write a notebook with a stable layout: sorted keys, one indent, a new line at the end."""
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def write_source(module: Module, notebook: Any, data: Iterable[Path], folder: Path) -> Path:
    """Write a module's instructor notebook and its data files to a folder; the notebook's path."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in (*data, *module.folder.glob(QUESTIONS)):  # a release has copies of them
        shutil.copyfile(path, folder / path.name)
    target = folder / f"{module.title_slug}.ipynb"
    write_notebook(notebook, target)
    return target
