"""Why a submission cannot be graded, in a candidate's words: raised wherever that shows, told as its result."""

from __future__ import annotations


class Ungradable(Exception):
    """Says, in a candidate's words, why a file cannot be graded."""


class LeftBehind(Ungradable):
    """Says that answers did not come along: the file itself is sound, and is kept until they do."""
