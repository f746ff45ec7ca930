"""The files of the work folder: whole at any moment, put aside when damaged, never overwritten unread.

A file is written under another name and then put in place. That name does not end in .json: opening an
existing .json file for writing stops the kernel of JupyterLite 0.6.4 for good.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from npqml_widgets.keeping import clock

KEPT_VERSIONS = 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Closed(Exception):
    """Says why a file is not to be written to."""


class Damaged(Exception):
    """Says that a file does not hold what belongs in it, and why where that is known."""


class Newer(Exception):
    """Says that a file was written by a newer version of the course."""


def folder() -> Path:
    """The work folder: beside the notebook; for learn-about notebooks, their module's."""
    here = Path.cwd()
    return (here.parent if here.name == "learn-about" else here) / "work"


def mark_of_folder() -> str:
    """What tells one candidate's folder from another's on one computer, without naming it."""
    return hashlib.sha256(str(folder().resolve()).encode()).hexdigest()[:12]


def is_name(name: str) -> bool:
    """Tell whether this may be the name of a task or document."""
    return _NAME.fullmatch(name) is not None


def path_of(name: str, what: str) -> Path:
    """The file of a task or document of this name in the work folder; `what` says which of the two it is."""
    if not is_name(name):
        raise ValueError(f"{name!r} is no name for a {what}: use up to 64 letters, digits and hyphens, such as 1a-t1.")
    return folder() / f"{name}.json"


def content_of(path: Path, largest: int) -> bytes | None:
    """What a file holds, None where there is none; raises Damaged where it is no file that the course has written."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > largest:
            raise Damaged("it is no file that this course has written.")
        return path.read_bytes()
    except FileNotFoundError:
        return None


def put_in_place(path: Path, content: bytes) -> None:
    """Write a file under another name, which does not end in .json, and then give it its own: never half a file."""
    part = path.with_name(f"{path.stem}.saving-{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            with suppress(OSError):  # not every drive can be told to finish writing
                os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def put_aside(path: Path, what: str) -> str:
    """Give a damaged file another name, never one that is taken; return the beginning of a sentence that says so."""
    target = path.with_name(f"{path.stem}.damaged-{clock.now():%Y%m%dT%H%M%S}")
    while os.path.lexists(target):
        target = target.with_name(f"{target.name}-again")
    try:
        path.rename(target)
    except OSError as problem:
        raise Closed(f"The file {path} is damaged and cannot be put aside ({problem.strerror}).") from problem
    return f"The file with your {what} ({path}) was damaged, so it was put aside as {target.name}"


def leave_to_newer(path: Path, cause: Exception | None = None) -> NoReturn:
    """Raise Closed for a file that a newer version of the course has written."""
    raise Closed(
        f"The file {path} was written by a newer version of this course, so it was left as it is. "
        "Open it with the newer version."
    ) from cause


def not_saved(path: Path, what: str, problem: Exception) -> str:
    """The notice for what can be written nowhere and is held while the notebook is open."""
    return (
        f"Your {what} could not be saved in {path} ({why(problem)}). It stays here while this "
        "notebook is open: copy it somewhere safe before you close it, and tell your provider."
    )


def why(problem: Exception) -> str:
    """The reason of an error, without a full stop."""
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return said.rstrip(".")


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
