"""Building a cohort: source/ for instructors, release/ for candidates, the same bytes every time."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from npqml.authoring import release
from npqml.authoring.assessment import FOLDER, build_assessment
from npqml.authoring.effects import Effect, effect_of, make_room
from npqml.authoring.notebooks import notebook_for, write_notebook
from npqml.authoring.source import read_source
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.framework import load_framework
from npqml.course.modules import Module, find_module, modules
from npqml.course.sources import Sources, load_sources
from npqml.madeup.pupils import write_files
from npqml.place import Place
from npqml.refusal import Refusal, Refusals


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
    wanted_only = list(only)
    wanted = wanted_only or list(modules(place.course))
    found = [find_module(place.course, one) for one in wanted]
    for module in found:
        for effect in _effects(place, module, cohort, sources):
            tell(str(effect))
    results = []
    with release.releaser(place, cohort.name) as generate:
        for module in found:
            progress(module.id)
            results.append(_one(place, module, cohort, sources, generate))
    if not wanted_only:
        results += _assessment(place, cohort, sources)
    return results


def _assessment(place: Place, cohort: Cohort, sources: Sources) -> Iterator[Built]:
    """Build the notebooks of the assessment task, where there are any."""
    try:
        notebooks = build_assessment(place, cohort, sources)
    except (Refusal, Refusals) as error:
        yield Built(FOLDER, failed=str(error))
    else:
        if notebooks:
            yield Built(FOLDER, tuple(notebooks))


def _effects(place: Place, module: Module, cohort: Cohort, sources: Sources) -> Iterator[Effect]:
    """Give what building a module does to work that was handed in; one that cannot be built does nothing to it."""
    with suppress(Refusal, Refusals):
        planned = notebook_for(read_source(module.learn_how_to), cohort, sources)
        effect = effect_of(place, cohort.name, module.id, planned, module.title_slug)
        if effect is not None:
            yield effect


def _one(place: Place, module: Module, cohort: Cohort, sources: Sources, generate: Callable[[str], None]) -> Built:
    try:
        return Built(module.id, tuple(build_module(place, module, cohort, sources, generate)))
    except (Refusal, Refusals) as error:
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
    for questions in module.folder.glob("questions.toml"):  # nbgrader copies them to release/
        shutil.copyfile(questions, folder / questions.name)
    path = folder / f"{module.title_slug}.ipynb"
    write_notebook(notebook_for(read_source(module.learn_how_to), cohort, sources), path)
    return path
