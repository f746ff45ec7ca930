"""Words as a form shows them: when something was, and an author's text as paragraphs or on one line."""

from __future__ import annotations

from datetime import datetime

from npqml_widgets.keeping.authored import without_citations


def when(moment: datetime) -> str:
    """Return when something was: the time, and the day unless it was today."""
    there = moment.astimezone()
    today = there.date() == datetime.now().astimezone().date()
    return f"today at {there:%H:%M:%S}" if today else f"{there.day} {there:%B} {there.year} at {there:%H:%M:%S}"


def paragraphs(text: str) -> list[str]:
    """Return a text as its paragraphs, on one line each and without citations."""
    return [" ".join(part.split()) for part in without_citations(text).split("\n\n") if part.strip()]


def plain(text: str) -> str:
    """Return a text on one line and without citations."""
    return " ".join(without_citations(text).split())
