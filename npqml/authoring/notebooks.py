"""From a source in md:myst to a notebook of a cohort: filled in, parameters injected, with ids, marks and locks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbformat
import papermill

from npqml.authoring import cells
from npqml.authoring.source import Source, copy_notebook
from npqml.authoring.text import cited, fill, list_of_sources
from npqml.course.cohort import Cohort
from npqml.course.sources import Sources
from npqml.grading.code_names import bound


def notebook_for(source: Source, cohort: Cohort, sources: Sources) -> Any:
    """Give the notebook of one source for one cohort: filled in, parameters injected, with ids, marks and locks."""
    notebook = copy_notebook(source)
    notebook.cells = cells.for_phase(notebook.cells, cohort.phase)
    parameters = cohort.parameters()
    keys: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            keys += cited(cell.source, sources)
            cell.source = fill(cell.source, parameters, sources, source.path)
    notebook = inject(notebook, parameters)
    if source.header.kind == "learn-how-to":
        notebook.cells += cells.hand_in_cells(cohort.name)
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


def inject(notebook: Any, parameters: dict[str, Any]) -> Any:
    """Have papermill put a cohort's values for the parameters that a notebook declares below the cell that does so."""
    declared = {
        name for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []) for name in bound(cell.source)
    }
    if not declared:
        return notebook
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notebook.ipynb"
        cells.give_ids(notebook.cells)
        write_notebook(notebook, path)
        injected = papermill.execute_notebook(
            str(path),
            None,
            {name: value for name, value in parameters.items() if name in declared},
            prepare_only=True,
            progress_bar=False,
            log_output=False,
        )
    return _in_place_of_defaults(injected)


def _in_place_of_defaults(notebook: Any) -> Any:
    """Let the injected cell take the place of the defaults, so that papermill finds a cohort's values to build on."""
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.metadata["tags"] = ["parameters"]
        elif "parameters" in cell.metadata.get("tags", []):
            cell.metadata["tags"] = ["defaults"]
    notebook.cells = [cell for cell in notebook.cells if "defaults" not in cell.metadata.get("tags", [])]
    return notebook


def write_notebook(notebook: Any, path: Path) -> None:
    """Write a notebook with a stable layout: sorted keys, one indent, a new line at the end."""
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
