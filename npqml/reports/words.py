"""Numbers, dates and answers as people write them in a report."""

from __future__ import annotations

from datetime import datetime

READ_AS = "We read your answer as "


def mark_words(mark: float) -> str:
    """Give a number of marks without needless decimals: 2, 2.5."""
    return f"{mark:g}"


def marks_words(mark: float) -> str:
    """Give a number of marks with its word: 1 mark, 2 marks."""
    return f"{mark:g} mark" if mark == 1 else f"{mark:g} marks"


def day(moment: datetime | None) -> str:
    """Give a date as people write it here: 24 November 2026."""
    return f"{moment.day} {moment:%B %Y}" if moment else ""


def listed(words: list[str]) -> str:
    """Join words as in a sentence: "1, 2 and 3"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def answers_in(read_as: str) -> list[str]:
    """List the answers in what a check says it read: one sentence each."""
    return [one.strip().removesuffix(".") for one in read_as.split(READ_AS) if one.strip()]


def as_seen(read_as: str) -> str:
    """Say in one sentence what a check read, where it read several answers."""
    found = answers_in(read_as)
    return f"We read your answers as {'; '.join(found)}." if len(found) > 1 else read_as
