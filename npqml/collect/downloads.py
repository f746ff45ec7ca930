"""What lies in a folder or a zip that somebody downloads: one hand-in after the other, and what is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from npqml.collect.filenames import is_junk, is_packed, is_saved_answer, packed_as, receipt_page
from npqml.collect.names import groups_in, without_group
from npqml.collect.pieces import HANDED_IN_AS_TEXT, Piece, Where, as_it_came, is_renamed_notebook, piece_of_file, pieces
from npqml.collect.platforms import platform_of
from npqml.collect.zips import Budget, Entry, Unreadable, entries_in_folder, entry_of, other_packer, zip_entries

DEEPEST = 3  # zips within zips: everybody's download, a candidate's own zip, the packed file
LARGEST_UNPACKED = 2_000_000_000  # bytes from one zip, with all that is packed in it
NO_HAND_IN = (
    "it holds no notebook of a module, and only notebooks can be taken: ask for the packed file (Check and pack)"
)
OFFICE = (
    "it is a document of an office program, whatever its name ends in, and only notebooks can be taken: "
    "ask for the packed file (Check and pack)"
)
MAIL = "it is a mail, which is not opened here: save what is attached to it, and collect that"
TOO_DEEP = (
    "it is a zip in a zip in a zip, which is not opened: unpack it and collect the folder, or collect the innermost "
    "zip alone, with --candidate ID"
)
EMPTY = "it is an empty zip, and only notebooks can be taken: ask for the packed file (Check and pack)"
ONLY_ANSWERS = "it holds saved answers without their notebook: ask for the packed file (Check and pack)"
ONLY_RECEIPT = "it is the page of a receipt, for reading: ask for the packed file (.npqml.zip) that was made with it"
_OFFICE_PARTS = {"[Content_Types].xml", "META-INF/manifest.xml"}  # Open XML and OpenDocument are zips themselves
_MAIL = (".eml", ".emlx", ".msg", ".mbox")


@frozen
class Left:
    """Something that is no hand-in, or cannot be read as one, and why; `piece` is what there is of it.

    `answers_alone`: it is saved answers without their notebook. `says_how`: the reason says how a person says whose
    it is.
    """

    shown: str
    why: str
    piece: Piece
    answers_alone: bool = False
    says_how: bool = False


def arrived(source: Path, names_somebody: Callable[[str], bool] = lambda name: False) -> Iterator[Piece | Left]:
    """Return every hand-in in a folder, a zip or a single notebook; each is to be read before the next is asked for.

    `names_somebody` tells of a folder's or a file's name whether it is a candidate's: a zip in it is their own.
    """
    start = Where("", Budget(LARGEST_UNPACKED), names_somebody=names_somebody)
    if source.is_dir():
        yield from _sort(entries_in_folder(source), start)
    else:
        entry, is_zip = entry_of(source, source.name), source.suffix.lower() == ".zip"
        start = evolve(start, download=is_zip)
        # A provider's own download is nobody's, whatever its name looks like: "submissions_2026_11_29.zip".
        yield from _open(entry, start) if is_zip and not is_packed(source.name) else _sort([entry], start)


def _sort(entries: list[Entry], where: Where) -> Iterator[Piece | Left]:
    """Sort what lies in one place: by the names of a platform, then zips, then folders and single notebooks."""
    groups, rest = _by_platform(entries, where)
    rest = [_by_its_content(entry) for entry in rest]
    zips = [entry for entry in rest if not entry.fault and entry.name.lower().endswith(".zip")]
    others = [entry for entry in rest if entry not in zips]
    found = list(pieces(others, where))
    for group, members in groups:
        yield from _sort(members, group)
    for entry in zips:
        yield from _open(entry, where.of(entry))
    yield from (piece for piece, _ in found)
    claimed = {id(entry) for _, members in found for entry in members}
    taken = [*(entry.name for entry in zips), *(member.name for _, members in found for member in members[:1])]
    spare = [entry for entry in others if id(entry) not in claimed]
    answers = [entry for entry in spare if not entry.fault and is_saved_answer(entry.name)]
    for home in dict.fromkeys(_home(entry.name) for entry in answers):
        members = [entry for entry in answers if _home(entry.name) == home]
        piece = as_it_came(members, where.of(members[0]), home)
        yield Left(piece.shown, ONLY_ANSWERS, piece, answers_alone=True)
    for entry in spare:
        if entry not in answers:
            yield from _left(entry, where.of(entry), taken)


def _by_its_content(entry: Entry) -> Entry:
    """Return a packed file under its own name where something was put behind it, or nothing is left of how it ended."""
    own = entry.name.rpartition("/")[2]
    if entry.fault or entry.name.lower().endswith(".zip") or not ("." not in own or ".npqml" in own.lower()):
        return entry
    try:
        is_zip = entry.read()[:4] == b"PK\x03\x04"
    except (OSError, Unreadable):
        return entry
    bare = re.sub(r"(\.npqml)(?:\.zip)?(?:\.\w+)?$", r"\1", entry.name, flags=re.IGNORECASE)
    return evolve(entry, name=f"{bare}.zip") if is_zip else entry


def _home(name: str) -> str:
    """Return the folder that a saved answer belongs to: the one that holds its folder work."""
    folder = name.rpartition("/")[0]
    return re.sub(r"(?:^|/)work(?:/.*)?$", "", folder)


def _left(entry: Entry, where: Where, taken: list[str]) -> Iterator[Piece | Left]:
    """Return what becomes of a file that is no part of a hand-in: mostly it is left, and why."""
    if not entry.fault and _goes_with(entry.name, where, taken):
        return
    if not entry.fault and is_renamed_notebook(entry):
        name = entry.name.rpartition("/")[2]
        book = evolve(entry, name=f"{re.sub(r'[.](json|txt|md)$', '', entry.name, flags=re.IGNORECASE)}.ipynb")
        yield evolve(piece_of_file(book, where), notes=(HANDED_IN_AS_TEXT.format(name),))
        return
    kind = packed_as(entry.name)
    if receipt_page(entry.name) is not None:
        why = ONLY_RECEIPT
    elif entry.name.lower().endswith(_MAIL):
        why = MAIL
    else:
        why = other_packer(f"a .{kind} file") if kind else NO_HAND_IN
    yield Left(where.inside(entry.shown), entry.fault or why, as_it_came([entry], where, entry.name))


def _goes_with(name: str, where: Where, taken: list[str]) -> bool:
    """Tell whether a file is our own page for reading, beside the hand-in that it was made with."""
    stem, folder = receipt_page(name), name.rpartition("/")[0]
    if stem is None:
        return False
    beside = [other.rpartition("/")[2] for other in taken if other.rpartition("/")[0] == folder]
    return bool(beside) and (not stem or bool(folder or where.platform) or any(one.startswith(stem) for one in beside))


def _by_platform(entries: list[Entry], where: Where) -> tuple[list[tuple[Where, list[Entry]]], list[Entry]]:
    """Group the files whose names a platform has made by whose they are; the platform's part is taken off."""
    groups: dict[tuple[str, str, str], tuple[Where, list[Entry]]] = {}
    rest = []
    names = [(entry, *_first_and_further(entry)) for entry in entries]
    known = {first: found for _, first, _ in names if where.platform is None and (found := platform_of(first))}
    groups_of = groups_in(platform.name for platform, _ in known.values() if platform.which == "Moodle")
    for entry, first, further in names:
        if first not in known:
            rest.append(entry)
            continue
        platform, own = known[first]
        name = "/".join(part for part in (own, further) if part)
        if is_junk(name):
            continue
        if platform.which == "Moodle":
            platform = evolve(platform, name=without_group(platform.name, groups_of))
        place = evolve(where, shown=where.inside(first), path=f"{where.path}/{first}", platform=platform, around=where)
        _, members = groups.setdefault((platform.which, platform.name, platform.number), (place, []))
        members.append(evolve(entry, name=name, called=first))
    if where.somebodys and len(groups) == 1:  # a folder that somebody has named so in their own zip
        return [], entries
    return list(groups.values()), rest


def _first_and_further(entry: Entry) -> tuple[str, str]:
    """Return the first part of a file's path, and the rest of it."""
    first, _, further = (entry.name or unicodedata.normalize("NFC", entry.shown)).partition("/")
    return first, further


def _open(entry: Entry, where: Where) -> Iterator[Piece | Left]:
    """Return what lies in a zip, or say why it is not read."""
    own_download = where.download and not where.depth
    names = [] if own_download else [part for part in f"{where.path}/{entry.name}".split("/") if part]
    inside = evolve(
        where,
        somebodys=where.somebodys or any(where.names_somebody(name) for name in names[1 if where.download else 0 :]),
        shown=where.inside(entry.shown) if where.platform is None else where.beside(entry.name),
        path=f"{where.path}/{entry.name}",
        when=entry.when or where.when,
        stamped=where.stamped or _stamp(entry, where),
        depth=where.depth + 1,
        budget=Budget(LARGEST_UNPACKED) if entry.path else where.budget,
    )
    try:
        if where.depth >= DEEPEST:
            raise Unreadable(TOO_DEEP)
        with zip_entries(entry.path or entry.read(), inside.budget) as entries:
            if not entries:
                raise Unreadable(EMPTY)
            if any(one.name in _OFFICE_PARTS for one in entries):
                raise Unreadable(OFFICE)
            yield from _sort(entries, inside)
    except Unreadable as why:
        too_deep = where.depth >= DEEPEST
        yield Left(inside.shown, str(why), as_it_came([entry], where, entry.name), says_how=too_deep)


def _stamp(entry: Entry, where: Where) -> datetime | None:
    """Return when the platform says that a zip in its download was handed in; anybody may have made any other zip."""
    return entry.packed_when if where.platform is not None and where.platform.keeps_time else None
