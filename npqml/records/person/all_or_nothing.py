"""Taking things out of a course so that, on any fault on the way, all of it is where it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from attrs import frozen

from npqml.collect.placing import STAGING
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.keeping.files import alone

TAKEN_OUT = ".removing"
SURE = ".removed"


@frozen
class Course:
    """A course that folders and lines are being taken out of."""

    root: Path
    _aside: Path
    _undo: ExitStack

    def take(self, path: Path) -> None:
        """Take a folder or a file out."""
        aside = self._aside / path.relative_to(self.root)
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.rename(aside)
        self._undo.callback(_put_back, aside, path)

    def move(self, path: Path, to: Path) -> None:
        """Put a folder somewhere else in the course, where nothing stands."""
        to.parent.mkdir(parents=True, exist_ok=True)
        path.rename(to)
        self._undo.callback(_put_back, to, path)

    def rewrite(self, path: Path, content: bytes) -> None:
        """Put other content in a file, whole or not at all."""
        before = path.read_bytes()
        _write(path, content)
        self._undo.callback(_write, path, before)


@contextmanager
def all_or_nothing(place: Place) -> Iterator[Course]:
    """Return a course that things can be taken out of; they are gone for good at the end, or all there after a fault.

    Nothing is collected meanwhile. What an earlier run had taken out when it was cut off is put back first.
    """
    submitted = place.root / "submitted"
    aside, sure = submitted / TAKEN_OUT, submitted / SURE
    try:
        (submitted / STAGING).mkdir(parents=True, exist_ok=True)
        with alone(submitted / STAGING):
            _put_all_back(place.root, aside)
            shutil.rmtree(sure, ignore_errors=True)
            with ExitStack() as undo:
                aside.mkdir()
                undo.callback(_tidy, aside)
                yield Course(place.root, aside, undo)
                aside.rename(sure)
                undo.pop_all()
    except OSError as error:
        raise Refusal(
            error.filename or submitted, "", found=f"what cannot be moved or written ({error.strerror or error})",
            expected="files that nothing holds open, on a disk with room", do="Nothing was removed. Try again.",
        ) from error  # fmt: skip
    try:
        shutil.rmtree(sure)
    except OSError as error:
        raise Refusal(
            sure, "", found=f"what could not be deleted ({error.strerror or error})",
            expected="nothing: it was taken out of the course already", do="Delete this folder by hand.",
        ) from error  # fmt: skip


def _put_all_back(root: Path, aside: Path) -> None:
    """Put back what lies aside, each folder where nothing stands in its place now."""
    for path in sorted(aside.rglob("*")) if aside.is_dir() else []:
        there = root / path.relative_to(aside)
        if path.exists() and not there.exists():
            _put_back(path, there)
    if aside.is_dir():
        shutil.rmtree(aside)


def _tidy(aside: Path) -> None:
    """Delete what is left of empty folders; what could not be put back stays for the next run to put back."""
    for folder in sorted((path for path in aside.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):
            folder.rmdir()
    with suppress(OSError):
        aside.rmdir()


def _put_back(aside: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.rename(path)


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(content)
        shutil.copymode(path, new)  # what only the provider may read stays so
        new.replace(path)
    finally:
        with suppress(OSError):
            new.unlink()
