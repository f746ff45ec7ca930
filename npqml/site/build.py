"""Building the in-browser course of a cohort: one static folder, put in place only when it is complete."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

from npqml.authoring.gates import unwritten
from npqml.course.cohort import load_cohort
from npqml.course.modules import Module, modules
from npqml.course.toml import refuse
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.site.frontpage import finish, write_frontpage
from npqml.site.licences import write_licences
from npqml.site.lite import build_lite
from npqml.site.pyodide import put_pyodide
from npqml.site.reading import write_reading_copies

MARK = "course.json"
"""Every site has it: a folder without it is somebody else's and is never replaced."""


@frozen
class Site:
    """What was built: where, how many files and bytes."""

    folder: Path
    files: int
    size: int


def build_site(
    place: Place,
    cohort_name: str,
    *,
    pyodide: Path | None = None,
    output: Path | None = None,
    tell: Callable[[str], None] = lambda words: None,
) -> Site:
    """Build the site of a cohort from its release and give where it is.

    Raises Refusal where nothing was released, where a page is not written to its end, where a part cannot be had, or
    where the folder holds something else; what stood there before is then untouched.
    """
    cohort = load_cohort(place.course, cohort_name)
    release = place.release(cohort.name)
    if not any(release.glob("*/*.ipynb")):
        raise Refusal(
            release, "", found="no released notebooks", expected=f"the cohort {cohort.name} to be built",
            do=f"Run npqml build {cohort.name} first.",
        )  # fmt: skip
    if left := [fault for module in modules(place.course).values() for fault in _unwritten(release, module)]:
        refuse(left)
    target = (output or place.root / "site" / cohort.name).resolve()
    if target.exists() and not (target / MARK).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise Refusal(
            target, "", found="something that is no site", expected="a new folder, or a site that was built before",
            do="Give another folder by --output.",
        )  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as made:
        folder = Path(made) / "site"
        folder.mkdir()
        put_pyodide(Path(made) / "pyodide", pyodide, tell)
        tell("JupyterLite")
        build_lite(release, Path(made) / "pyodide", cohort.name, folder / "app")
        write_licences(Path(made) / "pyodide", folder / "licences")
        tell("reading copies")
        write_reading_copies(release, folder)
        tell("front page")
        write_frontpage(release, cohort, place.course, folder)
        finish(folder)
        _swap(folder, target)
    files = [path for path in target.rglob("*") if path.is_file()]
    return Site(target, len(files), sum(path.stat().st_size for path in files))


def _unwritten(release: Path, module: Module) -> Iterator[Refusal]:
    """Return a refusal for what is still to be written of a module that candidates would find on the site."""
    pages = [path for path in sorted((release / module.id).rglob("*")) if path.suffix in unwritten.RELEASED]
    if any(unwritten.lines_left(path) for path in pages):
        yield from unwritten.faults(module)
        yield Refusal(
            release / module.id, "", found="a release with places that are still to be written",
            expected="pages that are written to their end",
            do=f"Write what is left and run npqml build {release.name} once more, or take this folder away.",
        )  # fmt: skip


def _swap(made: Path, target: Path) -> None:
    old = made.with_name("old")
    try:
        if target.exists():
            os.replace(target, old)
        os.replace(made, target)
    except OSError as problem:
        if old.exists():
            os.replace(old, target)
        raise Refusal(
            target, "", found=f"a folder that cannot be replaced ({problem.strerror})",
            expected="a folder that can be renamed and that no program holds open",
            do="Close what uses it, or give another folder by --output and copy it over.",
        ) from problem  # fmt: skip
    shutil.rmtree(old, ignore_errors=True)
