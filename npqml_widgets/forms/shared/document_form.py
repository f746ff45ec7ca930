"""What the form of every document shares: it keeps each change, takes it back, prints, writes files and reads them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.base import Kept, with_words
from npqml_widgets.controls.documentbar import DocumentBar
from npqml_widgets.controls.guard import Guard
from npqml_widgets.forms.shared.files import Output, may_be_read, write_beside
from npqml_widgets.forms.shared.words import when
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.clock import in_england
from npqml_widgets.keeping.files import Closed, folder, mark_of_folder
from npqml_widgets.keeping.one_at_a_time import one_at_a_time
from npqml_widgets.tasks import notebook

T = TypeVar("T")
FROM_ELSEWHERE = "This document was changed in another tab or window. Those changes are shown here now."
AS_STARTED = "As it was when this page was last started (press Start to go on):"
UNDO = "Undo, below the form, brings it back."
STEPS_BACK = 100  # changes that Undo can take back while the notebook's kernel runs


class Page(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """The controls of a document with its bar and the guard; a saved notebook reads it as text."""

    def __init__(self, parts: Iterable[widgets.Widget], as_text: Callable[[], str]) -> None:
        """Put the parts one below the other."""
        self._as_text = as_text
        super().__init__([*parts, Guard()])

    def as_text(self) -> str:
        """Return the document in plain words."""
        return f"{AS_STARTED}\n{self._as_text()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), self.as_text())


class DocumentForm(Generic[T]):
    """Shows one document, keeps every change to it at once, and lets nobody lose anything.

    A subclass names its model in `kind` and its heading in `title`, makes its controls in `body` and fills them in
    `fill`. Each control's callback calls `change`. Outputs and readers raise Refused, in words, where they cannot.
    """

    kind: type[T]
    title: str = ""
    offers_versions = True
    """Whether somebody may bring an earlier version of the whole back."""

    def __init__(self, name: str, start: T | None = None) -> None:
        """Open the document that is kept under this name, such as "risk-register"; `start` while none is kept."""
        self.name, self.start = name, start
        self.notice = ""
        self._follow: Callable[[], None] = lambda: None
        self._undo: deque[tuple[str, T]] = deque(maxlen=STEPS_BACK)
        self.load()
        self.bar = DocumentBar(
            self.title,
            [[output.ending, output.words] for output in self.outputs()],
            reads=self.reads(),
            answer=self._answer,
        )
        body = self.body()
        for number, part in enumerate(_kept_parts(body)):
            part.place = f"{mark_of_folder()} document {name} {number}"
        self.page = Page([*body, self.bar], self.as_text)
        self._show()

    # What a subclass gives.

    def body(self) -> Sequence[widgets.Widget]:
        """Make the controls, still empty, and give them from top to bottom."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show `self.document` in the controls."""
        raise NotImplementedError

    def as_text(self) -> str:
        """Return the document in plain words, for a saved notebook and for whoever marks it."""
        raise NotImplementedError

    def outputs(self) -> tuple[Output[T], ...]:
        """Return the files that the document can be written to."""
        return ()

    def reads(self) -> str:
        """Return the endings of the files that can be brought in, such as ".xlsx,.csv"; an empty text: none."""
        return ""

    def bring_in(self, content: bytes, filename: str) -> T | None:
        """Return the document in a file; None where the form has to ask first, such as which column is what."""
        raise NotImplementedError

    # What a subclass calls.

    def load(self) -> None:
        """Read the document as it is kept now; `notice` says what was wrong with it, if anything was."""
        kept = documents.load(self.name, self.kind)
        if self.start is not None and kept.revision == 0 and not kept.notice:
            kept = evolve(kept, document=self.start)
        self._take(kept)

    @one_at_a_time
    def change(self, edit: Callable[[T], T], what: str = "") -> str:
        """Make a change to the newest state of the document and keep it; give words where its model refuses it.

        What another tab has saved in the meantime is loaded first, so that a change to one entry never undoes
        somebody's change to another. `what` names the change for Undo: "removing R3".
        """
        self._catch_up()
        try:
            document = edit(self.document)
        except ValueError as problem:
            return str(problem.args[0]) if problem.args else "This cannot be kept."
        self.keep(document, what)
        return ""

    @one_at_a_time
    def save(self, document: T, what: str = "") -> None:
        """Keep another document in place of this one and show it; what stood there before can be brought back."""
        self.keep(document, what, other=True)

    def keep(self, document: T, what: str = "", *, other: bool = False) -> None:
        """Keep a document and show it; `other` where it is no further step of the one that stood there."""
        if document != self.document:
            self._undo.append((what, self.document))
        self.put(document, other=other)

    def put(self, document: T, *, other: bool) -> None:
        """Write a document to its file and show it; what came of an earlier act is said no longer."""
        self._take(documents.save(self.name, document, revision=self._kept.revision, other=other))
        if self.bar.told["words"]:
            self.bar.tell("")
        self._show()
        self._follow()

    @one_at_a_time
    def undo(self) -> str:
        """Take back the last change made here, and say so; never what another tab has done."""
        self._catch_up()
        if not self._undo:
            return "There is nothing to undo. Older states are among the earlier versions."
        what, document = self._undo.pop()
        self.put(document, other=True)
        return f"Undone: {what or 'the last change'}."

    @one_at_a_time
    def look(self) -> str:
        """Show what another tab has saved since, and say so."""
        seen = self._seen
        self._catch_up()
        if self._seen == seen:
            return ""
        self._show()
        self._follow()
        return self.notice

    def follow(self, changed: Callable[[], None]) -> None:
        """Call this whenever another state of the document is shown."""
        self._follow = changed

    @property
    def kept(self) -> documents.Kept[T]:
        """The document as it is kept."""
        return self._kept

    @one_at_a_time
    def start_again(self) -> None:
        """Show what the form began with; what stood there is among the earlier versions."""
        self._catch_up()
        self.keep(self.kind() if self.start is None else self.start, "starting again", other=True)

    @one_at_a_time
    def bring_back_last(self) -> None:
        """Bring back the latest earlier version that is another one than what is shown."""
        self._catch_up()
        for version in reversed(self._kept.versions):
            with suppress(Closed):
                document = documents.load_version(self.name, self.kind, version)
                if document != self.document:
                    self.keep(document, "bringing back an earlier version", other=True)
                    return

    def forget_steps(self) -> None:
        """Let nothing be undone that was done so far: somebody has seen it."""
        self._undo.clear()
        self._show()

    def show(self) -> None:
        """Display the form; as text where the notebook is being marked."""
        from IPython.display import display

        if notebook.grading():
            display({"text/plain": self.as_text()}, raw=True)  # type: ignore[no-untyped-call,unused-ignore]
        else:
            display(self.page)  # type: ignore[no-untyped-call,unused-ignore]

    def _catch_up(self) -> None:
        """Load what another tab has saved since this one last looked."""
        if self._seen != _stamp(self.name):
            self.load()
            self.notice = self.notice or FROM_ELSEWHERE
            self._undo.clear()

    # The rest is the bar's.

    @property
    def saved(self) -> str:
        """When the document was saved, in words; empty where it is in no file."""
        return f"Saved at {in_england(self._kept.saved):%H:%M:%S}" if self._kept.saved else ""

    def _take(self, kept: documents.Kept[T]) -> None:
        self._kept, self.document = kept, kept.document
        self._seen = _stamp(self.name)
        # A notice stays until it was read, but "could not be saved" only as long as it is true.
        held, self._held = getattr(self, "_held", ""), "" if kept.saved else kept.notice
        self.notice = kept.notice or ("" if self.notice == held else self.notice)

    def _show(self) -> None:
        self.fill()
        self.bar.saved, self.bar.notice = self.saved, self.notice
        self.bar.undo = self._undo[-1][0] or "the last change" if self._undo else ""
        self.bar.versions = [
            [str(one.revision), f"{when(one.saved)}{', from the other tab' if one.other_tab else ''}"]
            for one in reversed(self._kept.versions if self.offers_versions else ())
        ]

    @one_at_a_time
    def _answer(self, event: str, detail: str, content: bytes) -> str:
        """Do what somebody asks of the bar, and give what came of it in words."""
        if event == "read":
            self.notice = self.bar.notice = ""
            return ""
        if event == "undo":
            return self.undo()
        self._catch_up()
        try:
            return {"back": self._bring_back, "write": self._write, "bring": self._bring}[event](detail, content)
        except (Closed, OSError, Refused) as problem:
            return str(problem)

    def _bring_back(self, revision: str, _: bytes) -> str:
        version = next((one for one in self._kept.versions if str(one.revision) == revision), None)
        if version is None:
            return "This version is no longer kept. Choose another one."
        self.save(documents.load_version(self.name, self.kind, version), "bringing back an earlier version")
        return f"The version of {when(version.saved)} is shown now. What stood here before is among the versions."

    def _write(self, ending: str, _: bytes) -> str:
        output = next(one for one in self.outputs() if one.ending == ending)
        content = output.make(self.document)
        return write_beside(f"{self.name}{ending}", content.encode() if isinstance(content, str) else content)

    def _bring(self, filename: str, content: bytes) -> str:
        may_be_read(filename, self.reads())
        document = self.bring_in(content, filename)
        if document is None:
            return ""
        self.save(document, f"bringing in {filename}")
        return f"{filename} is brought in. What stood here before is among the earlier versions."


def _kept_parts(parts: Iterable[widgets.Widget]) -> Iterator[Kept]:
    """The controls in a form, in boxes and tabs too, of which a browser keeps what Python has not answered."""
    for part in parts:
        if isinstance(part, Kept):
            yield part
        yield from _kept_parts(getattr(part, "children", ()))


def _stamp(name: str) -> tuple[int, int]:
    """Return what tells one state of a document's file from the next, without reading it; (0, 0) if there is none."""
    try:
        about = os.stat(folder() / f"{name}.json")
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_ino
