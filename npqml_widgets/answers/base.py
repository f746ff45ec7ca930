"""What every kind of answer has in common."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any, Protocol, runtime_checkable

from attrs import field, frozen

from npqml_widgets.answers.reading import Reading, quoted

NO_ANSWER = "No answer"


@runtime_checkable
class Field(Protocol):
    """One answer of a task: its label, how it is read, and how it is printed."""

    @property
    def label(self) -> str:
        """Give the question in a few words."""

    def read(self, raw: Any) -> Reading:
        """Give the reading of what a control saved or somebody typed in Python."""

    def as_text(self, raw: Any) -> str:
        """Give the answer in plain words, for reports and printed notebooks."""


@frozen
class Answer:
    """A field with a label and some help; each kind says how it reads an answer and how it says one."""

    label: str
    help: str = field(default="", kw_only=True)

    def read(self, raw: Any) -> Reading:
        """Give the reading of what a control saved or somebody typed in Python."""
        raise NotImplementedError

    def said(self, value: Any) -> str:
        """Give a value that was read in plain words."""
        raise NotImplementedError

    def as_text(self, raw: Any) -> str:
        """Give the answer in plain words: as read, or as it was typed where it cannot be read."""
        reading = self.read(raw)
        if reading.state == "read":
            return self.said(reading.value)
        if reading.state == "blank":
            return NO_ANSWER
        return quoted(", ".join(map(str, raw)) if isinstance(raw, list | tuple) else raw, most=200)


def is_empty(raw: object) -> bool:
    """Tell whether an answer is a list, table or the like with nothing in it."""
    return getattr(raw, "size", None) == 0 or (isinstance(raw, Sized) and len(raw) == 0)
