"""What counts as late: the platform's own word, else the time of handing in against the last moment that is not."""

from __future__ import annotations

from datetime import datetime

from npqml.collect.downloads import Piece


def late_after(due: str) -> datetime:
    """Return the last moment that is not late: the end of a day, or a time; raises ValueError for neither."""
    found = datetime.fromisoformat(due)
    return (found.replace(hour=23, minute=59, second=59) if len(due) <= 10 else found).astimezone()


def why_late(piece: Piece, when: datetime | None, whose: str, due: datetime | None) -> str:
    """Say why a hand-in is late, and on whose word; nothing where it is not."""
    if piece.platform is not None and piece.platform.late:
        return f"{piece.platform.which} calls it late in the file's name."
    if due is None or when is None or when <= due:
        return ""
    return f"handed in {when.astimezone():%d %B %Y %H:%M} ({whose}), due {due.astimezone():%d %B %Y %H:%M}."
