"""Files beside the notebook that a document is written to, and when something was, in words."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import count
from pathlib import Path

from npqml_widgets.keeping.files import Closed, folder, put_in_place


def stamp(name: str) -> tuple[int, int]:
    """Give what tells one state of a document's file from the next, without reading it; (0, 0) if there is none."""
    try:
        about = os.stat(folder() / f"{name}.json")
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_ino


def write_beside(name: str, content: bytes) -> str:
    """Write a file beside the notebook under a name that is free, and say where; raise OSError where it cannot be."""
    wanted = Path.cwd() / name
    names = (wanted if turn == 1 else wanted.with_stem(f"{wanted.stem}-{turn}") for turn in count(1))
    path = next(one for one in names if not os.path.lexists(one))
    put_in_place(path, content)
    return f"Written to {path.name}, in the folder of this notebook."


def read_from(filename: str, endings: str) -> None:
    """Refuse, in words, a file whose name has none of these endings (".xlsx,.csv")."""
    if Path(filename).suffix.lower() not in endings.split(","):
        raise Closed(f"{filename} was not brought in: choose a file that ends in {endings.replace(',', ' or ')}.")


def when(moment: datetime) -> str:
    """Say when something was: the time, and the day unless it was today."""
    there = moment.astimezone()
    today = there.date() == datetime.now().astimezone().date()
    return f"today at {there:%H:%M:%S}" if today else f"{there.day} {there:%B} {there.year} at {there:%H:%M:%S}"


def installed(module: str) -> bool:
    """Tell whether a library is there that not everybody has, such as docx."""
    from importlib.util import find_spec

    return find_spec(module) is not None
