"""The course's own notebooks, read as the plain JSON that they are.

nbformat's reader takes a second to import, for grammars that no notebook of ours needs: it is for files of strangers
and of other courses. What is read here was written by our own build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Part(dict[str, Any]):
    """A part of a notebook: a dictionary whose entries can be written as in `cell.source`, like nbformat's own."""

    def __getattr__(self, name: str) -> Any:
        """Return an entry."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an entry."""
        self[name] = value


def parts(content: Any) -> Any:
    """Return a copy of plain JSON, its dictionaries as parts; a notebook's cell can be changed in it."""
    if isinstance(content, Mapping):
        return Part((name, parts(value)) for name, value in content.items())
    return [parts(value) for value in content] if isinstance(content, list) else content


def read_notebook(path: Path) -> Any:
    """Return a notebook that our build has written, every text in one piece."""
    notebook = json.loads(path.read_text(encoding="utf-8"), object_hook=Part)
    for cell in notebook.cells:
        cell.source = _joined(cell.source)
        for output in cell.get("outputs", ()):
            if "text" in output:
                output.text = _joined(output.text)
            for kind, value in output.get("data", {}).items():
                output.data[kind] = value if kind.endswith("json") else _joined(value)
    return notebook


def _joined(text: Any) -> Any:
    return "".join(text) if isinstance(text, list) else text
