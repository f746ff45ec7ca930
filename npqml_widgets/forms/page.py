"""The page of a document's form: its controls with the bar and the guard, and the files it can be written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import ipywidgets as widgets
from attrs import frozen

from npqml_widgets.controls.base import with_words
from npqml_widgets.controls.guard import Guard

T = TypeVar("T")
AS_STARTED = "As it was when this page was last started (press Start to go on):"


@frozen
class Output(Generic[T]):
    """A file that a document can be written to: the words of its button, its name's ending, and what makes it."""

    words: str
    ending: str
    make: Callable[[T], bytes | str]


class Page(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """The controls of a document with its bar and the guard; a saved notebook reads it as text."""

    def __init__(self, parts: Iterable[widgets.Widget], as_text: Callable[[], str]) -> None:
        """Put the parts one below the other."""
        self._as_text = as_text
        super().__init__([*parts, Guard()])

    def as_text(self) -> str:
        """Give the document in plain words."""
        return f"{AS_STARTED}\n{self._as_text()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), self.as_text())
