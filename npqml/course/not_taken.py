"""What came and could not be taken, kept until it is settled: so that nobody who sent something counts as missing.

A folder each: submitted/.not-taken/COHORT/CANDIDATE/ with NUMBER.json and, where it is known whose it is, the files in
NUMBER. Of what is settled the record stays, so that the same thing is not asked about again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen
from cattrs.preconf.json import make_converter

from npqml.course.arrivals import Arrival, arrivals
from npqml.place import Place

NOT_TAKEN = ".not-taken"
NOBODY = ".nobody"  # no id begins with a dot
_converter = make_converter()


@frozen
class NotTaken:
    """Something that came and was not taken: whose and which module's it is, if that is known, why, and how it came."""

    arrival: Arrival
    candidate: str = ""
    module: str = ""
    reasons: tuple[str, ...] = ()
    settled: bool = False

    def is_settled_by(self, candidate: str, module: str) -> bool:
        """Tell whether a hand-in that was taken afterwards makes up for it."""
        return self.candidate == candidate and self.module in ("", module)


def keep_not_taken(place: Place, cohort: str, left: NotTaken, files: Path | None = None) -> None:
    """Keep what is known of something that was not taken, and move its files there, if these are given."""
    path = _path(place, cohort, left)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = path.with_suffix("")
    if files is not None and left.candidate and not kept.exists():
        files.rename(kept)
    new = path.with_name(f"{path.name}.new")
    new.write_text(_converter.dumps(left, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
    new.replace(path)


def settle(place: Place, cohort: str, left: NotTaken) -> None:
    """Keep that something which was not taken is settled; its files go."""
    keep_not_taken(place, cohort, evolve(left, settled=True))
    kept = _path(place, cohort, left).with_suffix("")
    if kept.is_dir():
        shutil.rmtree(kept)


def known_not_taken(place: Place, cohort: str, left: NotTaken) -> NotTaken | None:
    """Return what is kept of the same thing from before; None where nothing is."""
    return _read(_path(place, cohort, left))


def all_not_taken(place: Place, cohort: str) -> list[NotTaken]:
    """Return everything that came and could not be taken, and is not settled."""
    return [left for left in ever_not_taken(place, cohort) if not left.settled]


def ever_not_taken(place: Place, cohort: str) -> list[NotTaken]:
    """Return everything that came and could not be taken, settled or not."""
    paths = sorted((place.root / "submitted" / NOT_TAKEN / cohort).glob("*/*.json"))
    return [left for path in paths if (left := _read(path)) is not None]


def unsettled(place: Place, cohort: str) -> Iterator[str]:
    """Return a line for each thing that collecting has left for a person: what was not taken, and what is in doubt."""
    for left in all_not_taken(place, cohort):
        who = f"{left.candidate or 'Nobody’s'}{f', module {left.module}' if left.module else ''}"
        kept = _path(place, cohort, left).with_suffix("")
        where = f" It is kept in {kept.relative_to(place.root)}." if kept.is_dir() else ""
        yield f"{who}, not taken: {left.arrival.shown[:200]}. {' '.join(left.reasons)}{where}"
    for candidate, module, arrival in arrivals(place, cohort):
        if arrival.doubt:
            yield f"{candidate}, module {module}, in doubt: {arrival.doubt}"


def _read(path: Path) -> NotTaken | None:
    try:
        return _converter.loads(path.read_text(encoding="utf-8"), NotTaken)
    except Exception:  # a lost record is no reason to stop
        return None


def _path(place: Place, cohort: str, left: NotTaken) -> Path:
    home = place.root / "submitted" / NOT_TAKEN / cohort / (left.candidate or NOBODY)
    return home / f"{left.arrival.sha256[:16]}.json"
