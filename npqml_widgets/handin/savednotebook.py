"""A notebook as it is saved: read with care, because it may be anything, and never changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from npqml_widgets.handin.files import LARGEST_FILE, notebooks
from npqml_widgets.keeping.readjson import read_json

Cells = list[dict[str, Any]]


def choose(folder: Path, running: str) -> tuple[Path | None, list[str]]:
    """Give the notebook to hand in: the one that runs, else the one with tasks that was saved last."""
    every = notebooks(folder)
    found = [path for path in every if path.name == running] or [
        path for path in every if any(asks_for(cell) for cell in content_of(path).get("cells", []))
    ]
    if not every:
        return None, []
    chosen = max(found or every, key=lambda path: path.stat().st_mtime_ns)
    others = [path.name for path in every if path != chosen]
    return chosen, [f"Only {chosen.name} is packed. Not packed: {', '.join(others)}."] if others else []


def content_of(path: Path) -> dict[str, Any]:
    """Give a notebook's content, or an empty one where it cannot be read."""
    try:
        content = read_json(path.read_bytes()) if path.stat().st_size <= LARGEST_FILE else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) and isinstance(content.get("cells"), list) else {}


def cells_of(book: Mapping[str, Any]) -> Cells:
    """Give the cells of a notebook's content."""
    return [one for one in book.get("cells", []) if isinstance(one, dict)]


def record(holder: object, name: str) -> dict[str, Any]:
    """Give the record that another one holds under this name, or an empty one."""
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}


def asks_for(cell: object) -> str:
    """Give the id of the task that a cell asks for, if it is a candidate's cell."""
    about = record(record(cell, "metadata"), "npqml")
    return str(about.get("task", "")) if about.get("answers") else ""


def source_of(cell: Mapping[str, Any]) -> str:
    """Give the text of a cell, which may be kept as lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def title_of(cells: list[dict[str, Any]]) -> str:
    """Give a notebook's first heading."""
    texts = (source_of(cell) for cell in cells if cell.get("cell_type") == "markdown")
    found = (re.search(r"^# +(.+)", text, re.MULTILINE) for text in texts)
    return next((one.group(1).strip() for one in found if one), "")
