"""Building a cohort: source/ for instructors, release/ for candidates, the same bytes every time."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from npqml.authoring.answers import read_answers
from npqml.authoring.assessment import FOLDER, build_assessment
from npqml.authoring.cells import build_of
from npqml.authoring.editions import keep_earlier
from npqml.authoring.effects import effect_of, make_room
from npqml.authoring.gates import unwritten
from npqml.authoring.module_data import module_files
from npqml.authoring.notebooks import files_beside, notebook_for, write_notebook, write_source
from npqml.authoring.release import Releaser, releaser, settle_checks
from npqml.authoring.rulings import Sealing, Settled, try_notebooks
from npqml.authoring.session_plan import write_session_plan
from npqml.authoring.source import Source, read_source
from npqml.authoring.worked import work_out, worked_code
from npqml.course.cohort import Cohort, load_cohort
from npqml.course.framework import Framework, load_framework
from npqml.course.modules import Module, find_module, modules
from npqml.course.sources import Sources, load_sources
from npqml.disk import gradebook_in_words
from npqml.grading.checks import cells_of
from npqml.grading.worked import Worked, write_worked
from npqml.madeup.pupils import write_files
from npqml.place import Place
from npqml.refusal import Refusal, Refusals


@frozen
class Built:
    """What came of building one module: the notebooks written, or the reason why not; and what is not written yet."""

    module: str
    notebooks: tuple[Path, ...] = ()
    failed: str = ""
    unwritten: tuple[str, ...] = ()


def build(
    place: Place,
    cohort_name: str,
    *,
    only: Iterable[str] = (),
    seed: int | None = None,
    data: Callable[[], list[Path]] | None = None,
    progress: Callable[[str], None] = lambda module: None,
    tell: Callable[[str], None] = lambda effect: None,
) -> list[Built]:
    """Build a cohort's source/ and release/; a module that fails is named and the others are still built.

    `data` gives the cohort's data files where they are drawn already (see `drawn_beside`).
    `tell` hears, before anything is touched, what the build does to a module that candidates have handed in.
    """
    cohort = load_cohort(place.course, cohort_name)
    if seed is not None:
        cohort = cohort.with_seed(seed)
    framework, sources = load_framework(place.course), load_sources(place.course)
    chosen = list(only)
    plans = [_plan(find_module(place.course, name), cohort, sources) for name in chosen or modules(place.course)]
    for plan in plans:
        effect = effect_of(place, cohort.name, plan.module, plan.notebook) if plan.notebook else None
        if effect is not None:
            tell(str(effect))
    results = []
    with tempfile.TemporaryDirectory() as folder, releaser(place, cohort.name) as release:
        draw = data or partial(write_files, cohort, Path(folder))
        builder = _Builder(place, cohort, sources, release, draw, tell)
        for plan in plans:
            progress(plan.module.id)
            results.append(builder.build(plan))
    if not chosen:
        results += _assessment(place, cohort, sources, framework)
    return results


@frozen
class _Plan:
    """A module, its instructor's notebook for a cohort and its worked solutions' code, or why there can be none."""

    module: Module
    source: Source | None = None
    notebook: Any = None
    worked: dict[str, str] = field(factory=dict)
    failed: str = ""


def _plan(module: Module, cohort: Cohort, sources: Sources) -> _Plan:
    with _faults(module) as failed:
        source = read_source(module.learn_how_to)
        return _Plan(module, source, notebook_for(source, cohort, sources), worked_code(source, cohort.phase))
    return _Plan(module, failed=" ".join(failed))


@contextmanager
def _faults(module: Module) -> Iterator[list[str]]:
    """Catch what is wrong with one module, so that it stops no other; the list gets it in words."""
    found: list[str] = []
    try:
        yield found
    except (Refusal, Refusals) as error:
        found.append(str(error))
    except Exception as error:  # an unforeseen fault
        logging.getLogger(__name__).debug("building %s", module.id, exc_info=True)
        found.append(f"{module.folder}: {type(error).__name__}: {error}")


@define
class _Builder:
    """Builds the modules of one cohort; its data files are drawn once."""

    place: Place
    cohort: Cohort
    sources: Sources
    release: Releaser
    draw: Callable[[], list[Path]]
    tell: Callable[[str], None]
    data: list[Path] = field(factory=list)

    def build(self, plan: _Plan) -> Built:
        """Build one module, or say why it cannot be built."""
        if plan.source is None:
            return Built(plan.module.id, failed=plan.failed)
        with _faults(plan.module) as failed:
            left = tuple(map(str, unwritten.faults(plan.module)))
            return Built(plan.module.id, tuple(self._notebooks(plan, plan.source)), unwritten=left)
        return Built(plan.module.id, failed=" ".join(failed))

    def _notebooks(self, plan: _Plan, how_to: Source) -> Iterator[Path]:
        """Build one module, and give its notebooks in release/ as they are written."""
        module = plan.module
        source = self.place.source(self.cohort.name) / module.id
        released = self.place.release(self.cohort.name) / module.id
        with gradebook_in_words(self.release.book.path):
            make_room(self.release.book, module, plan.notebook)
        self.data = self.data or self.draw()
        files, _ = module_files(module, how_to, self.cohort, self.data, self.data[0].parent / module.id)
        practice = {
            f"learn-about/{path.stem.removeprefix('learn-about-')}.ipynb": notebook_for(
                read_source(path), self.cohort, self.sources
            )
            for path in module.learn_about.values()
        }
        beside = files_beside(module, files)
        worked, settled = self._run(plan, practice, beside)
        build = plan.notebook.metadata["npqml"]["build"] = build_of(plan.notebook, beside)
        if kept := keep_earlier(self.place, self.cohort.name, module.id, build):
            self.tell(kept)
        written = write_source(module, plan.notebook, beside, source)
        write_worked(source, worked)
        yield released / written.name
        self.release(module.id, settled)
        for name, notebook in practice.items():
            settle_checks(notebook, settled.checks)
            (released / name).parent.mkdir(parents=True, exist_ok=True)
            write_notebook(notebook, released / name)
            yield released / name
        write_session_plan(self.place, module, self.cohort, self.sources)

    def _run(self, plan: _Plan, practice: Mapping[str, Any], beside: list[Path]) -> tuple[Worked, Settled]:
        """Run a module's notebooks once beside its files: its worked solutions, and what settles its checks."""
        module, bank = plan.module, read_answers(plan.module.answers) if plan.module.answers.is_file() else []
        pages = dict(
            zip((module.learn_how_to, *module.learn_about.values()), (plan.notebook, *practice.values()), strict=True)
        )
        with Sealing(f"{self.cohort.name} {self.cohort.seed}") as sealing:
            with tempfile.TemporaryDirectory() as folder:
                for path in beside:
                    shutil.copyfile(path, Path(folder) / path.name)
                tried = try_notebooks(pages, Path(folder), bank, sealing.begin)
            cells = cells_of(plan.notebook, module.learn_how_to.name)
            worked = work_out(plan.worked, cells, tried.solved, module.learn_how_to)
            return worked, sealing.settled(worked)


def _assessment(place: Place, cohort: Cohort, sources: Sources, framework: Framework) -> Iterator[Built]:
    """Build the notebooks of the assessment task, where there are any."""
    try:
        notebooks = build_assessment(place, cohort, sources, framework)
    except (Refusal, Refusals) as error:
        yield Built(FOLDER, failed=str(error))
    else:
        if notebooks:
            yield Built(FOLDER, tuple(notebooks))
