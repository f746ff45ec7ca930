"""Whether a module is written to its end: no place is left that `npqml new` marked to be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from npqml.course.modules import Module
from npqml.refusal import Refusal

MARK = "WRITE:"
ENDINGS = (".md", ".toml", ".py")
RELEASED = (".ipynb", ".toml")
"""The endings of files that candidates get and that an author has written."""


def faults(module: Module) -> Iterator[Refusal]:
    """Return a refusal for each file of a module that is not written to its end, with the lines that are left."""
    for path in sorted(path for path in module.folder.glob("*") if path.suffix in ENDINGS):
        if left := lines_left(path):
            yield Refusal(
                path, f"line{'s' * (len(left) > 1)} {', '.join(map(str, left))}",
                found=f"what is not written yet, marked {MARK}", expected="words of yours",
                do="Each such line says what is wanted.",
            )  # fmt: skip


def lines_left(path: Path) -> list[int]:
    """Return the numbers of a file's lines that are still to be written."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [number for number, line in enumerate(lines, 1) if MARK in line]
