"""The data files that lie beside a notebook."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

_KINDS = (".csv", ".xlsx")


def data(name: str) -> pd.DataFrame:
    """Give a fresh copy of a data file, found beside the notebook or one folder up.

    Changing what this returns changes neither the file nor what the next call returns.
    Raises FileNotFoundError or ValueError, in words that say what to do.
    """
    path = _find(name)
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size).copy()


def _find(name: str) -> Path:
    if Path(name).name != name or Path(name).suffix.lower() not in _KINDS:
        raise ValueError(f"{name!r} is not the name of a data file: give a name such as 'pupils.csv'.")
    here = Path.cwd()
    for folder in (here, here.parent):
        if (folder / name).is_file():
            return folder / name
    there = sorted(path.name for path in here.iterdir() if path.suffix.lower() in _KINDS)
    found = f"Data files there: {', '.join(there)}." if there else "There are no data files there."
    raise FileNotFoundError(
        f"There is no file {name} in the folder of this notebook ({here}) or the one above. {found} "
        "Fetch the module again, or put the file back, and press Start."
    )


@lru_cache(maxsize=16)
def _read(path: Path, changed: int, size: int) -> pd.DataFrame:
    """Read a file once for each state of it, known by its time of change and its size."""
    try:
        if path.suffix.lower() == ".xlsx":
            return pd.read_excel(path)
        return pd.read_csv(path, encoding="utf-8-sig", low_memory=False)
    except Exception as problem:
        raise ValueError(
            f"The file {path.name} cannot be read as a table ({problem}). Fetch the module again to have it back."
        ) from problem
