"""A cohort's data files, drawn in a process of their own while everything else that building needs is still loading."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from npqml.course.cohort import load_cohort
from npqml.disk import told_in_words
from npqml.madeup.pupils import write_files
from npqml.own_processes import ended_at_once, without_interrupts
from npqml.place import Place


@contextmanager
def drawn_beside(place: Place, cohort: str, seed: int | None = None) -> Iterator[Callable[[], list[Path]]]:
    """Begin to draw the data files of a cohort; what this gives waits for them and returns their paths."""
    school = load_cohort(place.course, cohort)
    school = school if seed is None else school.with_seed(seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        ended_at_once(ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))) as process,
    ):
        with without_interrupts():
            drawn = process.submit(write_files, school, Path(folder))

        def files() -> list[Path]:
            with told_in_words(folder):
                return drawn.result()

        yield files
