"""Files beside the notebook: what a document can be written to, what is brought in, and what was released with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen

from npqml_widgets.documents.shared.printing import Page, can_write_word, to_docx, to_html
from npqml_widgets.keeping.files import Closed, put_in_place
from npqml_widgets.spreadsheets.kinds import way_out

T = TypeVar("T")


@frozen
class Output(Generic[T]):
    """A file that a document can be written to: the words of its button, its name's ending, and what makes it."""

    words: str
    ending: str
    make: Callable[[T], bytes | str]


def printed_and_workbook(printed: Callable[[T], Page], to_xlsx: Callable[[T], bytes]) -> tuple[Output[T], ...]:
    """Return a document's page to print, its workbook and, where python-docx is installed, its Word document."""
    made = [
        Output[T]("Save for printing (HTML)", ".html", lambda document: to_html(printed(document))),
        Output("Save as a workbook (XLSX)", ".xlsx", to_xlsx),
    ]
    if can_write_word():
        made.append(Output("Save for Word (DOCX)", ".docx", lambda document: to_docx(printed(document))))
    return tuple(made)


def write_beside(name: str, content: bytes) -> str:
    """Write a file beside the notebook under a name that is free, and say where; raises OSError where it cannot be."""
    wanted = Path.cwd() / name
    names = (wanted if turn == 1 else wanted.with_stem(f"{wanted.stem}-{turn}") for turn in count(1))
    path = next(free for free in names if not os.path.lexists(free))
    put_in_place(path, content)
    return f"Written to {path.name}, in the folder of this notebook."


def may_be_read(filename: str, endings: str) -> None:
    """Refuse, in words, a file whose name has none of these endings (".xlsx,.csv")."""
    if Path(filename).suffix.lower() in endings.split(","):
        return
    if found := way_out(filename):
        raise Closed(f"{filename} was not brought in. It is {found}.")
    raise Closed(f"{filename} was not brought in: choose a file that ends in {endings.replace(',', ' or ')}.")


def found_beside(name: str) -> Path | None:
    """Return the file of this name beside the notebook or one folder up, or None."""
    here = Path.cwd()
    return next((folder / name for folder in (here, here.parent) if (folder / name).is_file()), None)
