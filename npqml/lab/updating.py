"""Bringing a candidate's folder up to a newer release: answers stay, old pages are kept, nothing is half written."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from npqml_widgets.handin.courseupdate import carry_over
from npqml_widgets.handin.files import EARLIER
from npqml_widgets.handin.saved_notebook import read_notebook_file

WORK = "work"


def bring_up_to_date(release: Path, target: Path) -> list[str]:
    """Bring the modules in a candidate's folder up to a release, and give a line of words for each page that changed.

    What lies in `work` is never touched. A page that cannot be read is left as it is, and named.
    """
    said: list[str] = []
    for module in sorted(path for path in release.iterdir() if path.is_dir()):
        mine = target / module.name
        newer = [path for path in sorted(module.rglob("*.ipynb")) if _is_newer(path, mine / path.relative_to(module))]
        for path in newer:
            said += _page(path, mine / path.relative_to(module), mine)
        if newer or not mine.exists():
            _data_files(module, mine)
    return said


def _is_newer(page: Path, mine: Path) -> bool:
    return not mine.is_file() or _build(page) != _build(mine)


def _build(page: Path) -> str:
    return str(read_notebook_file(page).about.get("build", ""))


def _page(new: Path, mine: Path, module: Path) -> Iterator[str]:
    """Take a newer page in place of the one there, with somebody's lines in it."""
    if not mine.is_file():
        mine.parent.mkdir(parents=True, exist_ok=True)
        _put(new.read_bytes(), mine)
        return
    old, newer = read_notebook_file(mine).content, read_notebook_file(new).content
    place = _free(module / EARLIER / f"{mine.stem}-{_build(mine) or 'old'}.ipynb")
    try:
        update = carry_over(old, newer, place.relative_to(module).as_posix())
    except ValueError:
        yield f"{mine.name} cannot be read, so it was left as it is. Move it away to get the page anew."
        return
    place.parent.mkdir(exist_ok=True)
    shutil.copyfile(mine, place)
    _put((json.dumps(update.notebook, indent=1, ensure_ascii=False) + "\n").encode(), mine)
    yield f"{mine.name}: a newer edition ({update.in_words}). Answers are kept; the page as it was is in {EARLIER}."


def _data_files(module: Path, mine: Path) -> None:
    """Take the edition's data files; one that was there and is another is kept."""
    for path in sorted(one for one in module.rglob("*") if one.is_file() and one.suffix != ".ipynb"):
        there = mine / path.relative_to(module)
        if WORK in path.relative_to(module).parts or (there.is_file() and there.read_bytes() == path.read_bytes()):
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        if there.is_file():
            (mine / EARLIER).mkdir(exist_ok=True)
            shutil.copyfile(there, _free(mine / EARLIER / path.name))
        _put(path.read_bytes(), there)


def _put(content: bytes, path: Path) -> None:
    part = path.with_name(f"{path.name}.saving")
    part.write_bytes(content)
    os.replace(part, path)


def _free(path: Path) -> Path:
    """Give a path that nothing has: an earlier page that is kept is never overwritten."""
    found, turn = path, 2
    while os.path.lexists(found):
        found, turn = path.with_name(f"{path.stem}-{turn}{path.suffix}"), turn + 1
    return found
