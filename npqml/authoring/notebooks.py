"""From a source in md:myst to a notebook of a cohort: filled in, parameters injected, with ids, marks and locks."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from papermill.translators import translate_parameters

from npqml.authoring import cells
from npqml.authoring.glossary import PAGE as GLOSSARY
from npqml.authoring.glossary import words_of
from npqml.authoring.source import Source, copy_notebook
from npqml.authoring.text import cited, fill, folded_sources
from npqml.authoring.worked import is_worked
from npqml.course.cohort import Cohort
from npqml.course.modules import Module
from npqml.course.sources import Sources
from npqml.disk import put_folder, put_text
from npqml.grading.code_names import bound
from npqml_widgets.handin.files import ASSESSMENT

QUESTIONS = "questions.toml"


def notebook_for(source: Source, cohort: Cohort, sources: Sources, made: Mapping[str, str] | None = None) -> Any:
    """The notebook of one source for one cohort: filled in, parameters injected, with ids, marks and locks.

    `made` are further texts to fill in, by name: an index of all other pages.
    """
    notebook = copy_notebook(source)
    notebook.cells = [cell for cell in cells.for_phase(notebook.cells, cohort.phase) if not is_worked(cell)]
    parameters = cohort.parameters()
    keys: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            keys += cited(cell.source, sources)
            cell.source = fill(cell.source, {**parameters, **(made or {})}, sources, source.path)
    inject(notebook, parameters)
    runs = any(cell.cell_type == "code" for cell in notebook.cells)  # an index is for reading only
    if runs:
        notebook.cells += cells.hand_in_cells(cohort.name, cohort.seed, source.header.kind)
    if words := words_of(cell.source for cell in notebook.cells if cell.cell_type == "markdown"):
        notebook.cells.append(nbformat.v4.new_markdown_cell(_words(words, source.header.kind)))
    if keys:
        text = folded_sources([sources[key] for key in dict.fromkeys(keys)])
        notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    if runs:
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


def _words(words: list[str], kind: str) -> str:
    way = "../.." if kind == "learn-about" else ".."
    return f"**Words explained on this page**: {', '.join(words)}. [All words]({way}/{ASSESSMENT}/{GLOSSARY}.ipynb)"


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
    put_text(path, nbformat.writes(notebook) + "\n")


def files_beside(module: Module, data: Iterable[Path]) -> list[Path]:
    """Return the files that lie beside a module's notebook: its data, its questions, and documents to begin with.

    A release has copies.
    """
    return [*data, *module.folder.glob(QUESTIONS), *sorted(module.folder.glob("*.json"))]


def write_source(module: Module, notebook: Any, beside: Iterable[Path], folder: Path) -> Path:
    """Write a module's instructor notebook and the files beside it to a folder; return the notebook's path."""
    with put_folder(folder) as made:
        for path in beside:
            shutil.copyfile(path, made / path.name)
        write_notebook(notebook, made / f"{module.title_slug}.ipynb")
    return folder / f"{module.title_slug}.ipynb"
