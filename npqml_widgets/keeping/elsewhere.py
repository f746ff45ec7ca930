"""What one person keeps in the other modules: each has its own work folder, and they lie side by side.

Only read, never written or put aside: each folder goes to the provider with its own module.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from npqml_widgets.keeping.files import folder
from npqml_widgets.keeping.plain import DoesNotFit, from_plain
from npqml_widgets.keeping.readjson import read_json

T = TypeVar("T")


def home() -> Path:
    """Give the folder of the module (or other part of the course) that the notebook belongs to."""
    return folder().parent


def begun() -> list[Path]:
    """Give the folders of the other modules in which somebody has kept something, in the order of their names."""
    here = home()
    return sorted(work.parent for work in here.parent.glob("*/work") if work.is_dir() and work.parent != here)


def elsewhere(name: str, kind: type[T]) -> dict[str, T]:
    """Give the documents kept under this name in the other modules, by folder; what cannot be read is left out."""
    found = {}
    for module in begun():
        try:
            record = read_json((module / "work" / f"{name}.json").read_bytes())
            found[module.name] = from_plain(record["document"], kind)
        except (OSError, ValueError, KeyError, TypeError, RecursionError, DoesNotFit):
            continue
    return found
