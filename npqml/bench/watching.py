"""Running a command from start to end: seconds by the clock, seconds of processors, and the most memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil
from attrs import frozen

from npqml.refusal import Refusal

LOOKS = 0.25  # seconds from one look at the memory to the next


@frozen
class Spent:
    """What one run of a command took: seconds by the clock and of processors, and MiB (shared pages once)."""

    seconds: float
    cpu: float
    peak_mib: float


def watched(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command, its words thrown away, and what it took; raises Refusal where it fails."""
    before, start, peak = _cpu(), time.monotonic(), 0.0
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while (code := _ended(process)) is None:
            peak = max(peak, sum(_memory(process.pid)))
    finally:  # with Ctrl+C too: what still writes would hold up the removal of its folder
        _end(process)
    seconds = time.monotonic() - start
    if code:
        shown = " ".join(command[2:]).replace("npqml.cli.app", "npqml")
        do = "Run it by itself: it says what is wrong. Nothing of yours was touched."
        raise Refusal(shown, "", found=f"an end with {code}", expected="a command that does what it is for", do=do)
    return Spent(seconds, _cpu() - before, peak / 2**20)


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """The code with which a process ended; None if it goes on for longer than a look."""
    try:
        return process.wait(LOOKS)
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and what it has started."""
    if process.poll() is not None:
        return
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
    process.kill()
    process.wait()


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
