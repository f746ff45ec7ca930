"""What is known of something that is not taken: whose it is all the same, when it came, and its files to keep."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from npqml.collect import placing
from npqml.collect.filenames import Crafted, why_unwritable
from npqml.collect.lateness import handed_in, packed_at
from npqml.collect.ownership import (
    Known,
    NotOurs,
    account_of,
    candidate_of,
    module_in_names,
    notebook_of,
    signs_on,
)
from npqml.collect.pieces import Piece
from npqml.collect.zips import Unreadable
from npqml.course.arrivals import Arrival, bytes_alone
from npqml.course.not_taken import NotTaken
from npqml_widgets.handin import limits
from npqml_widgets.handin.receipt import Receipt, hash_of


@frozen
class Refused:
    """What was not taken, as it is kept, and where its files have been put for that, if they could be read."""

    left: NotTaken
    files: Path | None = None


def refused(
    piece: Piece, files: dict[str, bytes], receipt: Receipt | None, known: Known, candidate: str, folder: Path,
    *, hand_in: bool,
) -> Refused:  # fmt: skip
    """Return what is known of something that is not taken; its files are written to `folder`, where they can be."""
    notebook = notebook_of(files, receipt)
    with suppress(NotOurs):
        candidate = candidate or candidate_of(piece, receipt, notebook, known)[0]
    when, by, from_platform = handed_in(piece, receipt)
    digest = hash_of(files) if files else hashlib.sha256(piece.shown.encode("utf-8", "replace")).hexdigest()
    content = bytes_alone(files) if files else digest
    late_by = piece.platform.which if piece.platform is not None and piece.platform.late else ""
    arrival = Arrival(
        digest,
        piece.shown,
        when,
        by,
        from_platform,
        late_by,
        packed_at(receipt),
        by_hand=bool(candidate),
        content=content,
        in_download=in_download(piece),
        signs=signs_on(piece, receipt, known),
    )
    sender = account_of(piece.platform) or "; ".join(arrival.signs)
    left = NotTaken(arrival, candidate, module_in_names(piece, known), (), content, sender, hand_in)
    if not candidate or not files:
        return Refused(left)
    try:
        if not folder.exists():
            placing.stage(folder, files, when)
        return Refused(left, folder)
    except (Crafted, OSError):
        return Refused(left)


def in_download(piece: Piece) -> str:
    """Return where something lay in a platform's download; an empty text where it came in another way."""
    return piece.shown if piece.platform is not None else ""


def content_of(piece: Piece) -> dict[str, bytes]:
    """Return what can be read of something that is no hand-in, by names that can be written."""
    found: dict[str, bytes] = {}
    for number, entry in enumerate(piece.entries):
        name = entry.name if entry.name and not why_unwritable(entry.name) else f"file-{number}"
        with suppress(Unreadable):
            content = entry.read()
            if sum(map(len, found.values())) + len(content) <= limits.FOLDER_BYTES:
                found[name] = content
    return found
