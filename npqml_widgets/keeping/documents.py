"""Where a document is kept: one JSON file beside the notebook, which no change, second tab or fault may lose.

`work/<name>.json` holds the document as it is now, `work/versions/<name>/` what it was before.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from attrs import field, frozen, validators

from npqml_widgets.keeping import clock, files
from npqml_widgets.keeping.files import KEPT_VERSIONS, Closed, Damaged
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json

SCHEMA = 1
"""Raised when any document's model changes in a way that an older version of the course cannot read."""
LARGEST = 20_000_000  # bytes a file
SPELL = timedelta(minutes=1)
"""States saved within such a time of the last version are steps on the way, and no versions of their own."""
T = TypeVar("T")
_TIME = "%Y%m%dT%H%M%SZ"
_VERSION = re.compile(r"(?P<revision>\d{6,})-(?P<saved>\d{8}T\d{6}Z)(?P<other>-other-tab)?\.version")
_OTHER_TAB = (
    "This document was also changed in another tab or window. What you see here is kept; "
    "what the other tab held is kept too, among the earlier versions."
)


@frozen
class Version:
    """An earlier version of a document; `other_tab` if another tab had saved it and was overtaken."""

    revision: int
    saved: datetime
    other_tab: bool = False


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
    """The kept document, or an empty one (`kind()`); the notice says what was wrong with its file, if anything.

    `kind` is an attrs model, best frozen, whose every field has a default. `name` is up to 64 letters, digits and
    hyphens, such as "risk-register".
    """
    path = files.path_of(name, "document")
    if path in _unsaved:
        return _unsaved[path]
    earlier = _versions(path)
    try:
        file = _read(path, kind)
        document = kind() if file is None else from_plain(file.document, kind)
    except (DoesNotFit, Damaged) as problem:
        return _damaged(path, kind, str(problem))
    except Closed as problem:
        return Kept(kind(), _last(earlier), notice=str(problem), versions=earlier)
    if file is None:
        return Kept(document, _last(earlier), versions=earlier)
    return Kept(document, file.revision, file.saved, versions=earlier)


def save(name: str, document: T, *, revision: int, other: bool = False) -> Kept[T]:
    """Keep a document and return it as kept; `revision` is that of the document which was changed.

    What stood there becomes an earlier version, one a minute at most while somebody edits on; with `other` (brought
    in, brought back or undone) always. Where another tab has saved since, what it saved is kept in any case, and the
    notice says so. Where the file cannot be written, the notice says so and the document is held until it can, or
    until the kernel stops.
    """
    path = files.path_of(name, "document")
    try:
        path.parent.mkdir(exist_ok=True)
        with files.alone(path.parent):
            kept = _write(path, document, revision, other)
    except (Closed, OSError, TypeError, ValueError, RecursionError) as problem:
        return _hold(path, document, revision, problem)
    _unsaved.pop(path, None)
    return kept


def load_version(name: str, kind: type[T], version: Version) -> T:
    """An earlier version of a document; raises Closed, in words, where it cannot be read."""
    place = _version_path(files.path_of(name, "document"), version)
    try:
        file = _read(place, kind)
        if file is not None:
            return from_plain(file.document, kind)
    except (DoesNotFit, Damaged) as problem:
        raise Closed(f"The earlier version in {place} cannot be read: {problem}") from problem
    raise Closed(f"The earlier version in {place} is no longer there. Choose another one.")


def _read(path: Path, kind: type[Any]) -> _File | None:
    """What the file holds, None if there is none; raises Damaged or DoesNotFit, or Closed if not to be touched."""
    try:
        content = files.content_of(path, LARGEST)
        record = None if content is None else read_json(content)
    except OSError as problem:
        raise Closed(f"The file {path} with your document cannot be read ({problem.strerror}).") from problem
    except (ValueError, RecursionError) as problem:
        raise Damaged("it holds no complete JSON.") from problem
    if content is None:
        return None
    if isinstance(record, dict) and isinstance(record.get("schema"), int) and record["schema"] > SCHEMA:
        files.leave_to_newer(path)
    file = from_plain(record, _File)
    if file.kind != kind.__name__:
        raise Damaged(f"it holds a document of the kind {file.kind}, expected {kind.__name__}.")
    return file


def _damaged(path: Path, kind: type[T], why: str) -> Kept[T]:
    """Put a damaged file aside and return an empty document that says so."""
    earlier = _versions(path)
    try:
        aside = files.put_aside(path, "document")
    except Closed as problem:
        return Kept(kind(), _last(earlier), notice=str(problem), versions=earlier)
    next_step = (
        "Your last good version is among the earlier versions: bring it back from there."
        if earlier
        else "The old file is untouched, and your provider may be able to read it."
    )
    return Kept(kind(), _last(earlier), notice=f"{aside}: {why} {next_step}", versions=earlier)


def _write(path: Path, document: T, revision: int, other: bool) -> Kept[T]:
    """Put a document in its file and what stood there among the versions."""
    notice, plain, kind = "", to_plain(document), type(document)
    try:
        found = _read(path, kind)
    except (DoesNotFit, Damaged) as problem:
        found, notice = None, _damaged(path, kind, str(problem)).notice
    last = _last(_versions(path))
    if found is not None:
        if found.document == json.loads(json.dumps(plain)):
            return Kept(document, found.revision, found.saved, versions=_versions(path))
        overtaken = found.revision > revision
        notice = _OTHER_TAB if overtaken else ""
        if other or overtaken or _stood(found.saved, _versions(path)):
            _keep_version(path, Version(found.revision, found.saved, overtaken), path.read_bytes())
        last = max(last, found.revision)
    file = _File(SCHEMA, kind.__name__, max(last, revision) + 1, clock.now(), plain)
    # Without an indent, json is an order of magnitude faster.
    content = json.dumps(to_plain(file), allow_nan=False).encode("ascii")
    if len(content) > LARGEST:
        raise Closed(f"it is longer than the {LARGEST // 1_000_000} million characters that a file may hold")
    files.put_in_place(path, content)
    return Kept(document, file.revision, file.saved, notice, _versions(path))


def _stood(saved: datetime, earlier: tuple[Version, ...]) -> bool:
    """Tell whether a state is more than a step on the way from the last version to what is saved now."""
    mine = [version.saved for version in earlier if not version.other_tab]
    times = [clock.now() - saved, *(saved - mine[-1] for _ in mine[-1:])]
    # A clock that was put back says nothing: such a state is kept.
    return not mine or any(not timedelta(0) <= since < SPELL for since in times)


def _last(earlier: tuple[Version, ...]) -> int:
    return max((version.revision for version in earlier), default=0)


def _hold(path: Path, document: T, revision: int, problem: Exception) -> Kept[T]:
    """Hold a document that cannot be written, and say so."""
    notice = files.not_saved(path, "document", problem)
    _unsaved[path] = held = Kept(document, revision, notice=notice, versions=_versions(path))
    return held


def _version_path(path: Path, version: Version) -> Path:
    """The file in which an earlier version of the document at `path` is kept.

    Its name does not end in .json: whoever collects a candidate's work takes the document, not 20 versions of it.
    """
    other = "-other-tab" if version.other_tab else ""
    saved = version.saved.astimezone(UTC)
    return _version_folder(path) / f"{version.revision:06}-{saved:{_TIME}}{other}.version"


def _versions(path: Path) -> tuple[Version, ...]:
    """The earlier versions that are kept of the document at `path`, oldest first."""
    try:
        names = os.listdir(_version_folder(path))
    except OSError:
        return ()
    found = [
        Version(
            int(match["revision"]),
            datetime.strptime(match["saved"], _TIME).replace(tzinfo=UTC),
            match["other"] is not None,
        )
        for match in map(_VERSION.fullmatch, names)
        if match
    ]
    return tuple(sorted(found, key=lambda version: version.revision))


def _keep_version(path: Path, version: Version, content: bytes) -> None:
    """Keep an earlier version; the last 20 stay, and beside them the last 20 of another tab."""
    place = _version_path(path, version)
    place.parent.mkdir(parents=True, exist_ok=True)
    files.put_in_place(place, content)
    kept = _versions(path)
    for other_tab in (False, True):
        for spare in [earlier for earlier in kept if earlier.other_tab is other_tab][:-KEPT_VERSIONS]:
            with suppress(OSError):
                _version_path(path, spare).unlink()


def _version_folder(path: Path) -> Path:
    return path.parent / "versions" / path.stem
