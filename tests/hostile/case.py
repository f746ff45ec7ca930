"""What a hostile or unlucky submission is: what it types or changes, and what it deserves."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from npqml.place import Place
from tests.npqml.conftest import COHORT
from tests.npqml.grading.conftest import Sender

COURSE = "@COURSE@"  # stands for the course's own folder in what a case types: the attacker knows where it lies
SECRET = "words-of-the-environment"  # in the environment of whoever grades
ON_THE_DESK = "private-notes.txt"  # a file in the folder from which grading is started
PRIVATE = "words-of-an-honest-candidate"  # in the answer of somebody else
LEFT = f"left-by-a-candidate-{os.getpid()}"  # in the name of whatever a case leaves anywhere
WRONG = {"1a-t1": "on_roll = 11", "1a-t2": "gap = -4.0", "1a-t4": "small = 'pp'"}
RIGHT = {"1a-t1": "on_roll = 10", "1a-t2": "gap = 4.0", "1a-t4": "small = 'ehc'"}
HONEST = ("a-honest", "z-honest")  # the first and the last to be graded
ALL_MARKS = 6.0
SCRIPT = "<script>document.title = 'FORGED'</script><img src=x onerror=\"document.title = 'FORGED'\">"

# A probe tries things and says what it managed. What it looks for is never spelt out in it.
PROBE = """\
import os, re, sys
def tried(*doing):
    for one in doing:
        try:
            found = one()
        except KeyboardInterrupt:
            raise
        except BaseException as why:
            found = ""
            print("refused:", one.__name__, type(why).__name__)
        if found:
            print("GOT:", found)
    print("TRIED")
def alone():  # whether this process is the first of a process namespace: only then is it safe to be rude
    return os.getpid() == 1
"""

# The C library, and any system call by its number.
LIBC = """\
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    whole = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return libc.syscall(ctypes.c_long(number), *whole)
"""


@frozen
class Case:
    """One submission: all its answers are wrong, then come the lines that it types, then its changes to the files.

    `marks` is what it deserves and must get; None where it must come out as "could not be graded". A `probe` must
    have run to its end and got nothing; one that is `open` gets something where there is no sandbox. One that `stays`
    never comes to an end by itself: "in a cell", which can be interrupted, or "for good". Only such a one is graded
    with a short time; the others get more than the slowest machine needs, for they are about something else.
    """

    id: str
    tries: str
    types: Mapping[str, str] = field(factory=dict)
    change: Callable[[Sender], None] | None = None
    marks: float | None = 0.0
    probe: bool = False
    open: bool = False
    stays: str = ""
    candidate: str = ""  # where the folder has another name than the case

    @property
    def folder(self) -> str:
        """The name of the candidate's folder."""
        return self.candidate or self.id

    @property
    def name(self) -> str:
        """The candidate's name in every report: that of the folder, with what is no text in it spelt out."""
        return os.fsencode(self.folder).decode("utf-8", "backslashreplace")


def probe(id: str, tries: str, source: str, *, open: bool = False) -> Case:  # noqa: A002
    """Give a case that tries things in the first answer cell and says what it managed."""
    return Case(id, tries, {"1a-t1": PROBE + source}, probe=True, open=open)


def honest(place: Place) -> None:
    """Send in two honest candidates who have everything right, one in the forms and one by typing."""
    forms, types = (Sender(place, COHORT, name) for name in HONEST)
    for sent in (forms, types):
        sent.save("1a-t3", priority=f"Attendance first, by July: {PRIVATE}.")
    forms.save("1a-t1", on_roll="10")
    forms.save("1a-t2", gap="4.0")
    forms.save("1a-t4", small="ehc")
    for cell, line in RIGHT.items():
        types.type(cell, line)


def send(case: Case, place: Place, seen_as: str) -> None:
    """Send a case in; `seen_as` is where the course lies for whoever grades it."""
    sent = Sender(place, COHORT, case.folder)
    for cell, line in WRONG.items():
        sent.type(cell, line)
    for cell, source in case.types.items():
        sent.type(cell, source.replace(COURSE, seen_as))
    if case.change:
        case.change(sent)


def said(notebook: Mapping[str, Any]) -> str:
    """Give all that a notebook's cells have printed, shown or stopped with."""
    found = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            texts = [output.get("text", ""), output.get("evalue", ""), *output.get("data", {}).values()]
            found += ["".join(one) if isinstance(one, list) else str(one) for one in texts]
    return "\n".join(found)
