"""Where a document is kept: one JSON file beside the notebook, which no change, second tab or fault may lose.

`work/<name>.json` holds the document as it is now, `work/versions/<name>/` what it was before.
"""

from __future__ import annotations

import json
import re
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from attrs import field, frozen, validators

from npqml_widgets.keeping import answerfile, files
from npqml_widgets.keeping.answerfile import Closed, alone
from npqml_widgets.keeping.files import Version
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json
from npqml_widgets.keeping.workspace import folder

__all__ = ["Kept", "Version", "load", "load_version", "save"]

SCHEMA = 1
"""Raised when any document's model changes in a way that an older version of the course cannot read."""
LARGEST = 20_000_000  # bytes a file
SPELL = timedelta(minutes=1)
"""States saved within such a time of the last version are steps on the way, and no versions of their own."""
T = TypeVar("T")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_OTHER_TAB = (
    "This document was also changed in another tab or window. What you see here is kept; "
    "what the other tab held is kept too, among the earlier versions."
)


@frozen
class Kept(Generic[T]):
    """A document as it is kept: `saved` is None if it is in no file; `versions` are oldest first."""

    document: T
    revision: int = 0
    saved: datetime | None = None
    notice: str = ""
    versions: tuple[Version, ...] = ()


@frozen
class _File:
    """What stands in the file of a document."""

    schema: int
    kind: str
    revision: int = field(validator=validators.ge(1))
    saved: datetime
    document: dict[str, Any]


# Documents that could be written nowhere (a read-only folder): kept as long as the notebook's kernel runs.
_unsaved: dict[Path, Kept[Any]] = {}


def load(name: str, kind: type[T]) -> Kept[T]:
    """Give the kept document, or an empty one (`kind()`); the notice says what was wrong with its file, if anything.

    `kind` is an attrs model, best frozen, whose every field has a default. `name` is up to 64 letters, digits and
    hyphens, such as "risk-register".
    """
    path = _path(name)
    if path in _unsaved:
        return _unsaved[path]
    earlier = files.versions(path)
    try:
        file = _read(path, kind)
        document = kind() if file is None else from_plain(file.document, kind)
    except DoesNotFit as problem:
        return _damaged(path, kind, str(problem))
    except Closed as problem:
        return Kept(kind(), _last(earlier), notice=str(problem), versions=earlier)
    if file is None:
        return Kept(document, _last(earlier), versions=earlier)
    return Kept(document, file.revision, file.saved, versions=earlier)


def save(name: str, document: T, *, revision: int, other: bool = False) -> Kept[T]:
    """Keep a document and give it as kept; `revision` is that of the document which was changed.

    What stood there becomes an earlier version, one a minute at most while somebody edits on; with `other` (brought
    in, brought back or undone) always. Where another tab has saved since, what it saved is kept in any case, and the
    notice says so. Where the file
    cannot be written, the notice says so and the document is held until it can, or until the kernel stops.
    """
    path = _path(name)
    try:
        path.parent.mkdir(exist_ok=True)
        with alone(path.parent):
            kept = _write(path, document, revision, other)
    except (Closed, OSError, TypeError, ValueError, RecursionError) as problem:
        return _hold(path, document, revision, problem)
    _unsaved.pop(path, None)
    return kept


def load_version(name: str, kind: type[T], version: Version) -> T:
    """Give an earlier version of a document; raise Closed, in words, where it cannot be read."""
    place = files.version_path(_path(name), version)
    try:
        file = _read(place, kind)
        if file is not None:
            return from_plain(file.document, kind)
    except DoesNotFit as problem:
        raise Closed(f"The earlier version in {place} cannot be read: {problem}") from problem
    raise Closed(f"The earlier version in {place} is no longer there. Choose another one.")


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a document: use up to 64 letters, digits and hyphens.")
    return folder() / f"{name}.json"


def _read(path: Path, kind: type[Any]) -> _File | None:
    """Give what the file holds, None if there is none; raise DoesNotFit if damaged, Closed if not to be touched."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise DoesNotFit(["it is no file that this course has written."])
        record = read_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise Closed(f"The file {path} with your document cannot be read ({problem.strerror}).") from problem
    except (ValueError, RecursionError) as problem:
        raise DoesNotFit(["it holds no complete JSON."]) from problem
    if isinstance(record, dict) and isinstance(record.get("schema"), int) and record["schema"] > SCHEMA:
        raise Closed(
            f"The file {path} was written by a newer version of this course, so it was left as it is. "
            "Open it with the newer version."
        )
    file = from_plain(record, _File)
    if file.kind != kind.__name__:
        raise DoesNotFit([f"it holds a document of the kind {file.kind}, expected {kind.__name__}."])
    return file


def _damaged(path: Path, kind: type[T], why: str) -> Kept[T]:
    """Put a damaged file aside and give an empty document that says so."""
    earlier = files.versions(path)
    try:
        target = files.set_aside(path)
    except Closed as problem:
        return Kept(kind(), _last(earlier), notice=str(problem), versions=earlier)
    notice = f"The file with your document ({path}) was damaged, so it was put aside as {target}: {why} "
    notice += (
        "Your last good version is among the earlier versions: bring it back from there."
        if earlier
        else "The old file is untouched, and your provider may be able to read it."
    )
    return Kept(kind(), _last(earlier), notice=notice, versions=earlier)


def _write(path: Path, document: T, revision: int, other: bool) -> Kept[T]:
    """Put a document in its file and what stood there among the versions."""
    notice, plain, kind = "", to_plain(document), type(document)
    try:
        found = _read(path, kind)
    except DoesNotFit as problem:
        found, notice = None, _damaged(path, kind, str(problem)).notice
    last = _last(files.versions(path))
    if found is not None:
        if found.document == json.loads(json.dumps(plain)):
            return Kept(document, found.revision, found.saved, versions=files.versions(path))
        overtaken = found.revision > revision
        notice = _OTHER_TAB if overtaken else ""
        if other or overtaken or _stood(found.saved, files.versions(path)):
            files.keep_version(path, Version(found.revision, found.saved, overtaken), path.read_bytes())
        last = max(last, found.revision)
    file = _File(SCHEMA, kind.__name__, max(last, revision) + 1, answerfile.now(), plain)
    # Without an indent, json is an order of magnitude faster.
    content = json.dumps(to_plain(file), allow_nan=False).encode("ascii")
    if len(content) > LARGEST:
        raise Closed(f"it is longer than the {LARGEST // 1_000_000} million characters that a file may hold")
    files.put_in_place(path, content)
    return Kept(document, file.revision, file.saved, notice, files.versions(path))


def _stood(saved: datetime, earlier: tuple[Version, ...]) -> bool:
    """Tell whether a state is more than a step on the way from the last version to what is saved now."""
    mine = [version.saved for version in earlier if not version.other_tab]
    times = [answerfile.now() - saved, *(saved - mine[-1] for _ in mine[-1:])]
    # A clock that was put back says nothing: such a state is kept.
    return not mine or any(not timedelta(0) <= since < SPELL for since in times)


def _last(earlier: tuple[Version, ...]) -> int:
    return max((version.revision for version in earlier), default=0)


def _hold(path: Path, document: T, revision: int, problem: Exception) -> Kept[T]:
    """Hold a document that cannot be written, and say so."""
    why = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    notice = (
        f"Your document could not be saved in {path} ({why.rstrip('.')}). It stays here while this "
        "notebook is open: copy it somewhere safe before you close it, and tell your provider."
    )
    _unsaved[path] = held = Kept(document, revision, notice=notice, versions=files.versions(path))
    return held
