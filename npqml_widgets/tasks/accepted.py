"""What marking says of answers, known to a candidate's page by digests only: it can look one up, and read none out.

A check whose right answer must not stand in the page is settled by a file beside it, `verdicts.json`. For each such
check it holds the verdicts on the right answers and on the mistakes that are known by name, each sealed with a key
that only the answer itself gives: PBKDF2 (RFC 8018) with HMAC-SHA-256, which makes each guess work. Who tries all that
might be right finds it in the end, as by trying in the form; a page that is only read gives nothing away.

Why a task is right holds its whole working, so no part of it alone opens that: each right ruling holds a share, and
the shares of all parts together are the key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypedDict

from attrs import frozen

from npqml_widgets.keeping.readjson import read_json

if TYPE_CHECKING:  # it loads pandas, which collecting does without
    from npqml_widgets.answers.fields import Field

FILE = "verdicts.json"
ABOUT = "npqml-verdicts-1"
ROUNDS = 5_000
"""Of PBKDF2: 2 ms for a guess where Python has OpenSSL, about 50 ms in the browser's Python, which has not."""
FEWER = 10
"""A part of an answer, such as one row, takes so many times fewer: its few options are found by trying in any case."""
LARGEST = 5_000_000
_LABEL = 8
_BLOCK = 32
_OPENED = b"why "
"""Begins each reason, so that what was opened with a wrong key is known to be nothing."""


@frozen
class Ruling:
    """What marking says of one answer: right, maybe with why; or not yet, with a message and a known mistake's name.

    A right one holds its share of the key to the task's reason, where it comes from a release. Of several that are
    about parts of an answer, such as one row, the one of lowest `rank` is what marking says; others have none.
    """

    right: bool
    message: str = ""
    mistake: str = ""
    share: str = ""
    rank: int = 0


class Rulings(Protocol):
    """What settles one check: by the answers that it asks for, and for all others one ruling."""

    @property
    def answers(self) -> Sequence[str]:
        """The names of the answers that settle it."""

    @property
    def otherwise(self) -> str:
        """The message for every answer that is not known."""

    def ruling(self, key: str, *, part: bool = False) -> Ruling | None:
        """The ruling on the answers, or the part of one, with this key; None where nothing is known of them."""


@frozen
class Known:
    """The rulings on one check as they were found, for the gates: nothing is sealed."""

    answers: tuple[str, ...]
    otherwise: str
    rulings: Mapping[str, Ruling]

    def ruling(self, key: str, *, part: bool = False) -> Ruling | None:
        """The ruling on the answers, or the part of one, with this key; None where nothing is known of them."""
        return self.rulings.get(key)


@frozen
class Sealed:
    """The rulings on one check as a release holds them: by digest, each sealed with the answer as its key."""

    answers: tuple[str, ...]
    otherwise: str
    salt: bytes
    rounds: int
    sealed: Mapping[str, str]

    def ruling(self, key: str, *, part: bool = False) -> Ruling | None:
        """The ruling on the answers, or the part of one, with this key; None where nothing is known of them."""
        made = stretched(key.encode(), self.salt, rounds_for(self.rounds, part=part))
        found = self.sealed.get(made[:_LABEL].hex())
        if found is None:
            return None
        return Ruling(*json.loads(_over(bytes.fromhex(found), made[_LABEL:])))


def key_of(values: Iterable[tuple[Field, object]]) -> str:
    """What several answers have in common with all that count the same, as one text."""
    return json.dumps([asked.key(value) for asked, value in values], ensure_ascii=False)


def keys_of_parts(values: Iterable[tuple[Field, object]]) -> list[str]:
    """What each part of several answers has in common with all answers that have the same there, as texts."""
    return [
        json.dumps([number, part], ensure_ascii=False)
        for number, (asked, value) in enumerate(values)
        for part in asked.part_keys(value)
    ]


def ruling_on(rulings: Rulings, values: Sequence[tuple[Field, object]]) -> Ruling:
    """What marking says of some answers: of all together where that is known, else of a part, else of any."""
    whole = rulings.ruling(key_of(values))
    if whole is not None:
        return whole
    found = [ruling for key in keys_of_parts(values) if (ruling := rulings.ruling(key, part=True))]
    return min(found, key=lambda ruling: ruling.rank, default=Ruling(False, rulings.otherwise))


class Entry(TypedDict):
    """What the file holds of one check; `id` is what the check names, so that it is settled by its own edition.

    The id is made from all else, so that no other rulings can be put in its place.
    """

    id: str
    answers: list[str]
    otherwise: str
    salt: str
    rounds: int
    sealed: dict[str, str]


def seal(known: Known, salt: bytes, rounds: int = ROUNDS) -> tuple[Entry, str]:
    """The rulings on one check as plain data for a release, in an order and of lengths that tell nothing.

    Beside them the share of the key to the task's reason that each right answer opens.
    """
    made = {
        key: stretched(key.encode(), salt, rounds_for(rounds, part=ruling.rank > 0))
        for key, ruling in known.rulings.items()
    }
    first = min((key for key, ruling in known.rulings.items() if ruling.right), default=None)
    share = hashlib.sha256(b"share" + made[first]).hexdigest() if first is not None else ""
    texts = {key: json.dumps(_sealed(ruling, share)).encode() for key, ruling in known.rulings.items()}
    longest = max(map(len, texts.values()), default=0)
    sealed = {
        made[key][:_LABEL].hex(): _over(text.ljust(longest), made[key][_LABEL:]).hex() for key, text in texts.items()
    }
    entry = Entry(
        id="", answers=list(known.answers), otherwise=known.otherwise, salt=salt.hex(), rounds=rounds,
        sealed=dict(sorted(sealed.items())),
    )  # fmt: skip
    entry["id"] = _id_of(entry)
    return entry, share


def _sealed(ruling: Ruling, share: str) -> list[object]:
    """What is kept of a ruling; a right one holds the share."""
    plain = [ruling.right, ruling.message, ruling.mistake, share if ruling.right else ""]
    return [*plain, ruling.rank] if ruling.rank else plain


def _id_of(entry: Entry) -> str:
    seen = [entry[name] for name in ("answers", "otherwise", "salt", "rounds", "sealed")]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:12]


def seal_reason(reason: str, shares: Sequence[str]) -> str:
    """Why a task is right, sealed so that the shares of all its parts open it and fewer open nothing."""
    return _over(_OPENED + reason.encode(), _together(shares)).hex()


def _together(shares: Sequence[str]) -> bytes:
    """The key that shares make: each bit of it hangs on every one of them."""
    joined = reduce(lambda key, share: key ^ int(share, 16), shares, 0)
    return joined.to_bytes(_BLOCK, "big")


def as_file(checks: Mapping[str, Entry], reasons: Mapping[str, str]) -> str:
    """The text of the file that settles a module's checks, given by their names, with its tasks' sealed reasons."""
    return json.dumps({"about": ABOUT, "checks": checks, "reasons": reasons}, indent=1, ensure_ascii=False) + "\n"


def find(task: str, part: str, entry: str) -> Sealed | None:
    """What settles a part of a task, from the file beside the notebook or one folder up; None where it is missing.

    It is also None where the file has another edition of it: `entry` is the id that the page names.
    """
    beside = _beside()
    return beside.checks.get((entry, name_of(task, part))) if beside else None


def reason(task: str, shares: Sequence[str]) -> str:
    """Why a task is right, for who has the shares of all its parts; nothing where one is missing."""
    beside = _beside()
    sealed = beside.reasons.get(task, b"") if beside else b""
    if not sealed or not all(shares):
        return ""
    opened = _over(sealed, _together(shares))
    return opened.removeprefix(_OPENED).decode(errors="replace") if opened.startswith(_OPENED) else ""


@frozen
class _File:
    """The file beside a notebook as read: what settles its checks by id and name, its sealed reasons by task."""

    checks: Mapping[tuple[str, str], Sealed]
    reasons: Mapping[str, bytes]


def _beside() -> _File | None:
    """Read the file beside the notebook or one folder up; None where there is none."""
    here = Path.cwd()
    for path in (here / FILE, here.parent / FILE):
        try:
            stat = path.stat()
            return _read(path, stat.st_mtime_ns, stat.st_size)
        except OSError:
            continue
    return None


def name_of(task: str, part: str) -> str:
    """The name of a check: its task, and its part where there are several."""
    return f"{task} {part}".rstrip()


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, size: int) -> _File:
    """Read a file once for each state of it; what cannot be read, or is not as it was built, settles nothing."""
    try:
        record = read_json(path.read_bytes()) if size <= LARGEST else {}
        if record["about"] != ABOUT:
            return _File({}, {})
        checks = {
            (check["id"], name): Sealed(
                tuple(check["answers"]), check["otherwise"], bytes.fromhex(check["salt"]), check["rounds"],
                check["sealed"],
            )
            for name, check in record["checks"].items()
            if check["id"] == _id_of(check)
        }  # fmt: skip
        return _File(checks, {task: bytes.fromhex(sealed) for task, sealed in record.get("reasons", {}).items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _File({}, {})


def _over(text: bytes, key: bytes) -> bytes:
    """Seal a text, or open it again, with as much of a key's stream as it is long."""
    blocks = range(-(-len(text) // _BLOCK))
    stream = b"".join(hashlib.sha256(key + block.to_bytes(4, "big")).digest() for block in blocks)
    return bytes(one ^ other for one, other in zip(text, stream, strict=False))


def rounds_for(rounds: int, *, part: bool) -> int:
    """How many rounds a key takes: all of them, or of a part of an answer a tenth."""
    return max(1, rounds // FEWER) if part else rounds


def stretched(answer: bytes, salt: bytes, rounds: int) -> bytes:
    """32 bytes by PBKDF2 with HMAC-SHA-256, also where Python was built without OpenSSL."""
    derive = getattr(hashlib, "pbkdf2_hmac", None)
    return derive("sha256", answer, salt, rounds) if derive else stretched_slowly(answer, salt, rounds)


def stretched_slowly(answer: bytes, salt: bytes, rounds: int) -> bytes:
    """The same in Python alone, for one block (RFC 8018, section 5.2)."""
    started = hmac.new(answer, digestmod=hashlib.sha256)

    def turned(text: bytes) -> bytes:
        turn = started.copy()
        turn.update(text)
        return turn.digest()

    latest = turned(salt + (1).to_bytes(4, "big"))
    total = int.from_bytes(latest, "big")
    for _ in range(rounds - 1):
        latest = turned(latest)
        total ^= int.from_bytes(latest, "big")
    return total.to_bytes(_BLOCK, "big")
