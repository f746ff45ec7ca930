"""The sixteen criteria that the project account is marked by, for whatever is filed by criterion."""

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
class _Criteria:
    """What stands in the file."""

    criteria: tuple[Criterion, ...]


@cache
def criteria() -> tuple[Criterion, ...]:
    """Give the framework's criteria in its order."""
    return read_authored(Path(__file__).with_suffix(".toml"), _Criteria).criteria
