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
    with pytest.raises(KeyboardInterrupt), ended_at_once(pool):
        pool.submit(time.sleep, 600)
        processes = [psutil.Process(pid) for pid in pool._processes]
        raise KeyboardInterrupt
    assert processes
    assert not any(process.is_running() for process in processes)
    assert set(threading.enumerate()) <= threads
