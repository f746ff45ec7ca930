"""What a computer says when it cannot read or write, in words: the path, what is wrong with it, what to do."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterable
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


def full_disks(folders: Iterable[str | PathLike[str]]) -> list[Path]:
    """The folders, of these, whose disk has no room left."""
    return [Path(folder) for folder in folders if shutil.disk_usage(folder).free < LEAST_ROOM]
