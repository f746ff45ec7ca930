"""What a computer says when it cannot read or write, in words: the path, what is wrong with it, what to do."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path

from npqml.refusal import Refusal

AGAIN = "run the same command again"
REASONS: dict[int, tuple[str, str, str]] = {
    errno.ENOSPC: ("a disk that is full", "room to write", f"Make room, then {AGAIN}."),
    errno.EDQUOT: ("no room left of what you may use", "room to write", f"Make room, then {AGAIN}."),
    errno.EFBIG: ("a file that grew larger than is allowed", "room to write", f"Have the limit raised, then {AGAIN}."),
    errno.EROFS: ("a disk that can only be read", "a place to write", f"Choose another place, then {AGAIN}."),
    errno.EACCES: ("no permission", "the right to read and write here", f"Have it given, then {AGAIN}."),
    errno.EPERM: ("no permission", "the right to read and write here", f"Have it given, then {AGAIN}."),
    errno.ENOENT: ("no such file or folder", "one that is there", "Mend the path, or put the file back."),
    errno.EISDIR: ("a folder", "a file", "Give the path of a file, or move the folder away."),
    errno.ENOTDIR: (
        "a file where a folder is expected",
        "a folder",
        "Give the path of a folder, or move the file away.",
    ),
    errno.EEXIST: ("something else of this name", "a name that is free", "Move it away, or give another path."),
    errno.ENOTEMPTY: ("a folder that holds something", "an empty one", "Move it away, or give another path."),
    errno.ENAMETOOLONG: ("a name that is too long for this computer", "at most 255 bytes", "Give a shorter one."),
    errno.EIO: ("a disk that does not answer", "a disk that works", "Look after the disk or its connection."),
    errno.EMFILE: ("too many files open at once", "fewer", f"Close other programs, then {AGAIN}."),
    errno.ENFILE: ("too many files open at once", "fewer", f"Close other programs, then {AGAIN}."),
    errno.ENOMEM: ("no memory left", "enough memory", f"Close other programs, then {AGAIN}."),
}
"""What was found, what was expected and what to do, for each of the computer's own reasons."""
DATABASE = {
    "disk is full": errno.ENOSPC,
    "disk I/O error": errno.ENOSPC,
    "readonly database": errno.EROFS,
    "unable to open database file": errno.EACCES,
}
"""The computer's own reasons behind what a database says."""
LEAST_ROOM = 64_000
"""A disk with fewer bytes left counts as full: a small file may still go in where a larger one does not."""


def in_words(error: OSError, path: str | PathLike[str] = "") -> Refusal:
    """Return the refusal that says in words what an error of the computer says.

    `path` is where it happened, for an error that does not name its file itself.
    """
    found, expected, do = REASONS.get(
        error.errno or 0,
        (error.strerror or str(error) or "an error of the computer", "to go on", f"Mend it, then {AGAIN}."),
    )
    file = error.filename if isinstance(error.filename, str | PathLike) else path
    if not file and error.errno in (errno.ENOSPC, errno.EDQUOT):
        file = " and ".join(map(str, full_disks((Path.cwd(), tempfile.gettempdir()))))
    return Refusal(file or Path.cwd(), "", found=found, expected=expected, do=do)


@contextmanager
def told_in_words(path: str | PathLike[str], *, instead_of: Path | None = None) -> Iterator[None]:
    """Raise Refusal for what the computer says where a path is read or written.

    The path is named in the place of one that stands for it for a moment.
    """
    try:
        yield
    except OSError as error:
        if instead_of and error.filename and Path(error.filename).is_relative_to(instead_of):
            error.filename = str(path)
        raise in_words(error, path) from error


@contextmanager
def gradebook_in_words(path: str | PathLike[str]) -> Iterator[None]:
    """Raise Refusal for what the database of a gradebook says."""
    try:
        yield
    except Exception as error:
        if not _of_a_database(error):
            raise
        raise _database_in_words(error, path) from error


def _of_a_database(error: Exception) -> bool:
    # nbgrader has an error of its own around the database's.
    return type(error).__module__.partition(".")[0] in ("sqlalchemy", "sqlite3") or "(sqlite3." in str(error)


def _database_in_words(error: Exception, path: str | PathLike[str]) -> Refusal:
    said = str(getattr(error, "orig", None) or error).splitlines()[0]
    reason = next((number for words, number in DATABASE.items() if words in said), None)
    if reason:
        return in_words(OSError(reason, said), path)
    do = f"Close formgrader and other programs that use it, then {AGAIN}."
    return Refusal(path, "", found=f"a gradebook that cannot be used ({said})", expected="one that can", do=do)


def put_text(path: Path, text: str) -> None:
    """Write a file in one step: where there is no room, what stood there before is whole; raises Refusal in words."""
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}")
    with told_in_words(path, instead_of=part):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


@contextmanager
def put_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, put in the place of `target` once it is whole; where it cannot be, the one there stays."""
    made, old = (target.with_name(f".{target.name}.{word}") for word in ("building", "old"))
    with told_in_words(target, instead_of=made):
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        try:
            yield made
            shutil.rmtree(old, ignore_errors=True)
            if target.exists():
                target.rename(old)
            made.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def full_disks(folders: Iterable[str | PathLike[str]]) -> list[Path]:
    """The folders, of these, whose disk has no room left."""
    return [Path(folder) for folder in folders if shutil.disk_usage(folder).free < LEAST_ROOM]
