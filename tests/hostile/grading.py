"""One run of our own grading over a course, in a process of its own: `python -m tests.hostile.grading COURSE [open]`.

Prints as JSON how many submissions were graded and which processes were left over.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from npqml.grading import engine
from npqml.grading.inside.limits import Limits
from npqml.grading.plan import Wish
from npqml.grading.pool import grade_jobs
from npqml.grading.worker import Done
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


def main() -> None:
    """Grade everything with one process, so that every submission comes from the same warm parent."""
    root, confined = Path(sys.argv[1]), "open" not in sys.argv[2:]
    # Whatever a run leaves behind becomes a child of this process and cannot hide.
    ctypes.CDLL(None).prctl(SET_SUBREAPER, 1, 0, 0, 0)
    engine.grade_jobs = _each_with_its_time  # type: ignore[assignment]
    graded = engine.grade(Place(root), COHORT, Wish(workers=1, confined=confined))
    print(json.dumps({"graded": len(graded.results), "left": list(_descendants(os.getpid())), "user": os.getuid()}))  # noqa: T201


def _each_with_its_time(place: Place, jobs: list[Any], workers: int, *, confined: bool) -> Iterator[Done]:
    """Grade what ends by itself with plenty of time, then what does not with little."""
    for stays, limits in LIMITS.items():
        those = [job for job in jobs if STAYS.get(job.candidate, "") == stays]
        yield from grade_jobs(place, those, workers, confined=confined, limits=limits)


def _descendants(process: int):
    """Give the command lines of all processes below this one."""
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        for child in thread.read_text().split():
            if Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z":  # dead already
                continue
            words = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            if "multiprocessing.resource_tracker" not in words:  # Python's own, ends with this process
                yield words or f"process {child}"
            yield from _descendants(int(child))


if __name__ == "__main__":
    main()
