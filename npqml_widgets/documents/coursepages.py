"""The pages of the course that lie beside each other, read from their notebooks: title, kind and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from npqml_widgets.keeping.readjson import read_json

PRACTICE, SELF_STUDY = "learn-how-to", "learn-about"
START_HERE = "start-here.ipynb"
"""The page of the assessment that somebody opens first."""
FINDING = {"course-index.ipynb": "Index", "glossary.ipynb": "Glossary"}
"""The pages of the assessment by which one finds others, and their short names."""


@frozen
class CoursePage:
    """One page: its title, its kind, how many minutes it takes, its notebook, and its Markdown cells."""

    title: str
    kind: str
    minutes: int
    path: Path
    texts: tuple[str, ...] = ()


def read_page(path: Path) -> CoursePage | None:
    """Return what a notebook says of itself; None where it is somebody's own or cannot be read."""
    try:
        about = path.stat()
    except OSError:
        return None
    return _read_page(path, (about.st_mtime_ns, about.st_size))


@lru_cache(maxsize=512)
def _read_page(path: Path, _stamp: tuple[int, int]) -> CoursePage | None:
    """Return what the notebook of this stamp says: several parts of one page ask for all of them."""
    try:
        notebook = read_json(path.read_bytes())
        about = notebook["metadata"]["npqml"]
        texts = tuple("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
        lines = [line for text in texts for line in text.splitlines() if line.startswith("# ")]
        title = lines[0].removeprefix("# ").strip() if lines else path.stem
        return CoursePage(title, str(about["kind"]), int(about["minutes"]), path, texts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def pages_of(folder: Path) -> tuple[CoursePage, ...]:
    """Return the pages of a module's folder: self-study first, then its practice."""
    paths = [*sorted(folder.glob("learn-about/*.ipynb")), *sorted(folder.glob("*.ipynb"))]
    return tuple(page for path in paths if (page := read_page(path)))


def modules_here(root: Path) -> Mapping[str, tuple[CoursePage, ...]]:
    """Return the pages of each module in a folder that has a folder a module: of those with a practice page only."""
    found = {path.name: pages_of(path) for path in sorted(root.iterdir()) if path.is_dir()}
    return {name: pages for name, pages in found.items() if any(page.kind == PRACTICE for page in pages)}


def practice_of(pages: tuple[CoursePage, ...]) -> CoursePage:
    """Return the practice page of a module that has one."""
    return next(page for page in pages if page.kind == PRACTICE)
