"""A module's session plan for the facilitator of one cohort: its school, its smallest group, and sources in words.

It lies in source/ and not in the release: it is no page for candidates.
"""

from __future__ import annotations

from pathlib import Path

from npqml.authoring import cells
from npqml.authoring.source import copy_notebook, read_source
from npqml.authoring.text import cited, fill, list_of_sources
from npqml.course.cohort import Cohort
from npqml.course.modules import Module
from npqml.course.sources import Sources
from npqml.place import Place


def session_path(place: Place, cohort: str, module: str) -> Path:
    """The file of a module's session plan as it is built: a file, since nbgrader takes a folder for an assignment."""
    return place.source(cohort) / f"session-{module}.md"


def write_session_plan(place: Place, module: Module, cohort: Cohort, sources: Sources) -> None:
    """Write a module's session plan for a cohort, as plain Markdown; refuses a name or a source that is not known."""
    if module.session.is_file():
        path = session_path(place, cohort.name, module.id)
        path.write_text(session_plan(module, cohort, sources), encoding="utf-8", newline="\n")


def session_plan(module: Module, cohort: Cohort, sources: Sources) -> str:
    """Return a module's session plan as Markdown, without its header."""
    source = read_source(module.session)
    text = "\n\n".join(cell.source for cell in cells.for_phase(copy_notebook(source).cells, cohort.phase))
    keys = cited(text, sources)
    parts = [fill(text, cohort.parameters(), sources, module.session)]
    parts += [list_of_sources([sources[key] for key in keys])] if keys else []
    return "\n\n".join(parts) + "\n"
