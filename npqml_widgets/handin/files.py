"""Which files of a module go along when it is handed in: the notebook, all answers, and a candidate's own data."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from npqml_widgets.handin import limits
from npqml_widgets.handin.large_outputs import without_outputs
from npqml_widgets.handin.pupil_files import NOT_PACKED, holds_pupils
from npqml_widgets.handin.receipt import APART
from npqml_widgets.keeping.readjson import TooMuch
from npqml_widgets.tasks.accepted import FILE as VERDICTS

# Data only: a file of Python beside the notebook would be imported in place of the course's own.
CARRIED = frozenset({".csv", ".xlsx", ".txt", ".md", ".json"})
ASSESSMENT = "assessment"
"""The module's name of the candidate's own documents and cases: they are handed in together, and nothing is marked."""
PERSONAL = ("360-round", "360-form")
"""How names of what raters said of a person begin; it was collected for one purpose, and stays with its collator."""
NOT_SENT = "What the raters of a 360 round wrote stays here: it is no part of a module, and is never packed."
EARLIER = "earlier"
"""The folder of what was there before: earlier pages and packed files, of which nothing is handed in."""
EXAMPLES = "examples"
"""The folder of worked examples beside the pages of the assessment: the course's, not the candidate's."""
NOT_CARRIED = frozenset({"learn-about", EARLIER, EXAMPLES})


def is_file(path: Path) -> bool:
    """Tell whether a path is a file itself, and no link, folder or pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a module's folder, without those of its subfolders."""
    return sorted(path for path in folder.glob("*.ipynb") if is_file(path) and not path.name.startswith("."))


def files_of(folder: Path, notebook: Path | None, *, own: bool = False) -> tuple[dict[str, bytes], list[str]]:
    """Return the files to pack, by their names, and in words which ones were left out.

    Of the notebooks only `notebook` is packed: grading takes one. A damaged answer that was put aside goes along,
    because the provider may be able to read it. `own`: these are a candidate's own documents, beside which a file with
    pupils is a school's and stays; those of a module are made up.
    """
    found: dict[str, bytes] = {}
    left: list[str] = []
    total = 0
    for path in [*([notebook] if notebook else []), *data_files(folder, damaged=True)]:
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(PERSONAL) for part in name.split("/")):
            left += [] if NOT_SENT in left else [NOT_SENT]
            continue
        try:
            size = path.stat().st_size
            content = _content(path, size, is_notebook=path == notebook)
            if content is None or len(found) >= limits.FILES or total + len(content) > limits.WHOLE_BYTES:
                left.append(f"{name} was left out: it is too large, or there are too many files.")
                continue
        except OSError as problem:
            left.append(f"{name} was left out: it cannot be read ({problem.strerror}).")
            continue
        if own and not name.startswith("work/") and holds_pupils(name, content):
            left.append(NOT_PACKED.format(name))
            continue
        found[name] = content
        total += len(content)
    return found, left


def _content(path: Path, size: int, *, is_notebook: bool) -> bytes | None:
    """Return what is packed of a file, of a very large notebook its cells alone; None where it is too large."""
    if not is_notebook:
        return path.read_bytes() if size <= limits.FILE_BYTES else None
    if size > limits.NOTEBOOK_BYTES:
        return None
    content = path.read_bytes()
    with suppress(TooMuch):
        content = without_outputs(content.strip()) if size > limits.CELLS_BYTES else content
    return content if len(content) <= limits.CELLS_BYTES else None


def data_files(folder: Path, *, damaged: bool = False) -> list[Path]:
    """Return the files besides the notebook that go along: saved answers first, so that nothing takes their room.

    With `damaged` answers that were put aside are among them.
    """
    every = [path for path in _walk(folder, damaged) if path.relative_to(folder).as_posix() not in APART]
    return sorted(every, key=lambda path: (path.relative_to(folder).parts[0] != "work", path))


def _walk(folder: Path, damaged: bool) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in NOT_CARRIED]
        for name in names:
            path = Path(place, name)
            aside = damaged and path.parent == folder / "work" and ".damaged-" in name
            wanted = aside or path.suffix.lower() in CARRIED
            if wanted and not name.startswith(".") and name != VERDICTS and is_file(path):
                yield path
