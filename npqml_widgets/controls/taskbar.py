"""What stands below the controls of a task: its state, hints, starting again, a report; and the guard of a form."""

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
    """The state of a task in words, hints that open one by one, start again, bring back, and a report of a problem.

    `state` is one of not-tried, cannot-read, read, not-yet, right-so-far and old (the words then belong to an
    earlier answer); `words` is the text shown, `notice` a message about how answers are kept. `report` is set by
    `tell_report`.
    """

    _esm = script("taskbar.js")

    state = traitlets.Enum(STATES, default_value="not-tried").tag(sync=True)
    words = traitlets.Unicode("Not tried yet.").tag(sync=True)
    notice = traitlets.Unicode("").tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hints_shown = traitlets.Int(0).tag(sync=True)
    can_bring_back = traitlets.Bool(False).tag(sync=True)
    report = traitlets.Dict({"words": "", "note": "", "notice": "", "turn": 0}).tag(sync=True)

    def __init__(self, hints: Sequence[str] = ()) -> None:
        """Show the state of a task that has these hints."""
        super().__init__(hints=list(hints))
        self._callbacks: dict[str, list[Callable[[], None]]] = {"reset": [], "bring_back": []}
        self._reporters: list[Callable[[str], None]] = []
        self._turn = 0
        self.on_msg(self._handle)

    def on_reset(self, callback: Callable[[], None]) -> None:
        """Call this when somebody starts the task again."""
        self._callbacks["reset"].append(callback)

    def on_bring_back(self, callback: Callable[[], None]) -> None:
        """Call this when somebody wants the earlier answer back."""
        self._callbacks["bring_back"].append(callback)

    def on_report(self, callback: Callable[[str], None]) -> None:
        """Call this with the words of somebody who reports a problem; without words a report is withdrawn."""
        self._reporters.append(callback)

    def tell_report(self, words: str, note: str, notice: str = "") -> None:
        """Show the report that is kept: its words, a note below it, and a notice where something went wrong."""
        # The turn makes every answer a change, so that the page hears of the same words saved again.
        self._turn += 1
        self.report = {"words": words, "note": note, "notice": notice, "turn": self._turn}

    @property
    def state_words(self) -> str:
        """The state of the task in plain words, and that it is an earlier one where it is."""
        earlier = "This verdict was for your earlier answer: " if self.state == "old" else ""
        return earlier + self.words

    def as_text(self) -> str:
        """Give the state of the task in plain words."""
        return " ".join(part for part in (self.state_words, self.notice) if part)

    def _handle(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict):
            return
        for callback in self._callbacks.get(str(content.get("event")), []):
            callback()
        if content.get("event") == "report" and isinstance(content.get("words"), str):
            for reporter in self._reporters:
                reporter(content["words"])


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
