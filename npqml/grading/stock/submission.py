"""What was handed in for a stock course, copied to where it can be graded: any bytes, no links, repairs said."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from shutil import copyfile
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator

from npqml.grading.stock.course import Original
from npqml.grading.stock.gradebook import Marking
from npqml.grading.submission.ungradable import Ungradable
from npqml_widgets.handin.saved_notebook import read_notebook_file

MOST_FILES, MOST_BYTES = 1_500, 100_000_000  # a stock course may ask for more than our own: what its sandbox can hold
TIME = "timestamp.txt"


def stage(
    folder: Path, target: Path, notebooks: Mapping[str, Marking], originals: Mapping[str, Original], ignore: list[str]
) -> list[str]:
    """Copy a submission and give what was repaired or left out; raises Ungradable where nothing can be graded."""
    said: list[str] = []
    number = size = found = 0
    for path in _files(folder, ignore, said):
        number, size = number + 1, size + path.stat().st_size
        if number > MOST_FILES or size > MOST_BYTES:
            raise Ungradable(
                f"More than {MOST_FILES:,} files or {MOST_BYTES // 1_000_000} MB were handed in. Hand in the notebooks "
                "and what they need, and nothing else."
            )
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".ipynb":
            copyfile(path, copy)
        elif path.parent == folder and path.stem in notebooks:
            made = _read(path)
            said += [f"{path.stem}: {one}" for one in mend(made, notebooks[path.stem], originals[path.stem])]
            copy.write_text(nbformat.writes(made), encoding="utf-8")
            found += 1
        elif path.parent == folder:
            said.append(f"{path.name} is none of the assignment's notebooks: it was not graded.")
    if not found:
        raise Ungradable(f"None of the assignment's notebooks was handed in ({', '.join(notebooks)}).")
    missing = [name for name in notebooks if not (target / f"{name}.ipynb").exists()]
    said += [f"{name}.ipynb was not handed in: nbgrader gives it 0." for name in missing]
    _check_time(target / TIME, said)
    return said


def _files(folder: Path, ignore: list[str], said: list[str]) -> Iterator[Path]:
    """Return the plain files of a folder; a link could lead to another candidate's work or to a solution."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        for name in [name for name in folders if (here / name).is_symlink()]:
            said.append(f"{name} is a link to another folder: it was left out.")
            folders.remove(name)
        folders[:] = [name for name in folders if not any(fnmatch(name, one) for one in ignore)]
        for name in sorted(names):
            path = here / name
            if any(fnmatch(name, one) for one in ignore):
                continue
            if path.is_symlink() or not path.is_file():
                said.append(f"{name} is a link or no plain file: it was left out.")
            else:
                yield path


def _check_time(path: Path, said: list[str]) -> None:
    """Take out a time of handing in that cannot be read: nbgrader would stop at it."""
    if not path.exists():
        return
    try:
        utils.parse_utc(path.read_text(encoding="utf-8").strip() or None)
    except Exception:  # dateutil raises more than it says
        path.unlink()
        said.append("The time of handing in cannot be read: it counts as in time.")


def _read(path: Path) -> Any:
    """Read a notebook from any bytes."""
    sent = read_notebook_file(path)
    if sent.fault:
        raise Ungradable(f"{path.name} {sent.fault}.")
    try:
        read = nbformat.reads(json.dumps(sent.content), as_version=4)
        _without_leftovers(read)
        nbformat.validate(read, relax_add_props=True)  # as nbgrader does, after each of its steps
    except Exception as error:  # any JSON
        raise Ungradable(f"{path.name} is damaged, or it is no notebook.") from error
    return read


def _without_leftovers(notebook: Any) -> None:
    """Take out what grading makes anew, whatever stands there: outputs, and a kernel that is none."""
    kernel = notebook.metadata.get("kernelspec")
    if not isinstance(kernel, dict) or not {"name", "display_name"} <= kernel.keys():
        notebook.metadata.pop("kernelspec", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def mend(notebook: Any, marking: Marking, original: Original) -> list[str]:
    """Put nbgrader's metadata right where that is safe, in place, and give what was done."""
    said = []
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader")
        if data is None or _is_sound(cell, marking):
            continue
        name = data.get("grade_id") if isinstance(data, dict) else None
        if isinstance(name, str) and name in marking:
            cell.metadata.nbgrader = nbformat.from_dict(marking[name])
            said.append(f"the marking data of {name} had been changed: it was put back.")
        else:
            del cell.metadata["nbgrader"]
            said.append("a cell had marking data that is not the assignment's: it was taken out.")
    for name in marking:
        same = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name]
        if len(same) > 1:
            chosen = _choose(name, same, notebook.cells, original)
            for cell in same:
                if cell is not chosen:
                    del cell.metadata["nbgrader"]
            said.append(f"{name} was there more than once: the one in its own place counts.")
        elif not same and (marking[name]["grade"] or marking[name]["task"]):
            said.append(f"{name} is missing.")
    return said


def _is_sound(cell: Any, marking: Marking) -> bool:
    """Tell whether nbgrader can work with a cell's metadata."""
    try:
        MetadataValidator().validate_cell(cell)
    except Exception:  # whatever stands there, of any type
        return False
    flagged = utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell) or utils.is_task(cell)
    return not flagged or cell.metadata.nbgrader.get("grade_id") in marking


def _choose(name: str, same: list[Any], cells: list[Any], original: Original) -> Any:
    """Return the cell in the original's place: its id is the original's, else it follows the same graded cell."""
    by_id = [cell for cell in same if cell.get("id") and cell.get("id") == original.cells.get(name)]
    names = list(original.cells)
    before = names[names.index(name) - 1] if name in names[1:] else None

    def follows(cell: Any) -> bool:
        upto = cells[: next(number for number, one in enumerate(cells) if one is cell)]
        known = [found for one in upto if (found := one.metadata.get("nbgrader", {}).get("grade_id"))]
        return (known[-1] if known else None) == before

    among = by_id or same
    return next((cell for cell in among if follows(cell)), among[0])
