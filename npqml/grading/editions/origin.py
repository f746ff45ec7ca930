"""What a notebook says of where it comes from: its cohort, the seed of its made-up pupils, and its build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml_widgets.handin.files import notebooks
from npqml_widgets.handin.saved_notebook import SavedNotebook, notebook_in, read_notebook_file

LARGEST_SEED = 2**32 - 1
BUILD = re.compile(r"[0-9a-f]{12}")
COHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
# The words of the cells themselves: some programs keep nothing else of a notebook.
SEED_IN_CELL = re.compile(r"^(?:seed *= *|# Made-up pupils: seed )(\d{1,10})\b", re.MULTILINE)
COHORT_IN_CELL = re.compile(r"""\b_hand_in\(\s*["']([a-z0-9-]{1,60})["']""")


@frozen
class Origin:
    """What a notebook was made from, as far as it says so; nothing of it is to be believed unseen."""

    cohort: str = ""
    seed: int | None = None
    build: str = ""


def origin_of(notebook: SavedNotebook) -> Origin:
    """Return what a notebook says of itself, by its metadata, else by the text of its locked cells."""
    about = notebook.about
    cohort, seed, build = about.get("cohort"), about.get("seed"), about.get("build")
    code = "\n".join(cell.source for cell in notebook.cells if cell.kind == "code" and not cell.task)
    return Origin(
        cohort if isinstance(cohort, str) and COHORT.fullmatch(cohort) else _found(COHORT_IN_CELL, code),
        seed if _is_seed(seed) else _seed(_found(SEED_IN_CELL, code)),
        build if isinstance(build, str) and BUILD.fullmatch(build) else "",
    )


def origin_of_folder(folder: Path, name: str) -> Origin:
    """Return what the notebook of a submission says of itself: the one of this name, else the only one there is."""
    found = {path.name: path for path in notebooks(folder)} if not folder.is_symlink() else {}
    path = found.get(name) or (next(iter(found.values())) if len(found) == 1 else None)
    return origin_of(read_notebook_file(path)) if path else Origin()


def origin_of_release(release: Any) -> Origin:
    """Return what a released notebook, which our own build has written, was made from."""
    return origin_of(notebook_in(release))


def _is_seed(seed: object) -> bool:
    return isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed <= LARGEST_SEED


def _seed(digits: str) -> int | None:
    return int(digits) if digits and _is_seed(int(digits)) else None


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
