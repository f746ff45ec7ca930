"""A document as an answer: its form stands in the task, and its value is the document's model.

Among a task's saved answers stands only which state of which document it is; the document has a file of its own.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
from attrs import field, frozen

from npqml_widgets.answers.fields import NO_ANSWER, Answer
from npqml_widgets.answers.reading import BLANK, Reading, read_back, unreadable
from npqml_widgets.documents.kinds import KINDS, Kind
from npqml_widgets.documents.shared.printing import Page, to_text
from npqml_widgets.keeping import clock, documents
from npqml_widgets.keeping.files import Damaged, Newer
from npqml_widgets.keeping.plain import DoesNotFit

NO_DOCUMENT = "This answer is a document: fill in its form. No line of Python can stand for it."
NEWER = "It was written by a newer version of the course. Fetch the module again, and press Start."
AGAIN = "Fetch the module again to have the file as it was, and press Start."


@frozen
class Unloadable:
    """Stands for a document that is there and cannot be loaded, and says why."""

    why: str


@frozen
class Document(Answer):
    """A document of this kind; `start` is what its form holds before anybody has changed it, None for nothing."""

    kind: Kind = field(kw_only=True)
    start: Any = field(default=None, eq=False, repr=False, kw_only=True)

    def read(self, raw: Any) -> Reading:
        """The document itself, from what stands for it among saved answers, or as its model; blank while untouched."""
        if documents.named_in(raw):
            raw = self.kept(documents.named_in(raw))[0]
        if raw is None:
            return BLANK
        if isinstance(raw, Unloadable):
            return unreadable(raw.why)
        if type(raw) is not self.kind.load_model():
            return unreadable(NO_DOCUMENT)
        if self.is_untouched(raw):
            return BLANK
        brief = f"{self.kind.words}{_counted(raw)}"
        return read_back(raw, f"We read your document: {brief}.", brief)

    def is_untouched(self, document: Any) -> bool:
        """Tell whether a document is empty, or just what its form began with."""
        return document in (self.kind.load_model()(), self.start)

    def load(self, content: bytes) -> tuple[Any, date]:
        """The document in a file's content, which anybody may have written, and the day on which it was saved.

        In place of one that cannot be loaded it is Unloadable.
        """
        try:
            kept = documents.parse(content, self.kind.load_model())
        except Newer:
            return Unloadable(NEWER), clock.today()
        except (Damaged, DoesNotFit) as problem:
            why = f"The file with your {self.kind.words} cannot be loaded: {str(problem)[:300]}"
            return Unloadable(why), clock.today()
        return kept.document, _day(kept)

    def kept(self, name: str) -> tuple[Any, date]:
        """The document that is kept under a name, and the day on which it was saved; Unloadable where it is closed."""
        kept = documents.load(name, self.kind.load_model())
        return Unloadable(kept.notice) if kept.closed else kept.document, _day(kept)

    def page(self, raw: Any) -> Page | None:
        """What is printed of a document, from its model or what stands for it; None where it is blank or unreadable."""
        name = documents.named_in(raw)
        found, day = self.kept(name) if name else (raw, clock.today())
        reading = self.read(found)
        return self.kind.load_page()(reading.value, day) if reading.state == "read" else None

    def as_text(self, raw: Any) -> str:
        """The whole document in plain words."""
        page = self.page(raw)
        return to_text(page) if page else self.read(raw).words or NO_ANSWER


def document(kind: str, label: str = "", *, start: str = "") -> Document:
    """Ask for a document of a kind ("risk"); the value is its model, such as a Register.

    `start` is a file beside the notebook with what its form begins with, as a form keeps it.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no document of the kind {kind!r}: give one of {', '.join(map(repr, KINDS))}.")
    found = KINDS[kind]
    label = label or f"{found.words[:1].upper()}{found.words[1:]}"
    return Document(label, kind=found, start=_started(found, start) if start else None)


def _started(kind: Kind, name: str) -> Any:
    if Path(name).name != name or not name.endswith(".json"):
        raise ValueError(f"{name!r} is not the name of a document's file: give a name such as 'register-tom.json'.")
    here = Path.cwd()
    path = next((folder / name for folder in (here, here.parent) if (folder / name).is_file()), None)
    if path is None:
        raise FileNotFoundError(f"There is no file {name} in the folder of this notebook ({here}). {AGAIN}")
    try:
        return documents.parse(path.read_bytes(), kind.load_model()).document
    except (Damaged, DoesNotFit, Newer) as problem:
        raise ValueError(f"The file {name} holds no {kind.words} ({str(problem) or NEWER}) {AGAIN}") from problem


def _day(kept: documents.Kept[Any]) -> date:
    try:
        return clock.in_england(kept.saved).date() if kept.saved else clock.today()
    except OverflowError:  # a year that only a made-up file has
        return clock.today()


def _counted(document: Any) -> str:
    """Say how many entries each list of a document has; nothing where it has no list with any."""
    lists = [(one.name.replace("_", " "), getattr(document, one.name)) for one in attrs.fields(type(document))]
    counts = [f"{name}: {len(value)}" for name, value in lists if isinstance(value, tuple) and any(map(_entry, value))]
    return f" ({', '.join(counts)})" if counts else ""


def _entry(value: Any) -> bool:
    return attrs.has(type(value))
