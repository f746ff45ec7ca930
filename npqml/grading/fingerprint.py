"""Digests that say whether grading again could give other marks.

They cover what marks depend on and nothing else: the instructor's code and the data, the code that reads and judges
answers, found by what imports what, and the libraries that it computes with. How a form, a control or a chart looks is
no part of them, nor is where a file lies or what it is called.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from npqml.grading.assignment import data_files, release_of, source_of
from npqml.grading.notebook import read_notebook
from npqml.place import Place
from npqml_widgets.documents.kinds import KINDS

LIBRARIES = ("pandas", "numpy", "matplotlib")
DECIDING = (
    "npqml.grading.submission.read",
    "npqml.grading.program",
    "npqml.grading.inside.runner",
    "npqml.grading.sandbox.output",
    "npqml.grading.judge",
)
"""Where each step begins that decides on a mark: reading what was sent, running it, reading answers, judging them."""
SHOWING = (
    "npqml_widgets.controls",
    "npqml_widgets.documents.kinds",
    "npqml_widgets.documents.shared.printing",
    "npqml_widgets.forms",
    "npqml_widgets.handin.pupil_files",
    "npqml_widgets.tasks.documentcontrol",
    "npqml_widgets.tasks.form",
    "npqml_widgets.charts.figure",
    "npqml_widgets.charts.style",
    "npqml.grading.sandbox.run",
    "npqml.place",
    "npqml.refusal",
)
"""What these import, or the notebook does, without a mark depending on it."""
DOCUMENT = re.compile(r"""\bdocument\(\s*["'](\w+)""")
"""A document that a task asks for: its model is found by its kind, not by an import."""
IMPORT = re.compile(
    r"^[ \t]*(?:from +(?P<source>[\w.]+) +import +(?P<names>\([^)]*\)|[^\n]*)|import +(?P<plain>[\w., ]+))",
    re.MULTILINE,
)


def grader_digest(place: Place, cohort: str, module: str, edition: str = "") -> str:
    """Return a digest of everything besides a submission that its marks depend on, in the edition that it is of."""
    source = source_of(place, cohort, module, edition)
    release = release_of(place, cohort, module, edition)
    own = list(_code(source))
    asked = [cell for cell in _code(release) if "task" in cell["npqml"]]  # what an answer cell holds before any answer
    data = [_sha256(path.read_bytes()) for path in data_files(source)]
    text = "\n".join(cell["source"] for cell in own)
    models = {KINDS[kind].home for kind in DOCUMENT.findall(text) if kind in KINDS}
    names = sorted({*_imported(text), *models})
    parts = [own, asked, data, _adopted(place.course, module), libraries(), code_digest((*DECIDING, *names))]
    return _sha256(json.dumps(parts, sort_keys=True, default=str).encode())


def libraries() -> list[str]:
    """Return Python and the libraries that answers are computed with, each with its version."""
    return [
        f"python {sys.version_info.major}.{sys.version_info.minor}",
        *(f"{name} {version(name)}" for name in LIBRARIES),
    ]


def environment() -> str:
    """Return a digest of all that grades a stock course: there the notebook's own run decides."""
    parts = [*libraries(), *(f"{name} {version(name)}" for name in ("ipython", "nbformat"))]
    return _sha256(" ".join([*parts, code_digest(("npqml.grading.stock.grader",))]).encode())


@cache
def code_digest(modules: tuple[str, ...]) -> str:
    """Return a digest of the code of these modules and all that they import of ours, without its import lines."""
    return _sha256("".join(sorted(_sha256(_without_imports(text)) for text in covered(modules).values())).encode())


def _without_imports(text: str) -> bytes:
    return "\n".join(line for line in IMPORT.sub("", text).splitlines() if line.strip()).encode()


def covered(modules: Iterable[str]) -> dict[str, str]:
    """Return the code of these modules and of all that they import of ours and that decides, by module."""
    found: dict[str, str] = {}
    left = list(modules)
    while left:
        name = left.pop()
        path = None if name in found or _shows(name) else _file(name)
        if path is not None:
            found[name] = path.read_text(encoding="utf-8")
            left += _imported(found[name])
    return found


def _shows(name: str) -> bool:
    return any(name == shown or name.startswith(f"{shown}.") for shown in SHOWING)


def _file(name: str) -> Path | None:
    """Return the file of one of our modules; None for a name that is none."""
    if name.split(".")[0] not in ("npqml", "npqml_widgets"):
        return None
    spec = find_spec(name.split(".")[0])
    root = Path(str(spec.origin)).parent.parent if spec else Path()
    path = root.joinpath(*name.split("."))
    return next((there for there in (path.with_suffix(".py"), path / "__init__.py") if there.is_file()), None)


def _imported(text: str) -> Iterator[str]:
    """Go through the names of modules that a text of Python may import."""
    for found in IMPORT.finditer(text):
        if found["plain"]:
            yield from (name.split(" as ")[0].strip() for name in found["plain"].split(","))
        else:
            yield found["source"]
            yield from (f"{found['source']}.{name}" for name in re.findall(r"\w+", found["names"]))


def _code(folder: Path) -> Iterator[dict[str, Any]]:
    """Go through the code of a built notebook with what grading knows of each cell."""
    for path in sorted(folder.glob("*.ipynb")):
        for cell in read_notebook(path).cells:
            if cell.cell_type == "code":
                yield {"id": cell.get("id"), "source": cell.source, "npqml": cell.metadata.get("npqml", {})}


def _adopted(course: Path, module: str) -> list[Any]:
    """Return the entries of a module's bank of answers that grading recognises mistakes by."""
    found: list[Any] = []
    for path in sorted(course.glob(f"*/{module}-*/answers.toml")):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            found += [entry for entry in content.get("answer", ()) if entry.get("adopted")]
        except (ValueError, AttributeError):  # whoever reads it to recognise mistakes says what is wrong
            found.append(_sha256(path.read_bytes()))
    return found


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
