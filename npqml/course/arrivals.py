"""What is known of how a hand-in came: when, by whose word, from where; kept beside the work and no part of it.

One small file a hand-in: submitted/.arrived/COHORT/CANDIDATE/MODULE.json.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen
from cattrs.preconf.json import make_converter

from npqml.place import Place
from npqml_widgets.handin.receipt import APART

ARRIVED = ".arrived"
_converter = make_converter()


@frozen
class Arrival:
    """How a hand-in came.

    `sha256` is the content that it tells of, `content` a number of it whatever its files are called.
    `when` is the time that counts, and `by` whose word that is;
    None where nothing that can be trusted says so. `saved_at` is a file's own time, which makes nothing late;
    `platform_late` is the platform that calls it late itself, `packed_at` what its receipt says. `sealed`: it was
    exactly as its receipt says. `by_hand`: a person said whose it is. `chosen_over` are the contents of those hand-ins
    that were there when a person said that this one counts. `attempt` is the platform's number of it. `alike` are
    numbers that it has in common with a copy of it. `doubt` says why a person should look at it and at another one.
    `taken_back`: a person said that it was not theirs. `in_download` is where it lay in a platform's own download, if
    it ever came in one; `other` is the folder of the one that it is in doubt with, and `other_shown` where that lay.
    `signs` are all that may say whose it is: the account, the receipt, and names on the way to it. `parts` are the
    contents of what it was put together from, where it came apart.
    """

    sha256: str
    shown: str = ""
    when: datetime | None = None
    by: str = ""
    from_platform: bool = False
    platform_late: str = ""
    packed_at: datetime | None = None
    sealed: bool = False
    by_hand: bool = False
    attempt: int | None = None
    alike: tuple[str, ...] = ()
    chosen_over: tuple[str, ...] = ()
    saved_at: datetime | None = None
    doubt: str = ""
    taken_back: bool = False
    content: str = ""
    in_download: str = ""
    other: str = ""
    other_shown: str = ""
    signs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def known_before(self, before: Arrival) -> Arrival:
        """Return this arrival with what was known of the same content: it came when it first did by a platform's word.

        Where no platform has said so, the first word on it stays.
        """
        first = self
        if before.from_platform or (not self.from_platform and before.when is not None):
            first = self if self.from_platform and _is_earlier(self.when, before.when) else before
        return evolve(
            first,
            packed_at=before.packed_at or self.packed_at,
            sealed=before.sealed or self.sealed,
            by_hand=before.by_hand or self.by_hand,
            taken_back=before.taken_back or self.taken_back,
            content=self.content or before.content,
            in_download=self.in_download or before.in_download,
            chosen_over=tuple(dict.fromkeys((*before.chosen_over, *self.chosen_over))),
            alike=self.alike or before.alike,
            platform_late=before.platform_late or self.platform_late,
            signs=tuple(dict.fromkeys((*before.signs, *self.signs))),
            parts=self.parts or before.parts,
        )


def bytes_alone(files: Mapping[str, bytes]) -> str:
    """Return a number of what files hold: the same bytes have the same one, whatever they are called.

    The name of a saved answer says which task it is of, so that one counts.
    """
    each = sorted(
        f"{hashlib.sha256(content).hexdigest()} {name.rpartition('/')[2] if name.endswith('.json') else ''}"
        for name, content in files.items()
        if name not in APART
    )
    return hashlib.sha256(" ".join(each).encode()).hexdigest()


def read_arrival(place: Place, cohort: str, candidate: str, module: str, earlier: str = "") -> Arrival | None:
    """Return what is known of how a hand-in came; None where nothing is, or what was kept cannot be read.

    `earlier` is the content hash of one that does not count (any more).
    """
    return _read(_path(place, cohort, candidate, module, earlier))


def keep_arrival(
    place: Place, cohort: str, candidate: str, module: str, arrival: Arrival, *, counts: bool = True
) -> None:
    """Keep how a hand-in came, whole or not at all."""
    path = _path(place, cohort, candidate, module, "" if counts else arrival.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_text(_converter.dumps(arrival, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
    new.replace(path)


def forget_arrival(place: Place, cohort: str, candidate: str, module: str) -> None:
    """Take out what is known of the hand-in that counts: there is none any more."""
    _path(place, cohort, candidate, module, "").unlink(missing_ok=True)


def any_arrival(place: Place, cohort: str, candidate: str, module: str, sha256: str) -> Arrival | None:
    """Return what is known of how a content came, whether or not it counts; None where nothing is."""
    now = read_arrival(place, cohort, candidate, module)
    return now if now is not None and now.sha256 == sha256 else read_arrival(place, cohort, candidate, module, sha256)


def arrivals(place: Place, cohort: str) -> Iterator[tuple[str, str, Arrival]]:
    """Go through what is known of the hand-ins that count, with candidate and module."""
    for path in sorted((place.root / "submitted" / ARRIVED / cohort).glob("*/*.json")):
        candidate, module = path.parent.name, path.stem
        if "@" not in module and (place.submitted(cohort) / candidate / module).is_dir() and (found := _read(path)):
            yield candidate, module, found


def every_arrival(place: Place, cohort: str) -> Iterator[tuple[str, str, Arrival]]:
    """Go through what is known of all hand-ins, with candidate and module; those that count no more are among them."""
    for folder in sorted((place.root / "submitted" / ARRIVED / cohort).glob("*")):
        for module, arrival in all_arrivals_of(place, cohort, folder.name):
            yield folder.name, module, arrival


def all_arrivals_of(place: Place, cohort: str, candidate: str) -> Iterator[tuple[str, Arrival]]:
    """Go through what is known of all hand-ins of a candidate, by module; those that count no more are among them."""
    for path in sorted((place.root / "submitted" / ARRIVED / cohort / candidate).glob("*.json")):
        if found := _read(path):
            yield path.stem.partition("@")[0], found


def _is_earlier(when: datetime | None, than: datetime | None) -> bool:
    return when is not None and (than is None or when < than)


def _read(path: Path) -> Arrival | None:
    try:
        return _converter.loads(path.read_text(encoding="utf-8"), Arrival)
    except Exception:  # a lost record is no reason to refuse work
        return None


def _path(place: Place, cohort: str, candidate: str, module: str, earlier: str) -> Path:
    name = f"{module}@{earlier[:16]}" if earlier else module
    return place.root / "submitted" / ARRIVED / cohort / candidate / f"{name}.json"
