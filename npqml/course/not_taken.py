"""What came and could not be taken: the one list of it, with whose it is, why, and how it was settled.

Whoever asks how somebody stands reads it here, so that nobody who sent something counts as missing. A record each:
submitted/.not-taken/COHORT/CANDIDATE/NUMBER.json and, where it is known whose it is, the files in NUMBER. Of what is
settled the record stays, so that the same thing is not asked about again.
"""

from __future__ import annotations

import getpass
import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from attrs import evolve, frozen
from cattrs.preconf.json import make_converter

from npqml.course.arrivals import Arrival, arrivals
from npqml.course.deadlines import in_words
from npqml.place import Place
from npqml.refusal import Refusal

NOT_TAKEN = ".not-taken"
NOBODY = ".nobody"  # no id begins with a dot
KEY = 8  # signs of a key that a person types
LONGEST = 500  # characters of the reasons in a line
_converter = make_converter()


class How(Enum):
    """How something that could not be taken was settled."""

    TAKEN = "taken"
    DISMISSED = "dismissed"
    SUPERSEDED = "superseded"


@frozen
class Settlement:
    """How something was settled, when, and from which account on this computer."""

    how: How
    when: datetime
    by: str = ""

    def words(self) -> str:
        """Say it in one sentence."""
        by = f" by {self.by}" if self.by else ""
        return f"It was {self.how.value} on {in_words(self.when)}{by}."


@frozen
class NotTaken:
    """Something that came and was not taken: whose and which module's it is, if that is known, why, and how it came.

    `content` is a number of what it holds, whatever its files are called, and `sender` the account that a platform has
    it from, or whatever else may say whose it is. `hand_in`: it may be taken all the same, once a person says whose.
    `answers_alone`: it is saved answers without their notebook. `says_how`: its reasons say how one says whose it is.
    """

    arrival: Arrival
    candidate: str = ""
    module: str = ""
    reasons: tuple[str, ...] = ()
    content: str = ""
    sender: str = ""
    hand_in: bool = True
    settlement: Settlement | None = None
    answers_alone: bool = False
    says_how: bool = False

    @property
    def number(self) -> str:
        """Return what tells it from everything else that came: the same bytes of the same person are the same thing."""
        whose = self.candidate or f"{NOBODY}/{self.sender}"
        return hashlib.sha256(f"{whose}/{self.content or self.arrival.sha256}".encode("utf-8", "replace")).hexdigest()

    @property
    def key(self) -> str:
        """Return what a person types to speak of it."""
        return self.number[:KEY]

    def is_settled_by(self, candidate: str, module: str) -> bool:
        """Tell whether a hand-in that was taken afterwards makes up for it."""
        return self.candidate == candidate and self.module in ("", module)

    def is_again(self, item: NotTaken) -> bool:
        """Tell whether another thing that came is this one again, whoever it turned out to be of."""
        if self.content != item.content:
            return False
        if item.candidate:
            return self.candidate == item.candidate
        return self.sender == item.sender and (not self.candidate or self.settlement is not None)

    def what_to_do(self, cohort: str) -> str:
        """Say how it is settled: as whose it is, where that is open, and as nothing to take."""
        dismiss = f"If there is nothing to take in it: npqml collect {cohort} --dismiss {self.key}"
        if self.candidate:
            return f"Ask for the packed file (Check and pack), which settles it. {dismiss}" if self.hand_in else dismiss
        whose = f"To say whose it is, give this one file: npqml collect {cohort} FILE --candidate ID"
        return dismiss if self.says_how else f"{whose}. {dismiss}"


def keep_not_taken(place: Place, cohort: str, left: NotTaken, files: Path | None = None) -> None:
    """Keep what is known of something that was not taken, and move its files there, if these are given."""
    path = _path(place, cohort, left)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = path.with_suffix("")
    if files is not None and left.candidate and files.is_dir() and not kept.exists():
        files.rename(kept)
    new = path.with_name(f"{path.name}.new")
    new.write_text(_converter.dumps(left, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
    new.replace(path)


def files_of(place: Place, cohort: str, left: NotTaken) -> Path | None:
    """Return where the files of something that was not taken are kept; None where they are not."""
    kept = _path(place, cohort, left).with_suffix("")
    return kept if kept.is_dir() else None


def settle(place: Place, cohort: str, left: NotTaken, how: How, whose: str = "") -> NotTaken:
    """Keep how something was settled, with `whose` it turned out to be, and return its record; its files go."""
    settled = evolve(
        left, candidate=whose or left.candidate, settlement=Settlement(how, datetime.now(UTC), _account())
    )  # fmt: skip
    keep_not_taken(place, cohort, settled)
    before = _path(place, cohort, left)
    for kept in {before.with_suffix(""), _path(place, cohort, settled).with_suffix("")}:
        if kept.is_dir():
            shutil.rmtree(kept)
    if settled.number != left.number:
        before.unlink(missing_ok=True)
    return settled


def all_not_taken(place: Place, cohort: str) -> list[NotTaken]:
    """Return everything that came and could not be taken, and is not settled."""
    return [left for left in ever_not_taken(place, cohort) if left.settlement is None]


def ever_not_taken(place: Place, cohort: str) -> list[NotTaken]:
    """Return everything that came and could not be taken, settled or not."""
    return [left for _, left in _records(place, cohort)]


def with_key(place: Place, cohort: str, key: str) -> NotTaken:
    """Return the one thing on the list that a person speaks of, by its key or the path of its files; refuses others."""
    name = Path(key).name.removesuffix(".json").lower()
    every = ever_not_taken(place, cohort)
    found = [left for left in every if len(name) >= KEY and left.number.startswith(name)]
    waiting = [left for left in found if left.settlement is None]
    if len(waiting) == 1:
        return waiting[0]
    if len(waiting) > 1:
        was = f"a key of {len(waiting)} things: {', '.join(left.number[:16] for left in waiting)}"
    elif found and found[0].settlement is not None:
        was = f"what is settled: {found[0].settlement.words()}"
    else:
        was = "no such key on the list of what came and could not be taken"
    listed = [left.key for left in every if left.settlement is None]
    raise Refusal(
        "--dismiss", key, found=was,
        expected=f"a key on the list: {', '.join(listed[:5])}{' ...' if len(listed) > len(listed[:5]) else ''}"
        if listed else "a key on the list, which is empty",
        do=f"Look at the list: npqml overview {cohort}",
    )  # fmt: skip


def unsettled(place: Place, cohort: str) -> Iterator[str]:
    """Return a line for each thing that collecting has left for a person: what was not taken, and what is in doubt."""
    for left in all_not_taken(place, cohort):
        who = f"{left.candidate or 'Nobody’s'}{f', module {left.module}' if left.module else ''}"
        kept = files_of(place, cohort, left)
        where = f" It is kept in {kept.relative_to(place.root)}." if kept is not None else ""
        why = " ".join(left.reasons)
        why = why if len(why) <= LONGEST else f"{why[:LONGEST]}…"
        yield f"{who}, not taken: {left.arrival.shown[:200]}. {why}{where} {left.what_to_do(cohort)}"
    for candidate, module, arrival in arrivals(place, cohort):
        if arrival.doubt:
            words = in_doubt(
                cohort, candidate, module, arrival.doubt, arrival.shown, arrival.other_shown, arrival.other
            )  # fmt: skip
            yield f"{candidate}, module {module}, in doubt: {words}"


def in_doubt(cohort: str, candidate: str, module: str, doubt: str, counts: str, other: str, folder: str) -> str:
    """Say what is in doubt between two hand-ins, where each lies, and how a person says which of them counts."""
    there = f"submitted/{cohort}/{candidate}/{module}"
    say = f"--candidate {candidate} --counts"
    if not folder:  # nothing is kept of where the other one is
        return f"{doubt}. To keep the one that counts: npqml collect {cohort} {there} {say}"
    return (
        f"{doubt}. {counts[:200]} counts now and is in {there}; {other[:200]} is in {folder}. Look at both. "
        f"To let {other[:200]} count: npqml collect {cohort} {folder} {say} ; "
        f"to keep {counts[:200]}: npqml collect {cohort} {there} {say}"
    )


def records_naming(place: Place, cohort: str, candidate: str, name: str) -> list[Path]:
    """Return the records of what is nobody's that speak of a candidate, by id or by name."""
    signs = [sign.casefold() for sign in (candidate, name) if sign]
    return [
        path
        for path, left in _records(place, cohort)
        if not left.candidate
        and any(sign in " ".join((left.arrival.shown, left.sender, *left.reasons)).casefold() for sign in signs)
    ]


def _records(place: Place, cohort: str) -> Iterator[tuple[Path, NotTaken]]:
    paths = sorted((place.root / "submitted" / NOT_TAKEN / cohort).glob("*/*.json"))
    return ((path, left) for path in paths if (left := _read(path)) is not None)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""


def _read(path: Path) -> NotTaken | None:
    try:
        return _converter.loads(path.read_text(encoding="utf-8"), NotTaken)
    except Exception:  # a lost record is no reason to stop
        return None


def _path(place: Place, cohort: str, left: NotTaken) -> Path:
    return place.root / "submitted" / NOT_TAKEN / cohort / (left.candidate or NOBODY) / f"{left.number[:16]}.json"
