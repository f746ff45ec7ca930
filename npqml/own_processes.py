"""Processes of our own that Ctrl+C does not reach: a terminal sends it to all, and whoever started them ends them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Have what is started inside never hear Ctrl+C; it comes to us when this is over."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: there is nothing to hand down
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def ended_at_once(pool: ProcessPoolExecutor) -> Iterator[ProcessPoolExecutor]:
    """Use a pool; where what is inside is stopped, what is under way in it is given up rather than waited for."""
    with pool:
        try:
            yield pool
        except BaseException:
            for process in list((pool._processes or {}).values()):
                process.kill()
            # Waited for: a pool that still winds up while Python ends may trip over its own closed pipe.
            pool.shutdown(wait=True, cancel_futures=True)
            raise
