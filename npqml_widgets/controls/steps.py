"""Documents that are gone through step by step: a case, questions, the log, the reflection and the self-rating."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from npqml_widgets.controls.base import Kept, script, stylesheet
from npqml_widgets.keeping.one_at_a_time import ALONE

Page = dict[str, Any]
"""All that a control shows, as JSON."""
Step = dict[str, Any]
"""What somebody did, as the page sent it, such as {"event": "choose", "choice": "look-first"}."""


class Steps(Kept):
    """Shows a page, and hands each step that somebody takes to `take`, which gives words to say about it.

    A page that answers a step carries the step's `turn`, so that whoever took it sees that it has arrived; `read_out`
    gives the document in words, for a saved notebook.
    """

    _css = stylesheet("forms.css", "steps.css")

    page = traitlets.Dict().tag(sync=True)

    def __init__(self, take: Callable[[Step], str], read_out: Callable[[], str]) -> None:
        """Show nothing yet: whoever made the control sets its page."""
        self._take, self._read_out = take, read_out
        # JupyterLab 4.6 with ipykernel 7 hands the messages of one page to several threads of the kernel.
        self.alone = ALONE
        super().__init__()
        self.on_msg(self._handle)

    def as_text(self) -> str:
        """Give the document in plain words."""
        return self._read_out()

    def _handle(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("event"), str):
            return
        with self.alone, self.hold_sync():  # one answer a step, however often the page was set on the way
            said = self._take(content)
            self.page = {**self.page, "said": said, "turn": str(content.get("turn", ""))}


class CaseControl(Steps):
    """A case, one situation at a time."""

    _esm = script("steps.js", "case.js")


class QuestionsControl(Steps):
    """Questions, one at a time."""

    _esm = script("steps.js", "questions.js")


class LogControl(Steps):
    """The learning log."""

    _esm = script("steps.js", "log.js")


class ReflectionControl(Steps):
    """The leadership reflection."""

    _esm = script("steps.js", "reflection.js")


class SelfRatingControl(Steps):
    """Rating oneself against the criteria."""

    _esm = script("steps.js", "selfrating.js")
