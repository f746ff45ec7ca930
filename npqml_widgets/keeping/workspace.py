"""Where a candidate's answers are kept: one small JSON file a task, which no change and no fault may lose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from npqml_widgets.keeping import answerfile
from npqml_widgets.keeping.answerfile import KEPT_VERSIONS, Closed, Saved, Version, alone

__all__ = ["Saved", "Version", "bring_back", "folder", "load", "reset", "save"]
_TASK = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
LONG_TEXT = 20  # from so many characters on it is a text being written, not one of several short answers
_OTHER_TAB = (
    "This task was also changed in another tab or window. What you see here is kept; "
    "the other answer is kept too, and Bring back shows it."
)

# Answers that could be written nowhere (a read-only folder): kept as long as the notebook's kernel runs.
_unsaved: dict[Path, Saved] = {}


def folder() -> Path:
    """Give the folder of the kept answers: beside the notebook; for learn-about notebooks, their module's."""
    here = Path.cwd()
    return (here.parent if here.name == "learn-about" else here) / "work"


def load(task: str) -> Saved:
    """Give the kept answer to a task; the notice says what was wrong with its file, if anything was."""
    path = _path(task)
    try:
        return _newest(path, answerfile.read(path))
    except Closed as problem:
        return evolve(_newest(path, Saved(task)), notice=str(problem))


def save(task: str, values: Mapping[str, Any], *, revision: int) -> Saved:
    """Keep an answer and give it as kept; `revision` is that of the answer which was changed.

    Where another tab has saved since, its answer joins the versions and the notice says so. Where the file
    cannot be written, the notice says so and the answer is held until it can, or until the kernel stops.
    """
    path = _path(task)
    try:
        plain = json.loads(json.dumps(dict(values), allow_nan=False))
        path.parent.mkdir(exist_ok=True)
        with alone(path.parent):
            found = answerfile.read(path)
            stored = evolve(_newest(path, found), notice=found.notice)
            if plain == stored.values and path not in _unsaved:
                return stored
            kept = answerfile.write(path, _next(stored, plain, revision))
    except (Closed, OSError, TypeError, ValueError, RecursionError) as problem:
        return _hold(path, dict(values), revision, problem)
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


def _path(task: str) -> Path:
    if not _TASK.fullmatch(task):
        raise ValueError(f"{task!r} is no name for a task: use up to 64 letters, digits and hyphens, such as 1a-t1.")
    return folder() / f"{task}.json"


def _next(stored: Saved, values: dict[str, Any], revision: int) -> Saved:
    """Give the answer that follows the stored one, which becomes its last version unless it was empty."""
    notice = stored.notice
    if stored.revision > revision and not _is_empty(stored.values):
        notice = notice or _OTHER_TAB
    earlier = [one for one in stored.versions if one.values != values]
    if stored.values != values and not (stored.revision == revision and _typed_on(stored.values, values)):
        earlier.append(_as_version(stored))
    return Saved(
        task=stored.task,
        values=values,
        saved=answerfile.now(),
        revision=max(stored.revision, revision) + 1,
        versions=_latest(earlier),
        notice=notice,
    )


def _typed_on(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether a text only grew by further typing, so that what was there before is still in it."""
    changed = [(before.get(name), after.get(name)) for name in {*before, *after} if before.get(name) != after.get(name)]
    return all(
        isinstance(old, str) and isinstance(new, str) and len(old) >= LONG_TEXT and new.startswith(old)
        for old, new in changed
    )


def _as_version(saved: Saved) -> Version:
    return Version(saved.revision, saved.saved or answerfile.now(), saved.values)


def _latest(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Give the last 20 different answers that hold something, oldest first."""
    found: list[Version] = []
    for version in sorted(versions, key=lambda one: one.revision):
        found = [one for one in found if one.values != version.values]
        found += [] if _is_empty(version.values) else [version]
    return tuple(found[-KEPT_VERSIONS:])


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _newest(path: Path, stored: Saved) -> Saved:
    """Give the answer held for want of a file, if there is one, with the file's among its versions."""
    held = _unsaved.get(path)
    if held is None:
        return stored
    versions = _latest([*stored.versions, *held.versions, _as_version(stored)])
    return evolve(held, revision=max(held.revision, stored.revision), versions=versions)


def _hold(path: Path, values: dict[str, Any], revision: int, problem: Exception) -> Saved:
    """Hold an answer that cannot be written, and say so."""
    why = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    held = evolve(
        _next(load(path.stem), values, revision),
        saved=None,
        notice=f"Your answer could not be saved in {path} ({why.rstrip('.')}). It stays here while this "
        "notebook is open: copy it somewhere safe before you close it, and tell your provider.",
    )
    _unsaved[path] = held
    return held
