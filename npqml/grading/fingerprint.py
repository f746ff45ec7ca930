"""Digests that say whether grading again could give anything else."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import npqml_widgets
from npqml import grading
from npqml.place import Place

LIBRARIES = ("pandas", "numpy", "matplotlib", "ipython", "nbformat", "attrs", "cattrs")


def grader_digest(place: Place, cohort: str, module: str) -> str:
    """Give a digest of everything besides a submission that its marks depend on.

    That is the module as built with its data, its bank of answers, this program and the libraries below it.
    """
    digest = hashlib.sha256(environment().encode())
    for folder in (place.source(cohort) / module, place.release(cohort) / module):
        _add(digest, folder, (path for path in sorted(folder.glob("*")) if path.is_file()))
    _add(digest, place.course, sorted(place.course.glob(f"*/{module}-*/answers.toml")))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def environment() -> str:
    """Give a digest of this program, the libraries below it and Python itself."""
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for package in (grading, npqml_widgets):
        folder = Path(str(package.__file__)).parent
        _add(digest, folder, sorted(folder.rglob("*.py")))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, folder: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        digest.update(str(path.relative_to(folder)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
