"""Finding, in what somebody typed, the options that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

import pandas as pd

from npqml_widgets.answers.comparing import folded
from npqml_widgets.answers.reading import quoted

# What people put between the things of a list; a number in front, as in "2. ", is no part of a thing.
_BETWEEN = re.compile(r"(?:[\n,;>→|&]|\bthen\b|\band\b|\d+[.)](?!\d))", re.IGNORECASE)
_LONGEST = 10_000  # characters of a text that is searched for options


class Unknown(ValueError):
    """Says in words which part of an answer is none of the options."""


def bare(text: object) -> str:
    """Text without case, spaces, quotation marks and a closing full stop."""
    return folded(str(text)).replace('"', "").replace("'", "").rstrip(".")


def option(typed: object, options: Mapping[str, str]) -> str | None:
    """The key of the option that was typed as its key or as its words; None if it is none of them."""
    if isinstance(typed, str) and typed in options:
        return typed
    wanted = bare(typed)
    by_key = (key for key in options if bare(key) == wanted)
    by_words = (key for key, words in options.items() if bare(words) == wanted)
    return next(by_key, None) or next(by_words, None)


def several(raw: object, options: Mapping[str, str]) -> list[str]:
    """The keys of all options in a list, Series or text, as they come; raise Unknown for others."""
    if isinstance(raw, pd.DataFrame):
        raw = raw.to_numpy().ravel()
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        return _in_text(str(raw), options)
    if isinstance(raw, Mapping):  # {"a": True, "b": False}
        raw = [thing for thing, wanted in raw.items() if wanted]
    keys: list[str] = []
    for thing in sorted(raw, key=str) if isinstance(raw, set | frozenset) else raw:
        key = option(thing, options)
        if key is None:
            raise Unknown(f"We cannot find {quoted(thing)} here.")
        keys.append(key)
    return keys


def _in_text(text: str, options: Mapping[str, str]) -> list[str]:
    """Take the longest run of pieces that is an option, again and again: an option may hold a comma."""
    if len(text) > _LONGEST:
        raise Unknown(f"{quoted(text)} is too long to be a list of what is offered.")
    whole = option(text, options)
    if whole is not None:
        return [whole]
    pieces = _pieces(text.strip().strip("[](){}"))
    longest = max(len(_pieces(words)) for words in (*options, *options.values()))
    keys, place = [], 0
    while place < len(pieces):
        for end in range(min(place + longest, len(pieces)), place, -1):
            key = option("".join(pieces[place:end]), options)
            if key is not None:
                keys.append(key)
                place = end
                break
        else:
            piece = pieces[place].strip()
            if piece and not _BETWEEN.fullmatch(piece):
                raise Unknown(f"We cannot find {quoted(piece)} here.")
            place += 1
    return keys


def _pieces(text: str) -> list[str]:
    """Cut a text before and after everything that may part two options, and lose nothing of it."""
    cuts = [0, *(cut for found in _BETWEEN.finditer(text) for cut in found.span()), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]
