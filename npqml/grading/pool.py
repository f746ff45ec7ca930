"""Local processes that grade: each takes one job after the other; one that dies costs its job and nothing else.

Jobs go in and what came of them comes out as plain data, so that a scheduler on several machines can stand here.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any

from attrs import define

from npqml.grading.inside.limits import Limits
from npqml.grading.sandbox.run import SandboxBroken
from npqml.grading.worker import A_PERSON, Done, Job, Worker
from npqml.place import Place
from npqml.refusal import Refusal

DIED = f"The marking of this notebook ended without a result. {A_PERSON}"
SPARE_SECONDS = 120  # beyond a submission's own time: starting a sandbox, reading, judging
TRIES = 3


@define
class _Hand:
    """One process, the pipe to it, and the job that it is at."""

    process: Any
    pipe: Connection
    job: Job | None = None


def grade_jobs(
    place: Place, jobs: Iterable[Job], workers: int, *, confined: bool = True, limits: Limits | None = None
) -> Iterator[Done]:
    """Grade jobs in this many processes and give what came of each as it comes.

    Raises Refusal for a fault on the provider's side, after which nothing more is graded.
    """
    left = iter(jobs)
    start = _starter(place, confined, limits or Limits())
    hands: list[_Hand] = []
    try:
        for job in left:
            if len(hands) < workers:
                hands.append(start())
                _give(hands[-1], job)
                continue
            yield from _next(hands, start, job, (limits or Limits()).total_seconds + SPARE_SECONDS)
        while any(one.job for one in hands):
            yield from _next(hands, start, None, (limits or Limits()).total_seconds + SPARE_SECONDS)
    finally:
        for one in hands:
            one.pipe.close()
        for one in hands:
            one.process.join(10)
            if one.process.is_alive():
                one.process.kill()


def _starter(place: Place, confined: bool, limits: Limits) -> Any:
    context = multiprocessing.get_context("spawn")

    def start() -> _Hand:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, place, confined, limits), daemon=True)
        process.start()
        theirs.close()
        return _Hand(process, ours)

    return start


def _next(hands: list[_Hand], start: Any, job: Job | None, seconds: float) -> Iterator[Done]:
    """Wait for the next result, give its process the next job, and give the result."""
    busy = {one.pipe: one for one in hands if one.job}
    ready = wait(list(busy), seconds)
    for pipe in ready[:1] or list(busy)[:1]:
        hand = busy[pipe]  # type: ignore[index]
        at = hand.job
        try:
            came = hand.pipe.recv() if ready else None
        except (EOFError, OSError):
            came = None
        if came is None:
            hand.process.kill()
            hand.process.join()
            fresh = start()
            hand.process, hand.pipe = fresh.process, fresh.pipe
        hand.job = None
        if job is not None:
            _give(hand, job)
        if isinstance(came, Refusal):
            raise came
        yield came if isinstance(came, Done) else Done(at, reasons=(DIED,))  # type: ignore[arg-type]


def _give(hand: _Hand, job: Job) -> None:
    hand.job = job
    hand.pipe.send(job)


def _work(pipe: Connection, place: Place, confined: bool, limits: Limits) -> None:
    """Grade what comes through the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the engine, which closes the pipe
    worker = Worker(place, confined=confined, limits=limits)
    try:
        while True:
            job = pipe.recv()
            try:
                pipe.send(_graded(worker, job))
            except Refusal as problem:
                pipe.send(problem)
    except (EOFError, ConnectionError):
        pass
    finally:
        worker.close()


def _graded(worker: Worker, job: Job) -> Done:
    """Grade a job; a sandbox that breaks is started anew, and what breaks it again and again cannot be graded."""
    for _ in range(TRIES):
        try:
            return worker.grade(job)
        except SandboxBroken as why:
            last = str(why)
            worker.close()
    return Done(job, reasons=(f"{DIED} (The sandbox broke: {last[-300:]})",))
