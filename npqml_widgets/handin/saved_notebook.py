"""A notebook as it is saved: any bytes come out as sound cells, or as a reason why there are none.

The one reader of notebooks that somebody else may have written or damaged: handing in, a newer edition, collecting and
grading all use it. Nothing in such a file is trusted, and the file is never changed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from npqml_widgets.handin import limits
from npqml_widgets.handin.large_outputs import without_outputs
from npqml_widgets.keeping.readjson import TooMuch, read_json

KINDS = ("code", "markdown", "raw")
# What is wrong with a file, to be said behind its name.
CANNOT_BE_OPENED = "cannot be opened"
TOO_LARGE = (
    f"is larger than {limits.NOTEBOOK_BYTES // 1_000_000} MB, or than {limits.CELLS_BYTES // 1_000_000} MB without "
    "its outputs, usually because a cell printed far too much. In JupyterLab choose Edit, Clear Outputs of All Cells, "
    "and save"
)
MERGED = (
    "holds two versions that a program could not put together, with lines of <<<<<<<, ======= and >>>>>>> between "
    "them. Restore the version that is yours in that program, open it to see that it is whole, and send it again"
)
ZEROS = (
    "holds nothing but zeros: a program such as OneDrive had not fetched it yet, or copying was cut off. Open it where "
    "you work on it, wait until it is there, and send it again"
)
BLANK = "is blank"
CUT_SHORT = "is cut short or damaged: its end is missing"
NO_NOTEBOOK = "is not a notebook"
NO_CELLS = "is not a notebook: there are no cells in it"
TOO_MANY_CELLS = f"holds more than {limits.CELLS:,} cells"
REPLACED = "Some characters could not be read: they were replaced."
LEFT_OUT = "The notebook was very large by what its cells had printed: it was read without that."
_MERGE = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_FEW_ZEROS = 64  # bytes: from there on nobody has typed them


@frozen
class Cell:
    """One cell: its kind, id, text and metadata are of the right type, whatever the file holds (`saved`)."""

    kind: str
    id: str
    source: str
    metadata: dict[str, Any]
    saved: dict[str, Any] = field(repr=False)

    @property
    def about(self) -> dict[str, Any]:
        """What the course says of the cell: its task, its check."""
        return record(self.metadata, "npqml")

    @property
    def marking(self) -> dict[str, Any]:
        """What nbgrader says of the cell: its grade id, whether it is locked."""
        return record(self.metadata, "nbgrader")

    @property
    def answers(self) -> tuple[str, ...]:
        """The names of the answers that the cell asks for, if it is an answer cell."""
        names = self.about.get("answers")
        return tuple(map(str, names)) if isinstance(names, list) else ()

    @property
    def task(self) -> str:
        """The id of the task that the cell asks for, if it is an answer cell."""
        return str(self.about.get("task", "")) if self.answers else ""


@frozen
class SavedNotebook:
    """What a file holds: its sound cells and its metadata; with a `fault` it cannot be read, and there are no cells.

    `repairs` says what had to be replaced to read it, `content` is all of it as data.
    """

    cells: tuple[Cell, ...] = ()
    metadata: dict[str, Any] = field(factory=dict)
    content: dict[str, Any] = field(factory=dict, repr=False)
    fault: str = ""
    repairs: tuple[str, ...] = ()

    @property
    def about(self) -> dict[str, Any]:
        """What the course says of the notebook: its module, its kind."""
        return record(self.metadata, "npqml")


def read_notebook_file(path: Path) -> SavedNotebook:
    """Return what a notebook's file holds; one that is too large is not read."""
    try:
        if path.stat().st_size > limits.NOTEBOOK_BYTES:
            return SavedNotebook(fault=TOO_LARGE)
        return read_notebook(path.read_bytes())
    except OSError:
        return SavedNotebook(fault=CANNOT_BE_OPENED)


def read_notebook(content: bytes) -> SavedNotebook:
    """Return what these bytes hold, whatever they are; raises nothing."""
    text, repairs = _text(content)
    if not text:
        return SavedNotebook(fault=ZEROS if content.count(b"\0") > _FEW_ZEROS else BLANK)
    whole = text.encode("utf-8")
    try:
        if len(whole) > limits.CELLS_BYTES:
            whole, repairs = without_outputs(whole), (*repairs, LEFT_OUT)
        if len(whole) > limits.CELLS_BYTES:
            return SavedNotebook(fault=TOO_LARGE)
        found = read_json(whole)
    except (TooMuch, RecursionError):
        return SavedNotebook(fault=NO_NOTEBOOK)
    except ValueError:
        if has_merge_marks(text):
            return SavedNotebook(fault=MERGED)
        return SavedNotebook(fault=CUT_SHORT if text.startswith("{") else NO_NOTEBOOK)
    return evolve(notebook_in(found), repairs=repairs)


def has_merge_marks(text: str) -> bool:
    """Tell whether a text holds the lines with which a program marks two versions that it could not put together."""
    return bool(_MERGE.search(text))


def folded(source: str) -> str:
    """Return a cell's text as it is compared: programs change line ends, tabs, spaces and how an accent is written."""
    return "".join(unicodedata.normalize("NFC", source).split())


def notebook_in(content: Any) -> SavedNotebook:
    """Return the notebook in what was read as JSON already."""
    found = content if isinstance(content, dict) else {}
    every = found.get("cells")
    if isinstance(found.get("worksheets"), list):  # nbformat 3
        every = list(_in_worksheets(found["worksheets"]))
    if not isinstance(every, list):
        return SavedNotebook(fault=NO_CELLS, content=found)
    if len(every) > limits.CELLS:
        return SavedNotebook(fault=TOO_MANY_CELLS)
    cells = tuple(_cell(cell) for cell in every if isinstance(cell, dict))
    return SavedNotebook(cells, record(found, "metadata"), found)


def record(holder: object, name: str) -> dict[str, Any]:
    """Return the record that another one holds under this name, or an empty one."""
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}


def _text(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return bytes as text, whatever encoding they have, and what had to be replaced."""
    encoding, repairs = json.detect_encoding(content), tuple[str, ...]()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text, repairs = content.decode(encoding, "replace"), (REPLACED,)
    return text.strip("\ufeff\0 \t\r\n"), repairs


def _in_worksheets(sheets: list[Any]) -> Iterator[Any]:
    for sheet in sheets:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from cells if isinstance(cells, list) else []


def _cell(saved: dict[str, Any]) -> Cell:
    source, kind, name = saved.get("source", saved.get("input", "")), saved.get("cell_type"), saved.get("id")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if isinstance(source, str):
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    return Cell(
        kind if kind in KINDS else "raw",
        name if isinstance(name, str) else "",
        _writable(source) if isinstance(source, str) else "",
        record(saved, "metadata"),
        saved,
    )


def _writable(text: str) -> str:
    """Return text that can be written to a file: half characters are replaced, null characters dropped."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
