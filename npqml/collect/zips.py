"""Reading zips and folders that strangers made: nothing is unpacked to a disk, and no bomb fills the memory."""

from __future__ import annotations

import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from attrs import define, frozen

from npqml.collect.filenames import Crafted, inward, is_junk
from npqml.course.england import in_england

MOST_ENTRIES = 20_000
LARGEST_ENTRY = 200_000_000  # bytes; a packed file in a download of everybody's
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError, KeyError, IndexError)


class Unreadable(Exception):
    """Says, in words, why a file or a zip is not read."""


@define
class Budget:
    """How many bytes may still be unpacked from one file that was sent, however deep they are packed in it."""

    left: int

    def take(self, size: int) -> None:
        """Count bytes; raises Unreadable where there are more than a cohort can send."""
        self.left -= size
        if self.left < 0:
            raise Unreadable("it unpacks to far more than a module can hold")


@frozen
class Entry:
    """A file in a zip or a folder: its name as a path that stays inside, or why there is none (`fault`).

    `shown` is the name as it stands there, `path` where the file lies on a disk, `sent` the name within its hand-in as
    it was sent, `size` what it says of its size, `called` what a platform calls it, or the folder that it lies in.
    """

    name: str
    shown: str
    read: Callable[[], bytes]
    when: datetime | None = None
    fault: str = ""
    path: Path | None = None
    sent: str = ""
    size: int = 0
    called: str = ""

    @property
    def packed_when(self) -> datetime | None:
        """The time that a zip holds for it; None for a file of a disk, whose time is that of saving or unpacking."""
        return self.when if self.path is None else None


@contextmanager
def zip_entries(content: bytes | Path, budget: Budget) -> Iterator[list[Entry]]:
    """List the files in a zip that can be read while it is open; raises Unreadable if it is damaged or too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
    except NotImplementedError:
        raise Unreadable("it is packed in a way that this program does not know") from None
    except BROKEN:
        raise Unreadable(why_no_zip(_beginning(content))) from None
    with archive:
        # By the whole name: of one that begins with a zero byte zipfile keeps nothing, and stumbles over it itself.
        every = [(_shown(one), one) for one in archive.infolist()]
        every = [(shown, one) for shown, one in every if not shown.endswith("/") and not is_junk(shown)]
        if len(every) > MOST_ENTRIES:
            raise Unreadable(f"it holds more than {MOST_ENTRIES} files")
        yield [_entry(archive, shown, one, budget) for shown, one in every]


def why_no_zip(content: bytes) -> str:
    """Say why a file that cannot be opened as a zip is none, by how it begins."""
    kinds = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
    for begins, kind in kinds.items():
        if content.startswith(begins):
            return other_packer(kind)
    return "it is damaged: it cannot be opened as a zip"


def other_packer(kind: str) -> str:
    """Say that a file was packed by a program whose files are not opened here, and the way out."""
    return (
        f"it is packed as {kind}, which this program does not open. Unpack it and collect the folder, "
        "or ask for the packed file (.npqml.zip)"
    )


def _beginning(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return content[:8]
    with suppress(OSError), content.open("rb") as file:
        return file.read(8)
    return b""


def _shown(about: zipfile.ZipInfo) -> str:
    """Return a name as it was packed: a Mac writes UTF-8 without saying so, which would be read as an old code page.

    zipfile cuts a name at a zero byte: the name as it stands in the file is the one to judge.
    """
    shown = about.orig_filename
    if about.flag_bits & 0x800:
        return shown
    try:
        return shown.encode("cp437").decode("utf-8")
    except UnicodeError:
        return shown


def _entry(archive: zipfile.ZipFile, shown: str, about: zipfile.ZipInfo, budget: Budget) -> Entry:
    name, fault = _named(shown)
    kind = about.external_attr >> 16
    if about.create_system == 3 and stat.S_IFMT(kind) not in (0, stat.S_IFREG):
        fault = fault or "it is a link or a device, and no file"
    return Entry(name, shown, lambda: _read(archive, about, budget), _time(about), fault, size=about.file_size)


def _named(shown: str) -> tuple[str, str]:
    try:
        return inward(shown), ""
    except Crafted as why:
        return "", str(why)


def _time(about: zipfile.ZipInfo) -> datetime | None:
    """Return the time that a zip has for a file, in UTC.

    Known: a zip holds the time that the clock of its maker showed, and no zone. Assumed: that clock was set to the time
    in England, as a school's platform is, or the computer of somebody there. A platform that reckons in UTC is an hour
    behind in summer; nothing in its zip tells.
    """
    try:
        found = in_england(datetime(*about.date_time))
    except (ValueError, OverflowError, OSError):
        return None
    return found.astimezone(UTC) if found.year > 1980 else None  # 1980 stands for "no time"


def _read(archive: zipfile.ZipFile, about: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return a file's content, counted while it is unpacked: what a zip says of sizes may be a lie."""
    if about.flag_bits & 0x1:
        raise Unreadable("it is locked with a password")
    most = min(LARGEST_ENTRY, budget.left)
    try:
        with archive.open(about) as file:
            content = file.read(most + 1)
    except NotImplementedError:
        raise Unreadable("it is packed in a way that this program does not know") from None
    except (*BROKEN, RuntimeError):
        raise Unreadable("it is damaged: what was unpacked is not what was packed") from None
    if len(content) > most:
        raise Unreadable("it unpacks to far more than a module can hold")
    budget.take(len(content))
    return content


def entries_in_folder(folder: Path) -> list[Entry]:
    """List the files in a folder and below; a link is listed with its fault and never followed."""
    found = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        for path in (Path(place, name) for name in [*links, *sorted(names)]):
            shown = path.relative_to(folder).as_posix()
            if not is_junk(shown):
                found.append(entry_of(path, shown))
    return found


def entry_of(path: Path, shown: str) -> Entry:
    """Return one file of a disk."""
    about = path.lstat()
    name, fault = _named(shown)
    if not stat.S_ISREG(about.st_mode):
        fault = fault or "it is a link or a device, and no file"
    return Entry(
        name,
        shown,
        lambda: _content(path),
        datetime.fromtimestamp(about.st_mtime, UTC),
        fault,
        path,
        size=about.st_size,
    )


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_ENTRY:
            raise Unreadable("it is larger than any hand-in")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it cannot be read ({error.strerror})") from None
