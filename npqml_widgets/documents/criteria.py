"""The framework's areas, modules and criteria, for whatever is filed by criterion or names a module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from npqml_widgets.keeping.authored import read_authored


@frozen
class Criterion:
    """One criterion: its id such as 3.1.2, the part of the account that shows it, its modules and its words."""

    id: str
    part: str
    modules: tuple[str, ...]
    text: str


@frozen
class Area:
    """One area of the framework; the ids of its criteria and modules begin with its own."""

    id: str
    title: str


@frozen
class Module:
    """One module: its id, its area, and the words of the "learn how to" that it is about."""

    id: str
    area: str
    text: str


@frozen
class _Framework:
    """What stands in the file."""

    areas: tuple[Area, ...]
    modules: tuple[Module, ...]
    criteria: tuple[Criterion, ...]


def areas() -> tuple[Area, ...]:
    """Return the framework's areas in its order."""
    return _framework().areas


def modules() -> tuple[Module, ...]:
    """Return the framework's modules in its order, written or not."""
    return _framework().modules


def criteria() -> tuple[Criterion, ...]:
    """Return the framework's criteria in its order."""
    return _framework().criteria


@cache
def _framework() -> _Framework:
    return read_authored(Path(__file__).with_suffix(".toml"), _Framework)
