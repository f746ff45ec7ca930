"""Pictures of charts that an earlier run of grading left out (`--no-pictures`), drawn when the marks are in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from npqml.grading.editions.choice import Editions
from npqml.grading.job import Job
from npqml.grading.pool import Pool
from npqml.grading.result import Result, read_results, result_path, save_result
from npqml.place import Place


def draw_pictures(
    place: Place, cohort: str, *, workers: int, progress: Callable[[str], None] = lambda name: None
) -> int:
    """Draw the pictures that grading a cohort has left out, and return how many notebooks have them now."""
    left = without_pictures(read_results(place, cohort))
    with Pool(place, workers, confined=not any(result.unprotected for result in left)) as pool:
        return sum(1 for _ in draw_left(pool, place, left, Editions(place, cohort), progress))


def without_pictures(results: Iterable[Result]) -> list[Result]:
    """Return the results whose notebooks still lack pictures."""
    return [result for result in results if result.graded and result.pictures_left]


def draw_left(
    pool: Pool,
    place: Place,
    left: Iterable[Result],
    editions: Editions,
    progress: Callable[[str], None] = lambda name: None,
) -> Iterator[Result]:
    """Draw what these results lack, put it into the graded notebooks, and go through the results as they now are."""
    waiting = {(result.module, result.candidate): result for result in left}
    jobs = []
    for (module, candidate), result in sorted(waiting.items()):
        folder = place.submitted(result.cohort) / candidate / module
        edition = editions.of(result).build
        jobs.append(Job(result.cohort, candidate, module, folder, draw=True, edition=edition))
    for done in pool.grade(jobs):
        progress(f"{done.job.candidate} {done.job.module}")
        result = waiting[done.job.module, done.job.candidate]
        if done.reasons or done.sha256 != result.source_sha256:
            continue  # it has been sent in anew meanwhile: the next run grades and draws it
        folder = result_path(place, result.cohort, result.candidate, result.module).parent
        part = folder / "notebook.new"
        part.write_text(done.notebook, encoding="utf-8")
        part.replace(next(folder.glob("*.ipynb")))
        drawn = evolve(result, pictures_left=0)
        save_result(place, drawn)
        yield drawn
