"""Worked examples of documents: made for the cohort when the page is built, and read from the file beside it."""

from __future__ import annotations

from typing import TypeVar

from npqml_widgets.forms.shared.files import found_beside
from npqml_widgets.handin.files import EXAMPLES
from npqml_widgets.keeping.plain import DoesNotFit, from_plain
from npqml_widgets.keeping.readjson import read_json

T = TypeVar("T")


def example(name: str, kind: type[T]) -> T | None:
    """Return the worked example of this name, None where its file is not there or cannot be read."""
    path = found_beside(f"{EXAMPLES}/{name}.json")
    if path is None:
        return None
    try:
        return from_plain(read_json(path.read_bytes()), kind)
    except (OSError, ValueError, RecursionError, DoesNotFit):
        return None
