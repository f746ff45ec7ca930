"""What belongs where in a TOML file, by the attrs class that it is read as."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from npqml.course.toml_lines import Steps


def kind_at(kind: Any, steps: Steps) -> Any:
    """Return the type of value that belongs at a place, None where nothing does."""
    for step in steps:
        if attrs.has(kind):
            kind = _keys(kind).get(str(step))
        elif get_origin(kind) in (tuple, dict):
            kind = get_args(kind)[0 if get_origin(kind) is tuple else 1]
        else:
            return None
    return kind


def heading_of(kind: Any, name: str) -> str:
    """Return how a table of this name begins, such as [deadline] or [[extension]]; "" where there is none."""
    inner = kind_at(kind, (name,)) if attrs.has(kind) else None
    if get_origin(inner) is tuple and attrs.has(get_args(inner)[0]):
        return f"[[{name}]]"
    return f"[{name}]" if get_origin(inner) is dict or attrs.has(inner or int) else ""


def known_keys(kind: Any, table: Steps) -> tuple[str, ...]:
    """Return the keys that a table may have; none where it may have any."""
    inner = kind_at(kind, table)
    return tuple(_keys(inner)) if attrs.has(inner or int) else ()


def homes(kind: Any, key: str, value_kind: type) -> Iterator[str]:
    """Go through the headings of the tables that a key belongs below, by its name or by the type of its value."""
    for name, inner in _keys(kind).items():
        if get_origin(inner) is dict and value_kind in (get_args(get_args(inner)[1]) or (get_args(inner)[1],)):
            yield heading_of(kind, name)
        elif get_origin(inner) is tuple and key in known_keys(kind, (name, 0)):
            yield heading_of(kind, name)


def nearest(word: str, known: tuple[str, ...], alike: float = 0.6) -> str:
    """Return the one of these names that a word is meant to be, or ""; `alike` is how near it must be, 1 the same."""
    as_a_key = word.strip().casefold().replace(" ", "_").replace("-", "_")
    return next(iter(get_close_matches(as_a_key, known, 1, alike)), "")


@cache
def _keys(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in attrs.fields(kind)}
