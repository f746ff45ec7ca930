"""What came of earlier checks, kept by the content of all that it came of: what has not changed is not tried again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.course.cohort import Cohort
from npqml.madeup.pupils import write_files
from npqml.place import Place

FOLDER = ".npqml-cache"
PROGRAM = Path(__file__).parents[2]
CODE = (*(PROGRAM / name for name in ("authoring", "course", "grading", "madeup")), PROGRAM.parent / "npqml_widgets")
"""The folders with all code that a check runs."""
READ = {".py", ".csv", ".toml", ".json"}
TAKEN = re.compile(r"""\btables_of\(\s*["']([1-9][a-z])["']""")
"""Where a data.py takes what another module draws."""
LIBRARIES = ("pandas", "numpy", "matplotlib", "openpyxl", "jupytext", "nbformat", "attrs", "cattrs")


@frozen
class Kept:
    """The folder in which results are kept, a file for each; `fresh` believes none of them."""

    folder: Path
    fresh: bool = False

    def get(self, name: str, key: str) -> Any:
        """What is kept under a name if it was made of the same content, else None."""
        if self.fresh:
            return None
        try:
            found = json.loads((self.folder / f"{name}.json").read_bytes())
            return found["result"] if found["key"] == key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, name: str, key: str, result: Any) -> None:
        """Keep a result in the place of an earlier one; a disk that cannot be written keeps nothing."""
        path = self.folder / f"{name}.json"
        part = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"key": key, "result": result}, ensure_ascii=False), encoding="utf-8")
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)


def kept_data(place: Place, cohort: Cohort, *, workbooks: bool, fresh: bool = False) -> list[Path]:
    """The data files of a cohort, drawn unless they are kept from before; raises Refusal where none can be drawn."""
    folder = place.root / FOLDER / "data" / f"{cohort.name}-{cohort.seed}"
    key, stamp = digest(code(), cohort), folder / "made-of"
    files = [path for path in sorted(folder.glob("*")) if path != stamp]
    there = stamp.is_file() and stamp.read_text() == key
    if there and not fresh and (not workbooks or any(path.suffix == ".xlsx" for path in files)):
        return files
    shutil.rmtree(folder, ignore_errors=True)
    found = write_files(cohort, folder, workbooks=workbooks)
    stamp.write_text(key)  # last: a folder that was cut off has none
    return found


def kept_in(place: Place, *, fresh: bool) -> Kept:
    """The results kept for a course."""
    return Kept(place.root / FOLDER / "check", fresh)


def digest(*parts: object) -> str:
    """The digest of texts, of objects as they are printed, and of files and folders by name and content."""
    found = hashlib.sha256()
    for part in parts:
        for piece in _pieces(part):
            found.update(hashlib.sha256(piece).digest())
    return found.hexdigest()


def _pieces(part: object) -> Iterator[bytes]:
    if not isinstance(part, Path):
        yield repr(part).encode()
        return
    files = sorted(path for path in part.rglob("*") if path.is_file()) if part.is_dir() else [part]
    for path in files:
        if "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts:
            yield str(path.relative_to(part)).encode()
            yield path.read_bytes() if path.is_file() else b"none"


@cache
def code() -> str:
    """The digest of the program that checks, the libraries below it and Python itself."""
    files = [path for folder in CODE for path in sorted(folder.rglob("*")) if path.suffix in READ]
    return digest(sys.version, [version(name) for name in LIBRARIES], *files)


def cited(course: Path, folder: Path) -> str:
    """The digest of the entries of sources.toml that the files of a folder speak of; others may change as they like."""
    path = course / "sources.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        words = "\n".join(_texts(folder))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return digest(path, folder)
    figures = {key: entry for key, entry in _entries(entries, "figure") if key in words}
    keys = {entry.get("source") for entry in figures.values() if isinstance(entry, dict)}
    sources = {key: entry for key, entry in _entries(entries, "source") if key in words or key in keys}
    return digest(sorted(figures.items()), sorted(sources.items()))


def taken_from(folder: Path) -> list[Path]:
    """Return the data.py of the modules whose tables a module's data.py takes, and of those that these take from."""
    found: list[Path] = []
    waiting = [folder / "data.py"]
    while waiting:
        path = waiting.pop()
        keys = TAKEN.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
        others = [other for key in keys for other in sorted(path.parents[2].glob(f"[1-9]-*/{key}-*/data.py"))]
        new = [other for other in others if other not in found]
        waiting += new
        found += new
    return found


def _texts(folder: Path) -> Iterable[str]:
    return (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".toml"))


def _entries(content: dict[str, Any], table: str) -> Iterable[tuple[str, Any]]:
    found = content.get(table)
    return found.items() if isinstance(found, dict) else ()
