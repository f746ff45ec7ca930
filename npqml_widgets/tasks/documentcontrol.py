"""A document's own form as the control of a task: what it keeps becomes the task's answer at once.

The form is a DocumentForm, which no task imports: its kind names it, and it is loaded where it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets
import traitlets

from npqml_widgets.documents.field import Document, Unloadable
from npqml_widgets.keeping import documents

NOT_TYPED = (
    "You typed a line in this cell. A document is answered in its form: what stands here is your answer, and the line "
    "changes nothing. Delete the line and run the cell again (Shift+Enter)."
)


class DocumentForm(Protocol):
    """What a task asks of a document's form."""

    page: Any
    document: Any

    @property
    def kept(self) -> documents.Kept[Any]:
        """The document as it is kept."""

    def follow(self, changed: Callable[[], None]) -> None:
        """Call this whenever another state of the document is shown."""

    def look(self) -> str:
        """Show what was kept elsewhere since."""

    def start_again(self) -> None:
        """Show what the form began with."""

    def bring_back_last(self) -> None:
        """Bring back the latest earlier version."""

    def as_text(self) -> str:
        """The document in plain words."""


class DocumentControl(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """Shows a document's form, and has what stands for its state as `value`: None while nobody has changed it.

    The other traits are those of a Control, so that a task's form treats both alike.
    """

    value = traitlets.Any(None, allow_none=True)
    reading = traitlets.Unicode("")
    unreadable = traitlets.Bool(False)
    note = traitlets.Unicode("")
    saved = traitlets.Unicode("")
    revision = traitlets.Int(0)

    def __init__(self, field: Document, name: str, raw: Any = None) -> None:
        """Show the document that is kept under this name; `raw` is what was saved for it among the answers."""
        self.field, self.name, self._raw = field, name, raw
        self.based: int | None = None
        self.before_change: Callable[[], None] = lambda: None
        self.form: DocumentForm = field.kind.load_form()(name, field.start)
        self._noted = widgets.HTML()
        super().__init__([self._noted, self.form.page])
        self.value = self._answer()
        self.form.follow(self._changed)
        self.observe(self._show_note, names="note")
        self.observe(self._take, names="value")

    @property
    def given(self) -> Any:
        """The document as its field reads it: Unloadable where its file can be neither read nor written to."""
        return Unloadable(self.form.kept.notice) if self.form.kept.closed else self.form.document

    @property
    def can_bring_back(self) -> bool:
        """Whether there is an earlier version."""
        return bool(self.form.kept.versions)

    def as_text(self) -> str:
        """The document in plain words."""
        return self.form.as_text()

    def follow(self, answer: Any, revision: int) -> None:
        """Show a document that was kept with its task's answers as this revision."""
        self.value = answer

    def _answer(self) -> Mapping[str, Any] | None:
        kept = self.form.kept
        if kept.closed:  # nobody can say what is in it, nor that there is nothing
            return self._raw or documents.as_answer(self.name, kept)
        return None if self.field.is_untouched(self.form.document) else documents.as_answer(self.name, kept)

    def _changed(self) -> None:
        answer = self._answer()
        if answer != self.value:
            self.before_change()
            self.value = answer

    def _take(self, _: Any) -> None:
        """Show what another form of the same task has kept."""
        if self.value != self._answer():
            self.form.look()

    def _show_note(self, _: Any) -> None:
        self._noted.value = f"<p>{escape(self.note)}</p>" if self.note else ""
