"""A pool of our own that is stopped is over at once, and wholly."""

from __future__ import annotations

import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor

import psutil
import pytest

from npqml.own_processes import ended_at_once


def test_a_pool_that_is_stopped_leaves_no_process_and_no_thread():
    """A thread that still winds up while Python ends may end the command in a traceback."""
    threads = set(threading.enumerate())
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    processes: list[psutil.Process] = []

    def stopped() -> None:
        with ended_at_once(pool):
            pool.submit(time.sleep, 600)
            processes.extend(map(psutil.Process, pool._processes))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert processes
    assert not any(process.is_running() for process in processes)
    assert set(threading.enumerate()) <= threads
