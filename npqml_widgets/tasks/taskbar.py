"""What stands below the controls of a task: its state, hints, starting again, and a report of a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as widgets
import traitlets

from npqml_widgets.controls.base import Shown, script, with_words
from npqml_widgets.controls.guard import Guard
from npqml_widgets.controls.kinds import Control
from npqml_widgets.controls.preview import Preview
from npqml_widgets.tasks.documentcontrol import DocumentControl
from npqml_widgets.tasks.states import EARLIER, TaskState

OLD = "old"
OLD_SIGN = "↺"
FORM_TYPE = "application/vnd.npqml.form+json"


def _name(state: TaskState) -> str:
    """The name of a state as the page and its style sheet have it."""
    return state.replace(" ", "-")


class TaskBar(Shown):
    """The state of a task in words, hints that open one by one, start again, bring back, and a report of a problem.

    `state` is a task's state (`tell`), or old while the words belong to an earlier answer (`grow_old`); in the page
    its name has hyphens. `heading` and `message` are the text shown, `notice` a message about how answers are kept.
    `report` is set by `tell_report`; `place` begins the places of the task's controls.
    """

    _esm = script("taskbar.js", package="npqml_widgets.tasks")

    state = traitlets.Unicode(_name(TaskState.NOT_TRIED)).tag(sync=True)
    sign = traitlets.Unicode(TaskState.NOT_TRIED.sign).tag(sync=True)
    heading = traitlets.Unicode(f"{TaskState.NOT_TRIED.words}.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    earlier = traitlets.Unicode(EARLIER).tag(sync=True)
    notice = traitlets.Unicode("").tag(sync=True)
    place = traitlets.Unicode("").tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hints_shown = traitlets.Int(0).tag(sync=True)
    can_bring_back = traitlets.Bool(False).tag(sync=True)
    report = traitlets.Dict({"words": "", "note": "", "notice": "", "turn": 0}).tag(sync=True)

    def __init__(self, hints: Sequence[str] = (), place: str = "") -> None:
        """Show the state of a task that has these hints."""
        super().__init__(hints=list(hints), place=place)
        self._callbacks: dict[str, list[Callable[[], None]]] = {"reset": [], "bring_back": [], "look": []}
        self._reporters: list[Callable[[str], None]] = []
        self._turn = 0
        self.on_msg(self._handle)

    def on_reset(self, callback: Callable[[], None]) -> None:
        """Call this when somebody starts the task again."""
        self._callbacks["reset"].append(callback)

    def on_bring_back(self, callback: Callable[[], None]) -> None:
        """Call this when somebody wants the earlier answer back."""
        self._callbacks["bring_back"].append(callback)

    def on_look(self, callback: Callable[[], None]) -> None:
        """Call this when another tab may have changed the answer."""
        self._callbacks["look"].append(callback)

    def on_report(self, callback: Callable[[str], None]) -> None:
        """Call this with the words of somebody who reports a problem; without words a report is withdrawn."""
        self._reporters.append(callback)

    def tell(self, state: TaskState, message: str = "") -> None:
        """Show a state of the task, and what is to be said beside it."""
        with self.hold_sync():
            self.heading, self.message, self.sign = f"{state.words}.", message, state.sign
            self.state = _name(state)

    def grow_old(self) -> None:
        """Mark the state that is shown as one of an earlier answer."""
        with self.hold_sync():
            self.state, self.sign = OLD, OLD_SIGN

    def tell_report(self, words: str, note: str, notice: str = "") -> None:
        """Show the report that is kept: its words, a note below it, and a notice where something went wrong."""
        # The turn makes every answer a change, so that the page hears of the same words saved again.
        self._turn += 1
        self.report = {"words": words, "note": note, "notice": notice, "turn": self._turn}

    @property
    def words(self) -> str:
        """The state of the task in plain words, and that it is an earlier one where it is."""
        said = " ".join(part for part in (self.heading, self.message) if part)
        return f"{self.earlier}{said}" if self.state == OLD else said

    def as_text(self) -> str:
        """The state of the task in plain words."""
        return " ".join(part for part in (self.words, self.notice) if part)

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
    """The controls of one task with its bar and the guard; a saved notebook reads them as text.

    For programs it also holds what is asked, without anybody's answers.
    """

    def __init__(self, controls: Iterable[Control | DocumentControl | Preview], bar: TaskBar) -> None:
        """Put the controls above the bar."""
        self._controls, self._bar = list(controls), bar
        super().__init__([*self._controls, bar, Guard()])

    def as_text(self) -> str:
        """All answers and the state of the task in plain words."""
        return "\n".join([AS_STARTED, *filter(None, (shown.as_text() for shown in (*self._controls, self._bar)))])

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = with_words(super()._repr_mimebundle_(**kwargs), self.as_text())
        asked = [
            [shown.field.label, shown.field.offered()]
            for shown in self._controls
            if isinstance(shown, Control | DocumentControl)
        ]
        return {**bundle, FORM_TYPE: {"asks": asked}}
