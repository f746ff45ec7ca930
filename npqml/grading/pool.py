"""Local processes that grade: each takes one job after the other; one that dies costs its job and nothing else.

Jobs go in and what came of them comes out as plain data, so that a scheduler on several machines can stand here. The
processes are forked from one that has everything imported, and share one warm parent behind walls.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from attrs import define

from npqml.grading.inside.limits import Limits
from npqml.grading.job import Done, Job
from npqml.grading.sandbox.run import SandboxBroken, WarmParent
from npqml.own_processes import without_interrupts
from npqml.place import Place
from npqml.refusal import Refusal

DIED = "The marking of this notebook ended without a result. A person will look at it."
SPARE_SECONDS = 120  # beyond a submission's own time: starting a sandbox, reading, judging
TRIES = 3


@define
class _Hand:
    """One process, the pipe to it, and the job that it is at."""

    process: Any
    pipe: Connection
    job: Job | None = None


class Pool:
    """Processes that grade, started as there is work for them and kept until the end; use it in a `with` block."""

    def __init__(self, place: Place, workers: int, *, confined: bool = True, limits: Limits | None = None) -> None:
        """Grade in this many processes at most; without `confined` nothing protects the machine."""
        self._place, self._workers = place, workers
        self._confined, self._limits = confined, limits or Limits()
        self._context = multiprocessing.get_context("forkserver")
        self._parent: WarmParent | None = None
        self._hands: list[_Hand] = []

    def __enter__(self) -> Pool:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        for hand in self._hands:
            hand.pipe.close()
        for hand in self._hands:
            hand.process.join(10)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()
        if self._parent is not None:
            self._parent.close()

    def warm_up(self) -> WarmParent:
        """Start what takes long to start, and return at once; raises Refusal where there is no sandbox."""
        if self._parent is None:
            self._parent = WarmParent(self._place.root, self._limits, confined=self._confined)
            self._context.set_forkserver_preload(["npqml.grading.preloaded"])
            resource_tracker.ensure_running()  # which lets interrupts in again once it has started
            with without_interrupts():  # what is forked from it never hears Ctrl+C either
                forkserver.ensure_running()
        return self._parent

    def grade(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Grade jobs and go through what came of each, as it comes.

        Raises Refusal for a fault on the provider's side, after which nothing more is graded.
        """
        left = deque(jobs)
        while left or any(hand.job for hand in self._hands):
            while left and (hand := self._free()):
                hand.job = left.popleft()
                hand.pipe.send(hand.job)
            yield self._next()

    def _free(self) -> _Hand | None:
        """Return a process that has nothing to do, a new one if need be, or None where there are enough."""
        idle = next((hand for hand in self._hands if hand.job is None), None)
        if idle is None and len(self._hands) < self._workers:
            ours, theirs = self._context.Pipe()
            told = (theirs, self._place, self.warm_up())
            process = self._context.Process(target=_work, args=told, daemon=True)
            with without_interrupts():  # nor before it can say so itself
                process.start()
            theirs.close()
            idle = _Hand(process, ours)
            self._hands.append(idle)
        return idle

    def _next(self) -> Done:
        """Wait for the next result; a process that has died or hangs is given up."""
        busy = [hand for hand in self._hands if hand.job]
        ready = wait([hand.pipe for hand in busy], self._limits.total_seconds + SPARE_SECONDS)
        hand = next((hand for hand in busy if hand.pipe in ready), busy[0])
        job, hand.job = hand.job, None
        try:
            came = hand.pipe.recv() if ready else None
        except (EOFError, OSError):
            came = None
        if came is None:
            self._hands.remove(hand)
            hand.pipe.close()
            hand.process.kill()
            hand.process.join()
        if isinstance(came, Refusal):
            raise came
        return came if isinstance(came, Done) else Done(job, reasons=(DIED,))  # type: ignore[arg-type]


def _work(pipe: Connection, place: Place, parent: WarmParent) -> None:
    """Grade what comes through the pipe until it is closed."""
    from npqml.grading.worker import Worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the engine, which closes the pipe
    worker = Worker(place, parent=parent)
    try:
        while True:
            job = pipe.recv()
            try:
                pipe.send(_graded(worker, job))
            except Refusal as refusal:
                pipe.send(refusal)
    except (EOFError, ConnectionError):
        pass
    finally:
        worker.close()
        parent.close()


def _graded(worker: Any, job: Job) -> Done:
    """Grade a job; a sandbox that breaks is started anew, and what breaks it again and again cannot be graded."""
    for _ in range(TRIES):
        try:
            done: Done = worker.grade(job)
            return done
        except SandboxBroken as why:
            last = str(why)
            worker.close()
    return Done(job, reasons=(f"{DIED} (The sandbox broke: {last[-300:]})",))
