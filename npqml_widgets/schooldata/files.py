"""The data files that lie beside a notebook."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd

from npqml_widgets.schooldata.columns import what_has_changed
from npqml_widgets.schooldata.savedagain import Changed, as_it_was
from npqml_widgets.spreadsheets.filledcells import only_filled_cells
from npqml_widgets.spreadsheets.kinds import TEXT, what_it_is

CURE = "Fetch the module again to have the file as it was, and press Start."
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


class _Empty(ValueError):
    """Says that a file holds no rows."""


def _table(content: bytes, kind: str) -> pd.DataFrame:
    if kind == ".xlsx":
        return pd.read_excel(BytesIO(only_filled_cells(content)))
    if not content.strip(b"\xef\xbb\xbf \t\r\n,;"):
        return pd.DataFrame()
    return pd.read_csv(StringIO(as_it_was(content)), low_memory=False)


@lru_cache(maxsize=16)
def _read(path: Path, changed_at: int, size: int) -> pd.DataFrame:
    """Read a file once for each state of it, known by its time of change and its size."""
    try:
        content = path.read_bytes()
        table = _table(content, path.suffix.lower())
        if table.empty:
            raise _Empty("it is empty")
        if changed := what_has_changed(path.stem, [str(column) for column in table.columns]):
            raise Changed(changed)
        return table
    except Changed as problem:
        raise ValueError(f"A spreadsheet has changed {path.name}: {problem}. {CURE}") from None
    except Exception as problem:
        found = "" if isinstance(problem, _Empty) else what_it_is(content)
        found = "" if found == TEXT and path.suffix.lower() == ".csv" else found  # which is what it should be
        why = f"it is {found}" if found else problem
        raise ValueError(f"The file {path.name} cannot be read as a table ({why}). {CURE}") from problem
