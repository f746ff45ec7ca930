"""Where a candidate's answers are kept: one small JSON file a task, which no change and no fault may lose."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen, validators
from cattrs.preconf.json import make_converter

from npqml_widgets.keeping import clock, files
from npqml_widgets.keeping.files import KEPT_VERSIONS, Closed, Damaged, Newer
from npqml_widgets.keeping.readjson import read_json

SCHEMA = 1
LARGEST = 1_000_000  # bytes a file
MOST_TRIES = 1_000_000
LONG_TEXT = 20  # from so many characters on it is a text being written, not one of several short answers
MOMENT = timedelta(seconds=2)
_OTHER_TAB = (
    "This task was also changed in another tab or window. What you see here is kept; "
    "the other answer is kept too, and Bring back shows it."
)
_converter = make_converter()


@frozen
class Version:
    """An earlier answer to a task."""

    revision: int
    saved: datetime
    values: dict[str, Any]


@frozen
class Saved:
    """An answer as it is kept: `saved` is None if it is in no file; `versions` are oldest first.

    `tries` is how many answers before this one stood long enough for their verdict to be read.
    """

    task: str
    values: dict[str, Any] = field(factory=dict)
    saved: datetime | None = None
    revision: int = 0
    versions: tuple[Version, ...] = ()
    notice: str = ""
    tries: int = 0


@frozen
class _File:
    """What stands in the file of a task."""

    schema: int
    task: str
    revision: int = field(validator=validators.ge(1))
    saved: datetime
    values: dict[str, Any]
    versions: tuple[Version, ...]
    tries: int = field(default=0, validator=[validators.ge(0), validators.le(MOST_TRIES)])


# Answers that could be written nowhere (a read-only folder): kept as long as the notebook's kernel runs.
_unsaved: dict[Path, Saved] = {}


def load(task: str) -> Saved:
    """The kept answer to a task; the notice says what was wrong with its file, if anything was."""
    path = files.path_of(task, "task")
    try:
        return _newest(path, _read(path))
    except Closed as problem:
        return evolve(_newest(path, Saved(task)), notice=str(problem))


def save(task: str, values: Mapping[str, Any], *, revision: int, tried: bool = False, step: bool = False) -> Saved:
    """Keep an answer and return it as kept; `revision` is that of the answer which was changed, `tried` counts it.

    With `step`, an answer that stood only for a moment was on the way to this one, and is no version of its own.
    Where another tab has saved since, its answer joins the versions and the notice says so. Where the file
    cannot be written, the notice says so and the answer is held until it can, or until the kernel stops.
    """
    path = files.path_of(task, "task")
    try:
        plain = json.loads(json.dumps(dict(values), allow_nan=False))
        path.parent.mkdir(exist_ok=True)
        with files.alone(path.parent):
            found = _read(path)
            stored = evolve(_newest(path, found), notice=found.notice)
            if plain == stored.values and path not in _unsaved:
                return stored
            kept = write(path, _next(stored, plain, revision, tried=tried, step=step))
    except (Closed, OSError, TypeError, ValueError, RecursionError) as problem:
        return _hold(path, dict(values), revision, problem, tried=tried)
    _unsaved.pop(path, None)
    return kept


def reset(task: str, revision: int) -> Saved:
    """Empty an answer; what it was stays among the versions."""
    return save(task, {}, revision=revision)


def bring_back(task: str, revision: int, version: int | None = None) -> Saved:
    """Bring back the last earlier answer that holds something, or the one of revision `version`."""
    stored = load(task)
    for earlier in reversed(stored.versions):
        if earlier.values != stored.values and version in (None, earlier.revision):
            return save(task, earlier.values, revision=max(revision, stored.revision))
    return evolve(stored, notice=stored.notice or "There is no earlier answer to bring back.")


def parse(content: bytes, task: str) -> Saved:
    """The answer in a file's content; raises Damaged where it is none, Newer where it is for a newer course."""
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
    versions = kept.versions[-KEPT_VERSIONS:]
    return Saved(kept.task, kept.values, kept.saved, kept.revision, versions, tries=kept.tries)


def write(path: Path, kept: Saved) -> Saved:
    """Put an answer in its file, with as many versions as there is room for; return what was written."""
    content = as_json(kept)
    while len(content) > LARGEST and kept.versions:
        kept = evolve(kept, versions=kept.versions[1:])
        content = as_json(kept)
    if len(content) > LARGEST:
        raise Closed("it is longer than the million characters that a file may hold")
    files.put_in_place(path, content)
    return kept


def as_json(kept: Saved) -> bytes:
    """Return what stands in the file of an answer."""
    file = _File(SCHEMA, kept.task, kept.revision, kept.saved or clock.now(), kept.values, kept.versions, kept.tries)
    return json.dumps(_converter.unstructure(file), indent=1).encode("ascii")


def _read(path: Path) -> Saved:
    """What the file holds; a damaged file is put aside. Raises Closed where it must not be touched."""
    try:
        content = files.content_of(path, LARGEST)
        return Saved(path.stem) if content is None else parse(content, path.stem)
    except OSError as problem:
        raise Closed(f"The file {path} with your answer cannot be read ({problem.strerror}).") from problem
    except Newer as problem:
        files.leave_to_newer(path, problem)
    except Damaged:
        aside = files.put_aside(path, "answer")
        again = "Please give your answer again; the old file is untouched, and your provider may be able to read it."
        return Saved(path.stem, notice=f"{aside}. {again}")


def _next(stored: Saved, values: dict[str, Any], revision: int, *, tried: bool, step: bool = False) -> Saved:
    """The answer that follows the stored one, which becomes its last version unless it was empty."""
    notice = stored.notice
    if stored.revision > revision and not _is_empty(stored.values):
        notice = notice or _OTHER_TAB
    earlier = [version for version in stored.versions if version.values != values]
    on_the_way = _typed_on(stored.values, values) or (step and _stood_a_moment(stored))
    if stored.values != values and not (stored.revision == revision and on_the_way):
        earlier.append(_as_version(stored))
    return Saved(
        task=stored.task,
        values=values,
        saved=clock.now(),
        revision=max(stored.revision, revision) + 1,
        versions=_latest(earlier),
        notice=notice,
        tries=min(stored.tries + tried, MOST_TRIES),
    )


def _typed_on(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether a text only grew by further typing, so that what was there before is still in it."""
    changed = [(before.get(name), after.get(name)) for name in {*before, *after} if before.get(name) != after.get(name)]
    return all(
        isinstance(old, str) and isinstance(new, str) and len(old) >= LONG_TEXT and new.startswith(old)
        for old, new in changed
    )


def _stood_a_moment(stored: Saved) -> bool:
    # A clock that was put back says nothing: such an answer is kept.
    return stored.saved is not None and timedelta(0) <= clock.now() - stored.saved < MOMENT


def _as_version(saved: Saved) -> Version:
    return Version(saved.revision, saved.saved or clock.now(), saved.values)


def _latest(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The last 20 different answers that hold something, oldest first."""
    found: list[Version] = []
    for version in sorted(versions, key=lambda version: version.revision):
        found = [earlier for earlier in found if earlier.values != version.values]
        found += [] if _is_empty(version.values) else [version]
    return tuple(found[-KEPT_VERSIONS:])


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _newest(path: Path, stored: Saved) -> Saved:
    """The answer held for want of a file, if there is one, with the file's among its versions."""
    held = _unsaved.get(path)
    if held is None:
        return stored
    versions = _latest([*stored.versions, *held.versions, _as_version(stored)])
    return evolve(held, revision=max(held.revision, stored.revision), versions=versions)


def _hold(path: Path, values: dict[str, Any], revision: int, problem: Exception, *, tried: bool) -> Saved:
    """Hold an answer that cannot be written, and say so."""
    following = _next(load(path.stem), values, revision, tried=tried)
    _unsaved[path] = held = evolve(following, saved=None, notice=files.not_saved(path, "answer", problem))
    return held
