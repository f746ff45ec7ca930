"""Names of people and posts, as people type them: several in one cell, the same one written in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BETWEEN = re.compile(r"[,;\n]")  # a post may have an "and" in its name


def plain(name: str) -> str:
    """Return a name as it is compared with others."""
    return " ".join(name.casefold().split())


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return names each once, as they are written first; blank ones are none."""
    found: dict[str, str] = {}
    for name in names:
        if plain(name):
            found.setdefault(plain(name), " ".join(name.split()))
    return tuple(found.values())


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a text with commas, semicolons or lines between them, each once."""
    return each_once(_BETWEEN.split(text))
