"""Worked examples of the candidate's documents, each made from the cohort's own project, beside its page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from npqml.authoring.example_budget import worked_budget
from npqml.course.cohort import Cohort
from npqml.course.sources import Sources
from npqml.disk import put_text
from npqml_widgets.handin.files import EXAMPLES
from npqml_widgets.keeping.plain import to_plain

MAKERS: dict[str, Callable[[Cohort, Sources], object]] = {
    "budget": worked_budget,
}
"""What makes the example of each page of course/assessment that has one, by the page's name."""


def write_example(page: str, cohort: Cohort, sources: Sources, folder: Path) -> None:
    """Write the worked example of a page, if it has one, into the folder of examples beside it."""
    if page not in MAKERS:
        return
    (folder / EXAMPLES).mkdir(parents=True, exist_ok=True)
    document = to_plain(MAKERS[page](cohort, sources))
    put_text(folder / EXAMPLES / f"{page}.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")
