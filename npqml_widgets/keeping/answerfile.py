"""The file of one answer: whole at any moment, put aside when damaged, never overwritten unread.

A file is written under another name and then put in place. That name does not end in .json: opening an
existing .json file for writing stops the kernel of JupyterLite 0.6.4 for good.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen, validators
from cattrs.preconf.json import make_converter

from npqml_widgets.keeping.readjson import read_json

SCHEMA = 1
KEPT_VERSIONS = 20
LARGEST = 1_000_000  # bytes a file
_converter = make_converter()


@frozen
class Version:
    """An earlier answer to a task."""

    revision: int
    saved: datetime
    values: dict[str, Any]


@frozen
class Saved:
    """An answer as it is kept: `saved` is None if it is in no file; `versions` are oldest first."""

    task: str
    values: dict[str, Any] = field(factory=dict)
    saved: datetime | None = None
    revision: int = 0
    versions: tuple[Version, ...] = ()
    notice: str = ""


@frozen
class _File:
    """What stands in the file of a task."""

    schema: int
    task: str
    revision: int = field(validator=validators.ge(1))
    saved: datetime
    values: dict[str, Any]
    versions: tuple[Version, ...]


class Closed(Exception):
    """Says why the file of a task is not to be written to."""


class Damaged(Exception):
    """Says that what stands in a file is no answer."""


class Newer(Exception):
    """Says that a file was written by a newer version of the course."""


def now() -> datetime:
    """Give the time that is written beside an answer."""
    return datetime.now(UTC)


def read(path: Path) -> Saved:
    """Give what the file holds; put a damaged file aside; raise Closed where it must not be touched."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return _set_aside(path)
        content = path.read_bytes()
    except FileNotFoundError:
        return Saved(path.stem)
    except OSError as problem:
        raise Closed(f"The file {path} with your answer cannot be read ({problem.strerror}).") from problem
    try:
        return parse(content, path.stem)
    except Newer as problem:
        raise Closed(
            f"The file {path} was written by a newer version of this course, so it was left as it is. "
            "Open it with the newer version."
        ) from problem
    except Damaged:
        return _set_aside(path)


def parse(content: bytes, task: str) -> Saved:
    """Give the answer in a file's content; raises Damaged where it is none, Newer where it is for a newer course."""
    try:
        record = read_json(content)
        if isinstance(record["schema"], int) and record["schema"] > SCHEMA:
            raise Newer
        kept = _converter.structure(record, _File)
    except Newer:
        raise
    except Exception as problem:
        raise Damaged from problem
    if kept.task != task or len(content) > LARGEST:
        raise Damaged
    return Saved(kept.task, kept.values, kept.saved, kept.revision, kept.versions[-KEPT_VERSIONS:])


def _set_aside(path: Path) -> Saved:
    """Give a damaged file another name, never one that is taken, and say so."""
    target = path.with_name(f"{path.stem}.damaged-{now():%Y%m%dT%H%M%S}")
    while os.path.lexists(target):
        target = target.with_name(f"{target.name}-again")
    try:
        path.rename(target)
    except OSError as problem:
        raise Closed(f"The file {path} is damaged and cannot be put aside ({problem.strerror}).") from problem
    return Saved(
        path.stem,
        notice=f"The file with your answer ({path}) was damaged, so it was put aside as {target.name}. "
        "Please give your answer again; the old file is untouched, and your provider may be able to read it.",
    )


def write(path: Path, kept: Saved) -> Saved:
    """Put an answer in its file, with as many versions as there is room for; give what was written."""
    text = _as_json(kept)
    while len(text) > LARGEST and kept.versions:
        kept = evolve(kept, versions=kept.versions[1:])
        text = _as_json(kept)
    if len(text) > LARGEST:
        raise Closed("it is longer than the million characters that a file may hold")
    part = path.with_name(f"{path.stem}.saving-{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(text)
            file.flush()
            with suppress(OSError):  # not every drive can be told to finish writing
                os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    return kept


def _as_json(kept: Saved) -> bytes:
    file = _File(SCHEMA, kept.task, kept.revision, kept.saved or now(), kept.values, kept.versions)
    return json.dumps(_converter.unstructure(file), indent=1).encode("ascii")


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Keep the kernels of two notebooks from saving at the same moment.

    Windows and the browser have no such lock: there, two saves within a few milliseconds may miss each other.
    """
    if sys.platform in ("win32", "emscripten"):
        yield
    else:
        import fcntl

        with (place / ".lock").open("ab") as lock:
            with suppress(OSError):  # some network drives have no locks
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
