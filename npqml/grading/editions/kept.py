"""Where the editions of a module lie: the present build, and earlier ones, kept as they were given out."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.grading.assignment import data_files
from npqml.grading.editions.origin import Origin, origin_of_release
from npqml.grading.notebook import read_notebook
from npqml.place import Place

MOST = 10
"""Earlier editions of a module that are kept; those that work was handed in on are kept beyond it."""


@frozen
class Kept:
    """An earlier edition that is kept: its build, which is its folder's name, and what it was made from."""

    build: str
    origin: Origin
    when: float


def kept_editions(place: Place, cohort: str, module: str) -> list[Kept]:
    """Return the earlier editions of a module, the newest first."""
    return sorted(_kept(place.earlier(cohort, module)), key=lambda kept: (-kept.when, kept.build))


def _kept(home: Path) -> Iterator[Kept]:
    for folder in home.glob("[0-9a-f]*"):
        origin = origin_in(folder / "release")
        if origin is not None and (folder / "source").is_dir():
            yield Kept(folder.name, origin, folder.stat().st_mtime)


def origin_in(release: Path) -> Origin | None:
    """Return what the released notebook in a folder was made from; None where there is not exactly one."""
    found = sorted(release.glob("*.ipynb"))
    return origin_of_release(read_notebook(found[0])) if len(found) == 1 else None


def keep(source: Path, release: Path, target: Path) -> None:
    """Copy an edition to the place where it is kept, whole or not at all; one that is there already stays."""
    if target.exists():
        target.touch()
        return
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(source, new / "source")
    shutil.copytree(release, new / "release")
    new.rename(target)


def forget_oldest(place: Place, cohort: str, module: str, needed: Container[str]) -> None:
    """Remove what is kept beyond the number, the oldest first, but never an edition that is needed."""
    for kept in kept_editions(place, cohort, module)[MOST:]:
        if kept.build not in needed:
            shutil.rmtree(place.earlier(cohort, module) / kept.build)


def questions(notebook: Any) -> list[Any]:
    """Return what a module asks, on which numbers: two builds that differ in checks or words alone ask the same."""
    found = []
    for cell in notebook.cells:
        about = cell.metadata.get("npqml", {})
        if cell.cell_type == "code":
            asks = "task" in about or "check" in about
            found.append([cell.get("id"), about, "" if asks else cell.source])
    return found


def same_questions(source: Path, other: Path) -> bool:
    """Tell whether two instructor's folders ask the same on the same numbers, so that their work is judged alike."""
    return _asked(source) == _asked(other)


def _asked(source: Path) -> str:
    asked = [questions(read_notebook(path)) for path in sorted(source.glob("*.ipynb"))]
    data = [[path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in data_files(source)]
    return json.dumps([asked, data], sort_keys=True)
