"""The module that a result is about, in the edition that it was judged by."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from npqml.grading.assignment import Assignment, assignment_or_empty
from npqml.grading.editions.choice import Editions
from npqml.grading.result import Result
from npqml.place import Place


def judged_by(place: Place, cohort: str) -> Callable[[Result], Assignment]:
    """Return what gives the module of a result as it was built for its candidate; each is read once."""
    editions = Editions(place, cohort)

    @cache
    def read(module: str, edition: str) -> Assignment:
        return assignment_or_empty(place, cohort, module, edition)

    return lambda result: read(result.module, editions.of(result).build)
