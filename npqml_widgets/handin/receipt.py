"""The receipt of a hand-in: what was packed, when, and one number by which the same content is known again.

Both sides use this module: the page that packs, and the provider's programs that collect, grade and give feedback.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen, validators
from cattrs.preconf.json import make_converter

from npqml_widgets.keeping.files import Damaged, Newer
from npqml_widgets.keeping.readjson import read_json

RECEIPT = "receipt.json"
COPY = "receipt.html"
APART = frozenset({RECEIPT, COPY})
"""Files that say what was packed, and so are no part of it."""
SCHEMA = 1
LARGEST = 200_000  # bytes of a receipt; one that names every file of a module takes some thousand
CANDIDATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_FIRST, _LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)  # local time is known for these
_converter = make_converter()


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@frozen
class TaskLine:
    """One task as it was packed: its id, its title and how much of it was answered, in words."""

    task: str
    title: str
    state: str


@frozen(kw_only=True)
class Receipt:
    """What was packed and when; `candidate` and `cohort` are empty where the page did not know them."""

    module: str
    title: str
    notebook: str
    candidate: str = field(default="", validator=validators.matches_re(rf"(?:{CANDIDATE.pattern})?"))
    cohort: str = ""
    when: datetime = field(converter=_in_utc, validator=[validators.gt(_FIRST), validators.lt(_LAST)])
    sha256: str = field(validator=validators.matches_re(r"[0-9a-f]{64}"))
    files: tuple[str, ...] = ()
    tasks: tuple[TaskLine, ...] = ()


@frozen
class _File:
    schema: int = field(validator=validators.in_((SCHEMA,)))
    receipt: Receipt


def content_hash(digests: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256, in hexadecimal, over what was sent, from each file's name and a digest of its content.

    Names are relative, with "/" between folders. The receipt and its readable copy are left out, so that the number
    is the same for the packed file, for the folder it is unpacked to, and for that folder without a receipt.
    """
    whole = hashlib.sha256()
    for name, digest in sorted(digests, key=lambda one: one[0].split("/")):
        if name not in APART:
            whole.update(name.encode("utf-8", "surrogateescape") + b"\0" + digest)
    return whole.hexdigest()


def hash_of(files: Mapping[str, bytes]) -> str:
    """Return the content hash of files that are in memory, by their names."""
    return content_hash((name, hashlib.sha256(content).digest()) for name, content in files.items())


def short_hash(sha256: str) -> str:
    """Return the beginning of a content hash as people read it out: "3fa9 12cd 88e0"."""
    return " ".join(sha256[start : start + 4] for start in (0, 4, 8)).strip()


def as_json(receipt: Receipt) -> bytes:
    """Return a receipt as it is packed."""
    return json.dumps(_converter.unstructure(_File(SCHEMA, receipt)), indent=1).encode("ascii")


def parse(content: bytes) -> Receipt:
    """Return the receipt in a file's content; raises Damaged where it is none, Newer where it is for a newer course."""
    if len(content) > LARGEST:
        raise Damaged
    try:
        record: Any = read_json(content)
        if isinstance(record["schema"], int) and record["schema"] > SCHEMA:
            raise Newer
        return _converter.structure(record, _File).receipt
    except Newer:
        raise
    except Exception as problem:  # whatever a stranger's bytes may cause, a recursion too deep included
        raise Damaged from problem
