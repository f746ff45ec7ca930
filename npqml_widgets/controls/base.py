"""What every control has in common: an answer that is kept, how it was read, and words for a saved notebook."""

from __future__ import annotations

from importlib import resources
from typing import Any

import anywidget
import traitlets


def script(*names: str) -> str:
    """Give the JavaScript of one control, from these files, with what all of them share in front of it."""
    return "\n".join(map(_file, ("common.js", *names)))


def stylesheet(*more: str) -> str:
    """Give the style sheet that all controls share, with what these files add to it."""
    return "\n".join(map(_file, ("controls.css", *more)))


def _file(name: str) -> str:
    return resources.files("npqml_widgets.controls").joinpath(name).read_text(encoding="utf-8")


def with_words(shown: Any, words: str) -> Any:
    """Give what a widget hands to a notebook, with these words as its plain text."""
    bundle = shown[0] if isinstance(shown, tuple) else shown
    if bundle is not None:
        bundle["text/plain"] = words
    return shown


class Shown(anywidget.AnyWidget):
    """A widget whose saved notebook still says in words what it showed."""

    _css = stylesheet()

    def as_text(self) -> str:
        """Give what the widget shows in plain words."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), self.as_text())


class Control(Shown):
    """One question of a form and its answer.

    `value` is the answer as entered (None while untouched); `reading` says how Python understood it and `saved`
    that it is kept; both are set by whoever shows the control.
    """

    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    reading = traitlets.Unicode("").tag(sync=True)
    unreadable = traitlets.Bool(False).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    saved = traitlets.Unicode("").tag(sync=True)

    def __init__(self, field: Any, raw: Any = None) -> None:
        """Show a field with the answer that was saved for it, or None."""
        self.field = field
        super().__init__(value=raw, setup=self.describe(field))
        self.on_msg(self._told)

    def _told(self, _widget: Any, content: Any, _buffers: Any) -> None:
        # What a page says when it closes before its last change was sent.
        if isinstance(content, dict) and "answer" in content:
            self.value = content["answer"]

    def describe(self, field: Any) -> dict[str, Any]:
        """Give what the page needs to know of the field: JSON only, pairs where the order matters."""
        return {"label": field.label, "help": getattr(field, "help", "")}

    def as_text(self) -> str:
        """Give the question and its answer in plain words."""
        reading = self.field.read(self.value)
        words = "not answered yet" if reading.state == "blank" else self.field.as_text(self.value)
        return f"{self.field.label}: {words}"
