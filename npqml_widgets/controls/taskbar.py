"""What stands below the controls of a task: its state, its hints, starting again; and the guard of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from npqml_widgets.controls.base import Control, Shown, script, with_words
from npqml_widgets.controls.preview import Preview

STATES = ("not-tried", "cannot-read", "read", "not-yet", "right-so-far", "old")


class TaskBar(Shown):
    """The state of a task in words, hints that open one by one, start again and bring back.

    `state` is one of not-tried, cannot-read, read, not-yet, right-so-far and old (the words then belong to an
    earlier answer); `words` is the text shown, `notice` a message about how answers are kept.
    """

    _esm = script("taskbar.js")

    state = traitlets.Enum(STATES, default_value="not-tried").tag(sync=True)
    words = traitlets.Unicode("Not tried yet.").tag(sync=True)
    notice = traitlets.Unicode("").tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hints_shown = traitlets.Int(0).tag(sync=True)
    can_bring_back = traitlets.Bool(False).tag(sync=True)

    def __init__(self, hints: Sequence[str] = ()) -> None:
        """Show the state of a task that has these hints."""
        super().__init__(hints=list(hints))
        self._callbacks: dict[str, list[Callable[[], None]]] = {"reset": [], "bring_back": []}
        self.on_msg(self._handle)

    def on_reset(self, callback: Callable[[], None]) -> None:
        """Call this when somebody starts the task again."""
        self._callbacks["reset"].append(callback)

    def on_bring_back(self, callback: Callable[[], None]) -> None:
        """Call this when somebody wants the earlier answer back."""
        self._callbacks["bring_back"].append(callback)

    def as_text(self) -> str:
        """Give the state of the task in plain words."""
        earlier = "This verdict was for your earlier answer: " if self.state == "old" else ""
        return " ".join(part for part in (earlier + self.words, self.notice) if part)

    def _handle(self, _widget: Any, content: Any, _buffers: Any) -> None:
        event = content.get("event") if isinstance(content, dict) else None
        for callback in self._callbacks.get(str(event), []):
            callback()


# A notebook is saved with the words that were there when its form was shown, not with what was answered since.
AS_STARTED = "Your answers when this page was last started (press Start to go on):"


class Form(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """The controls of one task with its bar and the guard; a saved notebook reads them as text."""

    def __init__(self, controls: Iterable[Control | Preview], bar: TaskBar) -> None:
        """Put the controls above the bar."""
        self._read_out = [*controls, bar]
        super().__init__([*self._read_out, Guard()])

    def as_text(self) -> str:
        """Give all answers and the state of the task in plain words."""
        return "\n".join([AS_STARTED, *filter(None, (one.as_text() for one in self._read_out))])

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), self.as_text())


class Guard(anywidget.AnyWidget):
    """Nothing to see: keeps keys pressed anywhere in its output from reaching the notebook, where x cuts a cell."""

    _esm = script("guard.js")

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), "")
