"""Building a cohort: source/ for instructors, release/ for candidates, the same bytes every time."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import papermill
from attrs import frozen

from npqml.authoring import cells, release
from npqml.authoring.effects import Effect, effect_of, make_room
from npqml.authoring.source import Source, copy_notebook, read_source
from npqml.authoring.text import cited, fill, list_of_sources
from npqml.cohort import Cohort, load_cohort
from npqml.course import Module, find_module, modules
from npqml.framework import load_framework
from npqml.grading.names import bound
from npqml.place import Place
from npqml.problems import Problem, Problems
from npqml.pupils import write_files
from npqml.sources import Sources, load_sources


@frozen
class Built:
    """What came of building one module: the notebooks written, or the reason why not."""

    module: str
    notebooks: tuple[Path, ...] = ()
    failed: str = ""


def build(
    place: Place,
    cohort_name: str,
    *,
    only: Iterable[str] = (),
    seed: int | None = None,
    progress: Callable[[str], None] = lambda module: None,
    tell: Callable[[str], None] = lambda effect: None,
) -> list[Built]:
    """Build a cohort's source/ and release/; a module that fails is named and the others are still built.

    `tell` hears, before anything is touched, what the build does to a module that candidates have handed in.
    """
    cohort = load_cohort(place.course, cohort_name)
    if seed is not None:
        cohort = cohort.with_seed(seed)
    load_framework(place.course)
    sources = load_sources(place.course)
    wanted = list(only) or list(modules(place.course))
    found = [find_module(place.course, one) for one in wanted]
    for module in found:
        for effect in _effects(place, module, cohort, sources):
            tell(str(effect))
    results = []
    with release.releaser(place, cohort.name) as generate:
        for module in found:
            progress(module.id)
            results.append(_one(place, module, cohort, sources, generate))
    return results


def _effects(place: Place, module: Module, cohort: Cohort, sources: Sources) -> Iterator[Effect]:
    """Give what building a module does to work that was handed in; one that cannot be built does nothing to it."""
    with suppress(Problem, Problems):
        planned = notebook_for(read_source(module.learn_how_to), cohort, sources)
        effect = effect_of(place, cohort.name, module.id, planned, module.title_slug)
        if effect is not None:
            yield effect


def _one(place: Place, module: Module, cohort: Cohort, sources: Sources, generate: Callable[[str], None]) -> Built:
    try:
        return Built(module.id, tuple(build_module(place, module, cohort, sources, generate)))
    except (Problem, Problems) as error:
        return Built(module.id, failed=str(error))
    except Exception as error:  # one module's unforeseen fault must not stop the others
        logging.getLogger(__name__).debug("building %s", module.id, exc_info=True)
        return Built(module.id, failed=f"{module.folder}: {type(error).__name__}: {error}")


def build_module(
    place: Place, module: Module, cohort: Cohort, sources: Sources, generate: Callable[[str], None]
) -> list[Path]:
    """Build one module for a cohort and give the paths of its notebooks in release/."""
    source, released = place.source(cohort.name) / module.id, place.release(cohort.name) / module.id
    planned = notebook_for(read_source(module.learn_how_to), cohort, sources)
    make_room(place, cohort.name, module.id, planned, module.title_slug)
    write_source(module, cohort, sources, source)
    generate(module.id)
    notebooks = [released / f"{module.title_slug}.ipynb"]
    for path in module.learn_about.values():
        built = notebook_for(read_source(path), cohort, sources)
        target = released / "learn-about" / f"{path.stem.removeprefix('learn-about-')}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        write_notebook(built, target)
        notebooks.append(target)
    return notebooks


def write_source(module: Module, cohort: Cohort, sources: Sources, folder: Path) -> Path:
    """Write a module's instructor notebook and its data files to a folder, and give the notebook's path."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_files(cohort, folder)
    path = folder / f"{module.title_slug}.ipynb"
    write_notebook(notebook_for(read_source(module.learn_how_to), cohort, sources), path)
    return path


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
    if keys:
        text = list_of_sources([sources[key] for key in dict.fromkeys(keys)])
        notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    first_code = next((i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"), 1)
    notebook.cells.insert(min(1, first_code), cells.start_cell())
    header = source.header
    cells.clean(notebook, {"module": header.module, "kind": header.kind, "minutes": header.minutes})
    cells.give_ids(notebook.cells)
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
