"""What marking says of answers, known to a candidate's page by digests only: it can look one up, and read none out.

A check whose right answer must not stand in the page is settled by a file beside it, `verdicts.json`. For each such
check it holds the verdicts on the right answers and on the mistakes that are known by name, each sealed with a key
that only the answer itself gives: PBKDF2 (RFC 8018) with HMAC-SHA-256, which makes each guess work. Who tries all that
might be right finds it in the end, as by trying in the form; a page that is only read gives nothing away.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
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
LARGEST = 5_000_000
_LABEL = 8
_BLOCK = 32


@frozen
class Ruling:
    """What marking says of one answer: right, or not yet, then with a message and the name of a known mistake."""

    right: bool
    message: str = ""
    mistake: str = ""


class Rulings(Protocol):
    """What settles one check: by the answers that it asks for, and for all others one ruling."""

    @property
    def answers(self) -> Sequence[str]:
        """The names of the answers that settle it."""

    @property
    def otherwise(self) -> str:
        """The message for every answer that is not known."""

    def ruling(self, key: str) -> Ruling | None:
        """The ruling on the answers with this key, None where nothing is known of them."""


@frozen
class Known:
    """The rulings on one check as they were found, for the gates: nothing is sealed."""

    answers: tuple[str, ...]
    otherwise: str
    rulings: Mapping[str, Ruling]

    def ruling(self, key: str) -> Ruling | None:
        """The ruling on the answers with this key, None where nothing is known of them."""
        return self.rulings.get(key)


@frozen
class Sealed:
    """The rulings on one check as a release holds them: by digest, each sealed with the answer as its key."""

    answers: tuple[str, ...]
    otherwise: str
    salt: bytes
    rounds: int
    sealed: Mapping[str, str]

    def ruling(self, key: str) -> Ruling | None:
        """The ruling on the answers with this key, None where nothing is known of them."""
        made = stretched(key.encode(), self.salt, self.rounds)
        found = self.sealed.get(made[:_LABEL].hex())
        if found is None:
            return None
        right, message, mistake = json.loads(_over(bytes.fromhex(found), made))
        return Ruling(right, message, mistake)


def key_of(values: Iterable[tuple[Field, object]]) -> str:
    """What several answers have in common with all that count the same, as one text."""
    return json.dumps([asked.key(value) for asked, value in values], ensure_ascii=False)


class Entry(TypedDict):
    """What the file holds of one check; `id` is what the check names, so that it is settled by its own edition."""

    id: str
    answers: list[str]
    otherwise: str
    salt: str
    rounds: int
    sealed: dict[str, str]


def seal(known: Known, salt: bytes, rounds: int = ROUNDS) -> Entry:
    """The rulings on one check as plain data for a release, in an order and of lengths that tell nothing."""
    texts = {
        key: json.dumps([ruling.right, ruling.message, ruling.mistake]).encode()
        for key, ruling in known.rulings.items()
    }
    longest = max(map(len, texts.values()), default=0)
    sealed = {}
    for key, text in texts.items():
        made = stretched(key.encode(), salt, rounds)
        sealed[made[:_LABEL].hex()] = _over(text.ljust(longest), made).hex()
    in_order = dict(sorted(sealed.items()))
    seen = json.dumps([list(known.answers), known.otherwise, salt.hex(), rounds, in_order], ensure_ascii=False)
    return Entry(
        id=hashlib.sha256(seen.encode()).hexdigest()[:12], answers=list(known.answers), otherwise=known.otherwise,
        salt=salt.hex(), rounds=rounds, sealed=in_order,
    )  # fmt: skip


def as_file(checks: Mapping[str, Entry]) -> str:
    """The text of the file that settles a module's checks, given by their names."""
    return json.dumps({"about": ABOUT, "checks": checks}, indent=1, ensure_ascii=False) + "\n"


def find(task: str, part: str, entry: str) -> Sealed | None:
    """What settles a part of a task, from the file beside the notebook or one folder up; None where it is missing.

    It is also None where the file has another edition of it: `entry` is the id that the page names.
    """
    here = Path.cwd()
    for path in (here / FILE, here.parent / FILE):
        try:
            stat = path.stat()
            checks = _read(path, stat.st_mtime_ns, stat.st_size)
        except OSError:
            continue
        return checks.get((entry, name_of(task, part)))
    return None


def name_of(task: str, part: str) -> str:
    """The name of a check: its task, and its part where there are several."""
    return f"{task} {part}".rstrip()


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, size: int) -> dict[tuple[str, str], Sealed]:
    """Read a file once for each state of it; what cannot be read settles nothing."""
    try:
        record = read_json(path.read_bytes()) if size <= LARGEST else {}
        if record["about"] != ABOUT:
            return {}
        return {
            (check["id"], name): Sealed(
                tuple(check["answers"]), check["otherwise"], bytes.fromhex(check["salt"]), check["rounds"],
                check["sealed"],
            )
            for name, check in record["checks"].items()
        }  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _over(text: bytes, made: bytes) -> bytes:
    """Seal a text, or open it again, with as much of a key's stream as it is long."""
    blocks = range(-(-len(text) // _BLOCK))
    stream = b"".join(hashlib.sha256(made[_LABEL:] + block.to_bytes(4, "big")).digest() for block in blocks)
    return bytes(one ^ other for one, other in zip(text, stream, strict=False))


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
