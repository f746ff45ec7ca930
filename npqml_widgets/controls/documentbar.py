"""What stands below a document: whether it is saved, undo, earlier versions, files to write and to bring in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from npqml_widgets.controls.base import Shown, script, stylesheet

Answer = Callable[[str, str, bytes], str]
"""Called with an event (undo, read, back, write, bring), its detail and a file's content; gives words for people."""


class DocumentBar(Shown):
    """The state of a document in words and what can be done with the whole of it.

    `undo` names the change that Undo takes back, `versions` are pairs of a key and words, newest first; `told` is
    what came of the last thing asked for.
    """

    _esm = script("documentbar.js")
    _css = stylesheet("forms.css")

    setup = traitlets.Dict().tag(sync=True)
    saved = traitlets.Unicode("").tag(sync=True)
    notice = traitlets.Unicode("").tag(sync=True)
    undo = traitlets.Unicode("").tag(sync=True)
    versions: Any = traitlets.List().tag(sync=True)
    told = traitlets.Dict({"turn": 0, "words": ""}).tag(sync=True)

    def __init__(self, title: str, outputs: Sequence[Sequence[str]], *, reads: str, answer: Answer) -> None:
        """Offer these outputs (pairs of a key and words), and files with these endings to bring in."""
        self._answer = answer
        self._turn = 0
        super().__init__(setup={"title": title, "outputs": [list(one) for one in outputs], "reads": reads})
        self.on_msg(self._handle)

    def tell(self, words: str) -> None:
        """Show words about the whole document, such as what a file held."""
        self._turn += 1
        self.told = {"turn": self._turn, "words": words}

    def as_text(self) -> str:
        """Give whether the document is saved, in plain words."""
        return " ".join(part for part in (self.saved, self.notice) if part)

    def _handle(self, _widget: Any, content: Any, buffers: Any) -> None:
        if not isinstance(content, dict) or content.get("event") not in ("undo", "read", "back", "write", "bring"):
            return
        words = self._answer(content["event"], str(content.get("detail", "")), bytes(buffers[0]) if buffers else b"")
        if words or content["event"] != "bring":  # a form that has to ask first has told so itself
            self.tell(words)
