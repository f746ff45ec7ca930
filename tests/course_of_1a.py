"""A copy of the course with module 1a alone, for tests of what is done with a module, whichever it is.

So they take no longer with each module that is written; what is shown of every module stands in `tests/course/`.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def copy_of_course(root: Path) -> Path:
    """Copy the course below a folder, with module 1a and its cases alone, and return the copy."""
    return Path(shutil.copytree(ROOT / "course", root / "course", ignore=_of_others))


def _of_others(folder: str, names: list[str]) -> list[str]:
    """Return which of the names in a folder of the course are other modules, or belong to them."""
    here = Path(folder)
    if here == ROOT / "course":
        return [name for name in names if name[0] in "23456" and name[1] == "-"]
    if here.parent == ROOT / "course" and here.name.startswith("1-"):
        return [name for name in names if not name.startswith("1a-")]
    if here.name == "cases":
        return [name for name in names if name.endswith(".toml") and not _of_1a(here / name)]
    return ["__pycache__"] if "__pycache__" in names else []


def _of_1a(case: Path) -> bool:
    return tomllib.loads(case.read_text(encoding="utf-8")).get("module") == "1a"
