"""The worked examples of the candidate's documents, put beside their pages when these are built."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from npqml.authoring.worked_documents import (
    budget,
    change,
    development,
    ownproject,
    performance,
    plan,
    rawdata,
    responsibilities,
    risk,
    sponsor,
)
from npqml.course.cohort import Cohort
from npqml.course.sources import Sources
from npqml_widgets.handin.files import EXAMPLES
from npqml_widgets.keeping.plain import to_plain

MAKERS: dict[str, Callable[[Cohort, Sources], Mapping[str, object]]] = {
    "budget": budget.files,
    "change-plan": change.files,
    "development-plan": development.files,
    "project-plan": plan.files,
    "pupil-performance-data": performance.files,
    "raw-data-analysis": rawdata.files,
    "responsibilities": responsibilities.files,
    "risk-register": risk.files,
    "sponsor-comments": sponsor.files,
    "start-here": ownproject.files,
}
"""What makes the files of each page of course/assessment that has an example, by the page's name."""


def write_example(page: str, cohort: Cohort, sources: Sources, folder: Path) -> None:
    """Write the worked example of a page, if it has one, into the folder of examples beside it."""
    if page not in MAKERS:
        return
    (folder / EXAMPLES).mkdir(parents=True, exist_ok=True)
    for name, content in MAKERS[page](cohort, sources).items():
        (folder / EXAMPLES / name).write_bytes(content if isinstance(content, bytes) else _as_json(content))


def _as_json(document: object) -> bytes:
    return (json.dumps(to_plain(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
