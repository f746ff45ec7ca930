"""When something was handed in, and by whose word: the platform's where there is one, the candidate's own last."""

from __future__ import annotations

from datetime import datetime

from npqml.collect import placing
from npqml.collect.pieces import Piece
from npqml.course.deadlines import in_words, last_moment_of
from npqml.course.toml import OUR_TIME
from npqml.grading.submission.work_files import time_in
from npqml_widgets.handin.receipt import Receipt


def late_after(due: str) -> datetime:
    """Return the last moment in England that is not late: a day's end, or a time; raises ValueError for neither."""
    found = datetime.fromisoformat(due)
    if found.year not in OUR_TIME:
        raise ValueError(due)
    return last_moment_of(found.date() if len(due) <= 10 else found)


def packed_at(receipt: Receipt | None) -> datetime | None:
    """Return what a receipt says, by the candidate's own clock; None where it has not happened yet."""
    return receipt.when if receipt is not None and not placing.is_to_come(receipt.when) else None


def handed_in(piece: Piece, receipt: Receipt | None, exchange: bytes = b"") -> tuple[datetime | None, str, bool]:
    """Return when a hand-in came, by whose word, and whether that is the platform's own word.

    Nothing is known by the time that a disk keeps for a file: that is when it was saved or unpacked there. `exchange`
    is what nbgrader's exchange wrote beside it. Where the receipt says another time, the words tell that.
    """
    packed = packed_at(receipt)
    when, by = _by_platform(piece, exchange)
    if when is not None:
        differs = packed is not None and abs((when - packed).total_seconds()) >= 60
        return when, f"{by}; its receipt says {in_words(packed)}" if differs and packed else by, True
    return (packed, "by its receipt", False) if packed is not None else (None, "", False)


def saved_at(piece: Piece) -> datetime | None:
    """Return a file's own time: of a copy, or of unpacking. It may tell two files apart, and says nothing of late."""
    return piece.when if piece.platform is None or piece.platform.keeps_time else None


def _by_platform(piece: Piece, exchange: bytes) -> tuple[datetime | None, str]:
    """Return when the platform says that it came; no other zip's time is its word."""
    platform = piece.platform
    if platform is not None and platform.attempt_at is not None:
        return platform.attempt_at, f"by {platform.which}"
    if platform is not None and platform.keeps_time and piece.stamped is not None:
        return piece.stamped, f"by {platform.which}"
    if exchange and (found := time_in(exchange)) is not None:
        return placing.in_utc(found), "by nbgrader's exchange"
    return None, ""
