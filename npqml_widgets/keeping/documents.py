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
from npqml_widgets.keeping.files import KEPT_VERSIONS, Closed, Damaged, Newer
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json

SCHEMA = 1
"""Raised when any document's model changes in a way that an older version of the course cannot read."""
LARGEST = 20_000_000  # bytes a file
LONG = 1_000_000  # bytes; of a file that is as long, one fault is named and no more
SPELL = timedelta(minutes=1)
"""States saved within such a time of the last version are steps on the way, and no versions of their own."""
T = TypeVar("T")
_ANSWER = {"document", "revision", "saved"}
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
    """A document as it is kept: `saved` is None if it is in no file; `versions` are oldest first.

    `closed`: there is a file that can be neither read nor written to, and `document` is an empty one in its stead.
    """

    document: T
    revision: int = 0
    saved: datetime | None = None
    notice: str = ""
    versions: tuple[Version, ...] = ()
    closed: bool = False


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
        document = kind() if file is None else from_plain(file.document, kind, whole=path.stat().st_size < LONG)
    except (DoesNotFit, Damaged) as problem:
        return _damaged(path, kind, str(problem))
    except Closed as problem:
        return Kept(kind(), _last(earlier), notice=str(problem), versions=earlier, closed=True)
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


def parse(content: bytes, kind: type[T]) -> Kept[T]:
    """The document in a file's content, which anybody may have written; its versions are not looked for.

    Raises Damaged or DoesNotFit, in words, where it is none of this kind, Newer where it is for a newer course.
    """
    file = _file(content, kind)
    return Kept(from_plain(file.document, kind, whole=len(content) < LONG), file.revision, file.saved)


def as_json(document: object, revision: int, saved: datetime) -> bytes:
    """Return what stands in the file of a document."""
    return _as_json(type(document).__name__, revision, saved, to_plain(document))


def content_of(name: str) -> bytes | None:
    """What the file of a document holds, whatever it is; None where there is none that can be read."""
    with suppress(OSError, Damaged):
        return files.content_of(files.path_of(name, "document"), LARGEST)
    return None


def name_of(task: str, answer: str) -> str:
    """The name under which the document is kept that is a task's answer: never that of anybody's own document."""
    return f"{task}-{answer}"


def as_answer(name: str, kept: Kept[Any]) -> dict[str, Any]:
    """What stands for a document among a task's answers: which state of which document it is, and nothing of it."""
    return {"document": name, "revision": kept.revision, "saved": kept.saved.isoformat() if kept.saved else None}


def named_in(answer: object) -> str:
    """The name of the document that stands for an answer; an empty text where the answer is no document."""
    found = answer.get("document") if isinstance(answer, dict) and answer.keys() == _ANSWER else ""
    return found if isinstance(found, str) and files.is_name(found) else ""


def _as_json(kind: str, revision: int, saved: datetime, plain: Any) -> bytes:
    # Without an indent, json is an order of magnitude faster.
    return json.dumps(to_plain(_File(SCHEMA, kind, revision, saved, plain)), allow_nan=False).encode("ascii")


def _read(path: Path, kind: type[Any]) -> _File | None:
    """What the file holds, None if there is none; raises Damaged or DoesNotFit, or Closed if not to be touched."""
    try:
        content = files.content_of(path, LARGEST)
        return None if content is None else _file(content, kind)
    except OSError as problem:
        raise Closed(f"The file {path} with your document cannot be read ({problem.strerror}).") from problem
    except Newer as problem:
        files.leave_to_newer(path, problem)


def _file(content: bytes, kind: type[Any]) -> _File:
    try:
        record = read_json(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError) as problem:
        raise Damaged("it holds no complete JSON.") from problem
    if isinstance(record, dict) and isinstance(record.get("schema"), int) and record["schema"] > SCHEMA:
        raise Newer
    file = from_plain(record, _File)
    if file.kind != kind.__name__:
        raise Damaged(f"it holds a document of the kind {file.kind[:40]}, expected {kind.__name__}.")
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
    number, now = max(last, revision) + 1, clock.now()
    content = _as_json(kind.__name__, number, now, plain)
    if len(content) > LARGEST:
        raise Closed(f"it is longer than the {LARGEST // 1_000_000} million characters that a file may hold")
    files.put_in_place(path, content)
    return Kept(document, number, now, notice, _versions(path))


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
