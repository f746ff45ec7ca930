"""A time limit on what is done with a candidate's answers in this process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 10


class TooLong(BaseException):
    """Raised in what takes too long; no ordinary `except` catches it by accident."""


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Run what is inside for so many seconds at most; raises TooLong. For a process's main thread only."""

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
