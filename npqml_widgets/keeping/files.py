"""Files of documents: put in place whole, put aside when damaged, earlier versions in a folder of their own."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from npqml_widgets.keeping import answerfile
from npqml_widgets.keeping.answerfile import KEPT_VERSIONS, Closed

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<revision>\d{6,})-(?P<saved>\d{8}T\d{6}Z)(?P<other>-other-tab)?\.version")


@frozen
class Version:
    """An earlier version of a document; `other_tab` if another tab had saved it and was overtaken."""

    revision: int
    saved: datetime
    other_tab: bool = False


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


def set_aside(path: Path) -> str:
    """Give a damaged file another name, never one that is taken; return that name."""
    target = path.with_name(f"{path.stem}.damaged-{answerfile.now():%Y%m%dT%H%M%S}")
    while os.path.lexists(target):
        target = target.with_name(f"{target.name}-again")
    try:
        path.rename(target)
    except OSError as problem:
        raise Closed(f"The file {path} is damaged and cannot be put aside ({problem.strerror}).") from problem
    return target.name


def version_path(path: Path, version: Version) -> Path:
    """Give the file in which an earlier version of the document at `path` is kept.

    Its name does not end in .json: whoever collects a candidate's work takes the document, not 20 versions of it.
    """
    other = "-other-tab" if version.other_tab else ""
    saved = version.saved.astimezone(UTC)
    return _folder(path) / f"{version.revision:06}-{saved:{_TIME}}{other}.version"


def versions(path: Path) -> tuple[Version, ...]:
    """List the earlier versions that are kept of the document at `path`, oldest first."""
    try:
        names = os.listdir(_folder(path))
    except OSError:
        return ()
    found = [
        Version(
            int(match["revision"]),
            datetime.strptime(match["saved"], _TIME).replace(tzinfo=UTC),
            match["other"] is not None,
        )
        for match in map(_NAME.fullmatch, names)
        if match
    ]
    return tuple(sorted(found, key=lambda one: one.revision))


def keep_version(path: Path, version: Version, content: bytes) -> None:
    """Keep an earlier version; the last 20 stay, and beside them the last 20 of another tab."""
    place = version_path(path, version)
    place.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(place, content)
    kept = versions(path)
    for other_tab in (False, True):
        for spare in [one for one in kept if one.other_tab is other_tab][:-KEPT_VERSIONS]:
            with suppress(OSError):
                version_path(path, spare).unlink()


def _folder(path: Path) -> Path:
    return path.parent / "versions" / path.stem
