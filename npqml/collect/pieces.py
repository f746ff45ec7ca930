"""Which files in one place make up one hand-in, and by which names they are put in its module's folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from attrs import evolve, frozen

from npqml.collect.filenames import notebook_ending, receipt_page, why_unwritable
from npqml.collect.platforms import Platform, attempt_of
from npqml.collect.zips import Budget, Entry, Unreadable
from npqml_widgets.handin import limits
from npqml_widgets.handin.receipt import COPY, RECEIPT

HANDED_IN_AS_TEXT = "The notebook came as {}: it was known by what it holds, and taken as a notebook."
NAMED_ANEW = "The notebook’s name holds signs that not every computer can write: it was given another."
_SIGNS = re.compile(r'[<>:"|?*\x00-\x1f\x7f]+')


@frozen
class Where:
    """Where something was found: in words, its names so far, and whether it was packed.

    `stamped` is when the platform says that it was handed in; `download`: the provider gave
    one zip, in which others lie. `around` is where all the files of a person lie that a platform has given names.
    `somebodys`: in a candidate's own zip, by a name on the way to it, of which `names_somebody` tells.
    """

    shown: str
    budget: Budget
    path: str = ""
    platform: Platform | None = None
    when: datetime | None = None
    stamped: datetime | None = None
    download: bool = False
    depth: int = 0
    around: Where | None = None
    somebodys: bool = False
    names_somebody: Callable[[str], bool] = lambda name: False

    def of(self, entry: Entry) -> Where:
        """Where one of the files of a person lies: a platform calls each by a name of its own."""
        if self.around is None or not entry.called:
            return self
        return evolve(self, shown=self.around.inside(entry.called), path=f"{self.around.path}/{entry.called}")

    def inside(self, name: str) -> str:
        """Where something in it lies, in words."""
        return f"{self.shown}: {name}" if self.shown else name

    def beside(self, name: str) -> str:
        """Where one of the files of a person lies, in words: a platform's name may end in it already."""
        return self.shown if self.shown.endswith(name) else self.inside(name)


@frozen
class Piece:
    """One hand-in as it arrived: its files by their names in the module's folder.

    `shown` says where it lies, `path` holds every name on the way to it, `when` is the time of its notebook or zip,
    `stamped` the platform's time and `attempt` its number. `download`: its path begins with the zip that the provider
    gave. `left` are files whose names cannot be written everywhere.
    `fault` says why it cannot be taken: one file of it that leads elsewhere spoils the whole.
    """

    shown: str
    path: str
    entries: tuple[Entry, ...]
    platform: Platform | None = None
    when: datetime | None = None
    stamped: datetime | None = None
    attempt: int | None = None
    download: bool = False
    left: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""


def pieces(entries: Sequence[Entry], where: Where) -> Iterator[tuple[Piece, list[Entry]]]:
    """Return a piece for each folder that holds a notebook or a receipt; loose notebooks are one piece each.

    With each come the entries that it is made of or spoilt by.
    """
    sound = [entry for entry in entries if not entry.fault]
    homes = {_folder(entry.name) for entry in sound if _is_notebook(entry.name) or _base(entry.name) == RECEIPT}
    for home in sorted(homes):
        members = [entry for entry in sound if _home(entry.name, homes) == home and not _is_our_page(entry.name)]
        books = [entry for entry in members if _is_notebook(entry.name) and _folder(entry.name) == home]
        work = f"{home}/work/" if home else "work/"
        packed = bool(where.depth or where.platform)
        whole = any(entry.name.startswith(work) or _base(entry.name) == RECEIPT for entry in members)
        if not (whole or (len(books) == 1 and (home or packed))):
            yield from ((piece_of_file(book, where.of(book)), [book]) for book in books)
            continue
        only = packed and len(homes) == 1
        faults = [
            entry for entry in entries
            if entry.fault and (only or (home and _home(unicodedata.normalize("NFC", entry.shown), homes) == home))
        ]  # fmt: skip
        yield _piece_of_folder(home, members, faults, where.of((books or members)[0])), members + faults


def as_it_came(files: Sequence[Entry], where: Where, name: str) -> Piece:
    """Return files that are no hand-in, as one thing that came: for what can be told of whose it is, and when."""
    when = next((entry.when for entry in files if entry.when), where.when)
    stamped = where.stamped
    if stamped is None and where.platform is not None and where.platform.keeps_time:
        stamped = max((found for entry in files if (found := entry.packed_when)), default=None)
    beside = where.beside if where.platform is not None else where.inside
    shown = beside(name) if name else where.shown or files[0].shown
    return Piece(
        shown, f"{where.path}/{name}", tuple(files), where.platform, when, stamped,
        download=where.download and where.depth > 0,
    )  # fmt: skip


def piece_of_file(entry: Entry, where: Where) -> Piece:
    """Return a single notebook as a hand-in."""
    return _piece(entry.name, [evolve(entry, name=_base(entry.name), sent=_base(entry.shown))], where)


def _piece_of_folder(home: str, members: Sequence[Entry], faults: Sequence[Entry], where: Where) -> Piece:
    steps = home.count("/") + 1 if home else 0
    inside = [
        evolve(
            entry,
            name=entry.name.removeprefix(f"{home}/"),
            sent="/".join(entry.shown.replace("\\", "/").removeprefix("./").split("/")[steps:]),
        )
        for entry in members
    ]
    piece = _piece(home, inside, where)
    why = f"{faults[0].shown}: {faults[0].fault}" if faults else piece.fault
    return evolve(piece, fault=why)


def _piece(name: str, files: Sequence[Entry], where: Where) -> Piece:
    """Return a hand-in of these files; those whose names cannot be written everywhere are left, or spoil it."""
    taken: list[Entry] = []
    left: list[Entry] = []
    notes: list[str] = []
    fault = ""
    for entry in files:
        book = _is_notebook(entry.name) and "/" not in entry.name
        mended = _as_notebook(entry.name) if book else entry.name
        why = why_unwritable(mended)
        if mended != entry.name:
            notes.append(NAMED_ANEW if _SIGNS.search(entry.name) else HANDED_IN_AS_TEXT.format(entry.name))
        if not why:
            taken.append(evolve(entry, name=mended))
        elif entry.name.startswith("work/") or book:  # no name that the course gives
            fault = fault or f"{entry.shown}: {why}"
        else:
            left.append(evolve(entry, fault=why))
    when = next((entry.when for entry in taken if _is_notebook(entry.name) and entry.when), where.when)
    stamped, path = where.stamped, f"{where.path}/{name}"
    if stamped is None and where.platform is not None and where.platform.keeps_time and not where.path.endswith(".zip"):
        stamped = max((found for entry in taken if (found := entry.packed_when)), default=None)
    lies = name or (files[0].name if len(files) == 1 and where.platform is not None else "")
    shown = (where.inside(lies) if where.platform is None else where.beside(lies)) if lies else where.shown
    books = [entry.name for entry in files if _is_notebook(entry.name) and "/" not in entry.name]
    way = f"{path}/{books[0]}" if len(books) == 1 and not path.endswith(books[0]) else path
    return Piece(
        shown or files[0].shown, way, tuple(taken), where.platform, when, stamped,
        attempt_of(path, where.platform), where.download and where.depth > 0, tuple(left),
        tuple(dict.fromkeys(notes)), fault,
    )  # fmt: skip


def is_renamed_notebook(entry: Entry) -> bool:
    """Tell whether a file whose name is no notebook's holds one all the same."""
    if "work" in entry.name.split("/")[:-1] or not re.search(r"(?:^|/)[^./]+$|\.(?:json|txt|md)$", entry.name, re.I):
        return False
    if entry.size > limits.NOTEBOOK_BYTES:
        return False
    try:
        content = entry.read()
    except Unreadable:
        return False
    return (
        content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"nbformat"' in content and b'"cells"' in content
    )


def _as_notebook(name: str) -> str:
    """Return the name of a notebook with its own ending and with signs that every computer can write."""
    ending = notebook_ending(name)
    return f"{_SIGNS.sub('-', name.removesuffix(ending)).strip('. ') or 'notebook'}.ipynb"


def _is_our_page(name: str) -> bool:
    return receipt_page(name) is not None and _base(name) != COPY


def _home(name: str, homes: Iterable[str]) -> str | None:
    """Return the innermost of these folders that a file lies in."""
    found = [home for home in homes if not home or name.startswith(f"{home}/")]
    return max(found, key=len, default=None)


def _is_notebook(name: str) -> bool:
    return bool(notebook_ending(name)) and "learn-about" not in name.split("/")[:-1]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _base(name: str) -> str:
    return name.rpartition("/")[2]
