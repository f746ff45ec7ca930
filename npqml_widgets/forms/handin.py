"""Handing in a module: one button that checks and packs, what was found in words, and the receipt."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from npqml_widgets.answers.fields import Text
from npqml_widgets.controls.handin import HandInControl
from npqml_widgets.controls.steps import Page, Step
from npqml_widgets.documents.field import NO_DOCUMENT, Document
from npqml_widgets.handin.files import EARLIER
from npqml_widgets.handin.pack import DOCUMENT, HandIn, Packed, pack
from npqml_widgets.handin.preflight import ASKED, Live, Preflight, in_words, look_over
from npqml_widgets.handin.readable_copy import receipt_lines, technical_lines
from npqml_widgets.handin.receipt import CANDIDATE
from npqml_widgets.keeping import answers, documents
from npqml_widgets.keeping.elsewhere import home
from npqml_widgets.keeping.files import Closed, mark_of_folder
from npqml_widgets.tasks import notebook, tasks
from npqml_widgets.tasks.answer import show_left_out

NOT_AN_ID = (
    "An id has letters, digits, hyphens, dots or underscores only, 40 at most, and begins with a letter or a digit. "
    "Nothing was packed: mend it, or leave it blank."
)
NOT_PACKED = "Not packed yet: press “Check and pack”."
AGAIN = "Nothing has changed since then, so the file that you packed is still the right one."


def hand_in(cohort: str = "", what: str = "this module") -> None:
    """Show the form that packs `what` this page belongs to as one file; `cohort` is written on the receipt."""
    from IPython.display import display

    if notebook.grading():
        display({"text/plain": f"Hand in {what}"}, raw=True)  # type: ignore[no-untyped-call,unused-ignore]
    else:
        for task in tasks.all_tasks():  # one that a person marks has no check cell that could show its form
            show_left_out(task)
        display(HandInForm(cohort, what).steps)  # type: ignore[no-untyped-call,unused-ignore]


class HandInForm:
    """Looks the module over and packs it each time that the button is pressed."""

    def __init__(self, cohort: str = "", what: str = "this module") -> None:
        """Show the id that was entered before; nothing is packed yet."""
        self.cohort, self.what = cohort, what
        self.found: Preflight | None = None
        self.packed: Packed | None = None
        self.refused = ""
        self.said: list[str] = []
        self.kept = documents.load(DOCUMENT, HandIn)
        self.steps = HandInControl(self.take, self.as_text)
        self.steps.page = self.contents()

    def take(self, step: Step) -> str:
        """Do what the page asks for, and give words to say about it."""
        words = ""
        if step["event"] == "pack":
            words = self._pack(str(step.get("candidate", "")).strip())
        elif step["event"] == "fetch":
            words = self._fetch()
        self.steps.page = self.contents()
        return words

    def contents(self) -> Page:
        """Give all that the control shows."""
        return {
            "what": self.what,
            "place": mark_of_folder(),
            "tasks": {one.task: one.short for one in self.found.tasks} if self.found else {},
            "candidate": self.kept.document.candidate,
            "refused": self.refused,
            "found": self.said,
            "where": self._where(),
            "receipt": [list(one) for one in receipt_lines(self.packed.receipt)] if self.packed else [],
            "technical": [list(one) for one in technical_lines(self.packed.receipt)] if self.packed else [],
        }

    def as_text(self) -> str:
        """Give what was found and the receipt in plain words."""
        if self.packed is None:
            return "\n".join([f"Hand in {self.what}", *self.said, NOT_PACKED])
        lines = [f"{label}: {words}" for label, words in receipt_lines(self.packed.receipt)]
        return "\n".join([f"Hand in {self.what}", *self.said, self._where(), *lines])

    def _pack(self, candidate: str) -> str:
        self.refused, self.said, self.packed = "", [], None
        if candidate and not CANDIDATE.fullmatch(candidate):
            self.refused = NOT_AN_ID
            return NOT_AN_ID
        if candidate != self.kept.document.candidate:
            self.kept = documents.save(DOCUMENT, HandIn(candidate), revision=self.kept.revision)
        self.found = look_over(home(), live_tasks(), running())
        self.said = [*in_words(self.found), *([self.kept.notice] if self.kept.notice else [])]
        try:
            self.packed = pack(home(), self.found, candidate=candidate, cohort=self.cohort)
        except Closed as problem:
            self.said.append(str(problem))
        except OSError as problem:
            self.said.append(
                f"The file could not be written ({problem.strerror}). Make room, or send the whole folder."
            )
        else:
            self.said += self.packed.left_out
        return self._where() or self.said[-1]

    def _where(self) -> str:
        if self.packed is None:
            return ""
        name, copy = self.packed.file.name, self.packed.copy.name
        words = f"Packed as {name}. Send this one file in. Your receipt, {copy}, is kept with your work."
        words += f" What was packed before lies in the folder {EARLIER}." if self.packed.cleared else ""
        return f"{words} {AGAIN}" if self.packed.again else words

    def _fetch(self) -> str:
        if self.packed is None:
            return NOT_PACKED
        try:
            self.steps.give(self.packed.file.name, self.packed.file.read_bytes())
        except OSError as problem:
            return f"{self.packed.file.name} cannot be read ({problem.strerror}). Press “Check and pack” again."
        return f"{self.packed.file.name} is among your downloads."


def running() -> str:
    """Give the file name of the notebook that runs, or an empty text where nobody says (in the browser)."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).name


def live_tasks() -> dict[str, Live]:
    """Give what the running notebook knows of the tasks whose cells have run, by their ids; nothing outside of one."""
    shell = notebook.shell()
    ran: dict[str, str] = {}
    for source in map(str, shell.user_ns.get("In", ()) if shell is not None else ()):
        ran |= dict.fromkeys(ASKED.findall(source), source)
    found = {}
    for task, source in ran.items():
        with suppress(LookupError):  # a cell that asked for a task which nobody has declared
            found[task] = _live(tasks.find(task), source, shell.user_ns)
    return found


def _live(task: tasks.Task, ran: str, namespace: Mapping[str, Any]) -> Live:
    kept = answers.load(task.id)
    documents = {name for name, one in task.fields.items() if isinstance(one, Document)}
    typed = notebook.typed_names(ran, task.id)
    useless = typed & {name for name in documents if kept.values.get(name) is None}
    typed -= documents
    values = {name: namespace.get(name) if name in typed else kept.values.get(name) for name in task.fields}
    readings = task.read(values)
    lines = tuple(
        (one.label, one.as_text(values[name])) for name, one in task.fields.items() if readings[name].state != "blank"
    )
    unreadable = " ".join(one.words for one in readings.values() if one.state == "unreadable")
    unreadable = unreadable or (NO_DOCUMENT if useless else "")
    short = tuple(
        one.far_too_short(readings[name].value) for name, one in task.fields.items()
        if isinstance(one, Text) and readings[name].state == "read"
    )  # fmt: skip
    unkept = bool(kept.values) and kept.saved is None
    return Live(lines, unreadable, ran, unkept=unkept, short=" ".join(filter(None, short)))
