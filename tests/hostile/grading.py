"""One run of our own grading over a course, in a process of its own: `python -m tests.hostile.grading COURSE [open]`.

Prints as JSON how many submissions were graded and which processes were left over.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from npqml.grading import engine
from npqml.grading.inside.limits import Limits
from npqml.grading.job import Done, Job
from npqml.grading.plan import Wish
from npqml.grading.pool import Pool
from npqml.grading.sandbox.run import WarmParent
from npqml.place import Place
from tests.hostile.cases import CASES
from tests.npqml.conftest import COHORT

# By how a case stays: what is ended by its time must be ended at any speed; what is about something else must be
# reached at any speed.
LIMITS = {
    "": Limits(cell_seconds=240, total_seconds=300),
    "in a cell": Limits(cell_seconds=5, total_seconds=300),
    "for good": Limits(cell_seconds=2, total_seconds=4),
}
STAYS = {case.folder: case.stays for case in CASES}
SET_SUBREAPER = 36
# Processes of multiprocessing that end with this one; the second holds nothing but what was imported.
PYTHONS_OWN = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")


def main() -> None:
    """Grade everything with one process, so that every submission comes from the same warm parent."""
    root, confined = Path(sys.argv[1]), "open" not in sys.argv[2:]
    # Whatever a run leaves behind becomes a child of this process and cannot hide.
    ctypes.CDLL(None).prctl(SET_SUBREAPER, 1, 0, 0, 0)
    engine.Pool = _EachWithItsTime  # type: ignore[assignment, misc]
    graded = engine.grade(Place(root), COHORT, Wish(workers=1, confined=confined))
    print(json.dumps({"graded": len(graded.results), "left": list(_descendants(os.getpid())), "user": os.getuid()}))  # noqa: T201


class _EachWithItsTime:
    """A pool that grades what ends by itself with plenty of time, then what does not with little."""

    def __init__(self, place: Place, workers: int, *, confined: bool = True) -> None:
        self._pools = {
            stays: Pool(place, workers, confined=confined, limits=limits) for stays, limits in LIMITS.items()
        }

    def __enter__(self) -> _EachWithItsTime:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools.values():
            pool.__exit__()

    def warm_up(self) -> WarmParent:
        return self._pools[""].warm_up()

    def grade(self, jobs: Iterable[Job]) -> Iterator[Done]:
        jobs = list(jobs)
        for stays, pool in self._pools.items():
            yield from pool.grade([job for job in jobs if STAYS.get(job.candidate, "") == stays])


def _descendants(process: int):
    """Give the command lines of all processes below this one."""
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        for child in thread.read_text().split():
            if Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z":  # dead already
                continue
            words = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            if not any(name in words for name in PYTHONS_OWN):
                yield words or f"process {child}"
            yield from _descendants(int(child))


if __name__ == "__main__":
    main()
