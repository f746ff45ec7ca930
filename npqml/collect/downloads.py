"""What lies in a folder or a zip that somebody downloads: one hand-in after the other, and what is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from npqml.collect.platforms import Platform, platform_of
from npqml.collect.zips import Budget, Entry, Unreadable, entries_in_folder, entry_of, zip_entries
from npqml_widgets.handin.receipt import RECEIPT

DEEPEST = 3  # zips within zips: everybody's download, a candidate's own zip, the packed file
LARGEST_UNPACKED = 2_000_000_000  # bytes from one zip, with all that is packed in it
NO_HAND_IN = "it holds no notebook of a module"


@frozen
class Piece:
    """One hand-in as it arrived: its files by their names in the module's folder.

    `shown` says where it lies, `path` holds every name on the way to it, `when` is the time of its notebook or zip.
    `fault` says why it cannot be taken: one file of it that cannot be written anywhere spoils the whole.
    """

    shown: str
    path: str
    entries: tuple[Entry, ...]
    platform: Platform | None = None
    when: datetime | None = None
    fault: str = ""


@frozen
class Left:
    """Something that is no hand-in, or cannot be read as one, and why."""

    shown: str
    why: str


@frozen
class _Where:
    """Where something was found: in words, its names so far, and whether it was packed."""

    shown: str
    budget: Budget
    path: str = ""
    platform: Platform | None = None
    when: datetime | None = None
    depth: int = 0

    def inside(self, name: str) -> str:
        return f"{self.shown}: {name}" if self.shown else name


def arrived(source: Path) -> Iterator[Piece | Left]:
    """Return every hand-in in a folder, a zip or a single notebook; each is to be read before the next is asked for."""
    start = _Where("", Budget(LARGEST_UNPACKED))
    if source.is_dir():
        yield from _sort(entries_in_folder(source), start)
    else:
        yield from _sort([entry_of(source, source.name)], start)


def _sort(entries: list[Entry], where: _Where) -> Iterator[Piece | Left]:
    """Sort what lies in one place: by the names of a platform, then zips, then folders and single notebooks."""
    groups, rest = _by_platform(entries, where)
    zips = [one for one in rest if not one.fault and one.name.lower().endswith(".zip")]
    others = [one for one in rest if one not in zips]
    pieces = list(_pieces(others, where))
    for group, members in groups:
        yield from _sort(members, group)
    for one in zips:
        yield from _open(one, where)
    yield from (piece for piece, _ in pieces)
    claimed = {id(one) for _, members in pieces for one in members}
    for one in others:
        if id(one) not in claimed:
            yield Left(where.inside(one.shown), one.fault or NO_HAND_IN)


def _by_platform(entries: list[Entry], where: _Where) -> tuple[list[tuple[_Where, list[Entry]]], list[Entry]]:
    """Group the files whose names a platform has made by whose they are; the platform's part is taken off."""
    groups: dict[tuple[str, str, str], tuple[_Where, list[Entry]]] = {}
    rest = []
    for one in entries:
        first, _, further = (one.name or one.shown).partition("/")
        found = platform_of(first) if where.platform is None else None
        if found is None:
            rest.append(one)
            continue
        platform, own = found
        place = evolve(where, shown=where.inside(first), path=f"{where.path}/{first}", platform=platform)
        _, members = groups.setdefault((platform.which, platform.name, platform.number), (place, []))
        members.append(evolve(one, name="/".join(part for part in (own, further) if part)))
    return list(groups.values()), rest


def _open(one: Entry, where: _Where) -> Iterator[Piece | Left]:
    """Return what lies in a zip, or say why it is not read."""
    inside = evolve(
        where,
        shown=where.inside(one.shown) if where.platform is None else where.shown,
        path=f"{where.path}/{one.name}",
        when=one.when or where.when,
        depth=where.depth + 1,
        budget=Budget(LARGEST_UNPACKED) if one.path else where.budget,
    )
    try:
        if where.depth >= DEEPEST:
            raise Unreadable("it is a zip in a zip in a zip")
        with zip_entries(one.path or one.read(), inside.budget) as entries:
            if not entries:
                raise Unreadable("it is an empty zip")
            yield from _sort(entries, inside)
    except Unreadable as why:
        yield Left(inside.shown, str(why))


def _pieces(entries: list[Entry], where: _Where) -> Iterator[tuple[Piece, list[Entry]]]:
    """Return a piece for each folder that holds a notebook or a receipt; loose notebooks are one piece each.

    With each come the entries that it is made of or spoilt by.
    """
    sound = [one for one in entries if not one.fault]
    homes = {_folder(one.name) for one in sound if _is_notebook(one.name) or _base(one.name) == RECEIPT}
    for home in sorted(homes):
        members = [one for one in sound if _home(one.name, homes) == home]
        books = [one for one in members if _is_notebook(one.name) and _folder(one.name) == home]
        work = f"{home}/work/" if home else "work/"
        packed = bool(where.depth or where.platform)
        whole = any(one.name.startswith(work) or _base(one.name) == RECEIPT for one in members)
        if not (whole or (len(books) == 1 and (home or packed))):
            yield from ((_piece(book.name, [book], where), [book]) for book in books)
            continue
        only = packed and len(homes) == 1
        faults = [one for one in entries if one.fault and (only or (home and _home(one.shown, homes) == home))]
        inside = [evolve(one, name=one.name.removeprefix(f"{home}/")) for one in members]
        why = f"{faults[0].shown}: {faults[0].fault}" if faults else ""
        yield evolve(_piece(home, inside, where), fault=why), members + faults


def _piece(name: str, files: list[Entry], where: _Where) -> Piece:
    when = next((one.when for one in files if _is_notebook(one.name) and one.when), where.when)
    shown = where.inside(name) if name and where.platform is None else where.shown
    files = [evolve(files[0], name=_base(files[0].name))] if len(files) == 1 and name == files[0].name else files
    return Piece(shown or files[0].shown, f"{where.path}/{name}", tuple(files), where.platform, when)


def _home(name: str, homes: Iterable[str]) -> str | None:
    """Return the innermost of these folders that a file lies in."""
    found = [home for home in homes if not home or name.startswith(f"{home}/")]
    return max(found, key=len, default=None)


def _is_notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb") and "learn-about" not in name.split("/")[:-1]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _base(name: str) -> str:
    return name.rpartition("/")[2]
