"""One act of one page at a time.

JupyterLab's kernel may hand messages of one page to two threads at once: two answers that come together would
overwrite each other. There is one lock for everything, so that no two of them can wait for one another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ALONE = RLock()


def one_at_a_time(act: Callable[P, R]) -> Callable[P, R]:
    """Give the same act, which waits until no other is under way."""

    @wraps(act)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with ALONE:
            return act(*args, **kwargs)

    return alone
