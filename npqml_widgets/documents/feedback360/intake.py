"""What comes back in a 360 round, taken in or put aside; and what was put aside, taken in after all."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from contextlib import suppress

from attrs import evolve

from npqml_widgets.documents.feedback360.collate import PutAside, receive
from npqml_widgets.documents.feedback360.rounds import Rounds
from npqml_widgets.keeping.authored import Refused

MOST_SAID = 10
_PACKED = base64.b64encode(b"PK\x03").decode()


def collect(rounds: Rounds, came: Iterable[tuple[str, str | bytes]], *, instead: bool = False) -> tuple[Rounds, str]:
    """Take in codes, saved files and XLSX forms, each with its name, and say what came of them, a line each.

    What is refused is put aside. Where many are taken, their number is said.
    """
    collation = rounds.collecting
    taken: list[str] = []
    refused: list[str] = []
    for name, content in came:
        received = receive(collation, _as_text(content), name, instead=instead)
        collation = received.collation
        (taken if received.accepted else refused).append(received.words)
    said = taken if len(taken) <= MOST_SAID else [f"{len(taken)} were taken in."]
    return evolve(rounds, collation=collation), "\n".join(said + refused)


def collect_again(rounds: Rounds, place: int) -> tuple[Rounds, str]:
    """Take in what was put aside, in place of an earlier answer of the same rater; `place` counts from 0."""
    aside = rounds.collecting.put_aside
    if not 0 <= place < len(aside):
        raise Refused(["This is no longer among what was put aside. Look at the list again."])
    one, others = aside[place], aside[:place] + aside[place + 1 :]
    content = base64.b64decode(one.content) if is_workbook(one) else one.content
    received = receive(evolve(rounds.collecting, put_aside=others), content, one.name, instead=True)
    if not received.accepted:
        raise Refused([received.words])
    return evolve(rounds, collation=received.collation), received.words


def is_workbook(one: PutAside) -> bool:
    """Tell whether what was put aside is kept as base64, as a workbook is; no code begins like that."""
    return one.content.startswith(_PACKED)


def _as_text(content: str | bytes) -> str | bytes:
    """Give what is text as text, so that it is kept as it can be read where it has to be put aside."""
    if isinstance(content, bytes) and content[:2] != b"PK":
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8-sig")
    return content
