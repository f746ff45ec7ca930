"""Worked examples of documents: made for the cohort when the page is built, and read from the file beside it."""

from __future__ import annotations

from typing import TypeVar

from npqml_widgets.forms.shared.files import found_beside
from npqml_widgets.handin.files import EXAMPLES
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain
from npqml_widgets.keeping.readjson import read_json

T = TypeVar("T")


def example(name: str, kind: type[T]) -> T | None:
    """Return the worked example of this name, None where its file is not there or cannot be read."""
    try:
        return read_example(name, kind)
    except Refused:
        return None


def read_example(name: str, kind: type[T]) -> T:
    """Return the worked example of this name; raises Refused where its file is gone or holds none."""
    try:
        return from_plain(read_json(beside(f"{name}.json")), kind)
    except (ValueError, RecursionError, DoesNotFit) as problem:
        raise Refused(f"{name}.json holds no example of this document. Fetch the page again.") from problem


def beside(name: str) -> bytes:
    """Return the content of a file among the examples beside the notebook; raises Refused where it is gone."""
    path = found_beside(f"{EXAMPLES}/{name}")
    try:
        if path is not None:
            return path.read_bytes()
    except OSError:
        pass
    raise Refused(f"The file {name} is not beside this page any more. Fetch the page with its folder {EXAMPLES}.")
