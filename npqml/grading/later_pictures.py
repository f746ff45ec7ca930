"""The second pass of grading: pictures of charts, drawn when the marks are in."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from npqml.grading.pool import grade_jobs
from npqml.grading.result import read_results, result_path, save_result
from npqml.grading.worker import Job
from npqml.place import Place


def draw_pictures(
    place: Place, cohort: str, *, workers: int, progress: Callable[[str], None] = lambda name: None
) -> int:
    """Draw the pictures that grading left out, put them into the graded notebooks, and give how many notebooks."""
    waiting = {
        (one.candidate, one.module): one for one in read_results(place, cohort) if one.graded and one.pictures_left
    }
    jobs = [
        Job(cohort, candidate, module, place.submitted(cohort) / candidate / module, draw=True)
        for candidate, module in sorted(waiting, key=lambda key: (key[1], key[0]))
    ]
    drawn = 0
    for done in grade_jobs(place, jobs, workers, confined=not any(one.unprotected for one in waiting.values())):
        progress(f"{done.job.candidate} {done.job.module}")
        result = waiting[done.job.candidate, done.job.module]
        if done.reasons or done.sha256 != result.source_sha256:
            continue  # it has been sent in anew meanwhile: the next run grades and draws it
        folder = result_path(place, cohort, result.candidate, result.module).parent
        part = folder / "notebook.new"
        part.write_text(done.notebook, encoding="utf-8")
        part.replace(next(folder.glob("*.ipynb")))
        save_result(place, evolve(result, pictures_left=0))
        drawn += 1
    return drawn
