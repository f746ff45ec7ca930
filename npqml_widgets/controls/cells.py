"""Typed cells of a form: what a column holds, a row's values, and how single changes come from the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from npqml_widgets.controls.base import Kept, stylesheet

Value = str | int | float | bool | None
Kind = Literal["text", "long", "number", "date", "choice", "check", "fixed"]
Answer = Callable[..., str]
"""Called with what was done in a form; gives an empty text, or words why it cannot be kept."""


@frozen
class Column:
    """One column of a table, or one entry of a form.

    A date's value is written 2026-03-31 and shown 31/03/2026; `options` are the keys and words of a choice; "fixed"
    is shown and cannot be changed. `wide` is the width in a table, in em.
    """

    key: str
    label: str
    kind: Kind = "text"
    options: Mapping[str, str] = field(factory=dict)
    help: str = ""
    wide: float = 9

    def describe(self) -> dict[str, Any]:
        """Give what the page needs to know: JSON only, pairs where the order matters."""
        options = [[key, words] for key, words in self.options.items()]
        return {"key": self.key, "label": self.label, "kind": self.kind, "help": self.help, "wide": self.wide} | {
            "options": options
        }

    def as_text(self, value: Value) -> str:
        """Give a value of this column as people read it."""
        if value is None or value == "":
            return ""
        if self.kind == "check":
            return "yes" if value else "no"
        if self.kind == "date" and isinstance(value, str) and value.count("-") == 2:
            return "/".join(reversed(value.split("-")))
        return self.options.get(str(value), str(value))


@frozen
class Row:
    """One row: its id, a value for each column, words beside some of them, and the filters that it passes."""

    id: str
    cells: Mapping[str, Value]
    notes: Mapping[str, str] = field(factory=dict)
    tags: tuple[str, ...] = ()


class Changed(Kept):
    """A widget whose changes come one by one, each answered with words when it cannot be kept.

    `answers` has a callback for each event that the page may send. What Python sends in return is small: the turn
    it answers, the words, and when the document was saved.
    """

    _css = stylesheet("forms.css")

    def __init__(self, answers: Mapping[str, Answer], **state: Any) -> None:
        """Call these when something is done in the page."""
        self._answers = dict(answers)
        self.saved = ""
        super().__init__(**state)
        self.on_msg(self._handle)

    def _handle(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict) or str(content.get("event")) not in self._answers:
            return
        details = [content[name] for name in ("row", "column", "value") if name in content]
        words = self._answers[content["event"]](*details)
        self.send({"turn": content.get("turn"), "words": words, "saved": self.saved})
