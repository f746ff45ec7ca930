"""Running a command from start to end: seconds by the clock, seconds of processors, and the most memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil
from attrs import frozen

LOOKS = 0.25  # seconds from one look at the memory to the next


@frozen
class Spent:
    """What one run of a command took: seconds by the clock and of processors, and MiB (shared pages once)."""

    seconds: float
    cpu: float
    peak_mib: float


def watched(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command, its words thrown away, and what it took; raises RuntimeError where it fails."""
    before, start, peak = _cpu(), time.monotonic(), 0.0
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while True:
        try:
            code = process.wait(LOOKS)
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(_memory(process.pid)))
    seconds = time.monotonic() - start
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Spent(seconds, _cpu() - before, peak / 2**20)


def npqml(arguments: str) -> list[str]:
    """The command line of a command of ours."""
    return [sys.executable, "-m", "npqml.cli.app", *arguments.split()]


def nbgrader(arguments: str) -> list[str]:
    """The command line of a command of nbgrader."""
    return [sys.executable, "-m", "nbgrader", *arguments.split()]


def _memory(pid: int) -> Iterator[float]:
    try:
        whole = psutil.Process(pid)
        for process in [whole, *whole.children(recursive=True)]:
            try:
                yield process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        return


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
