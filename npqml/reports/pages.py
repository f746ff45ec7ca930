"""Turning templates into pages: all that is put in is escaped; a page needs no script and nothing outside."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from npqml.disk import put_text
from npqml.reports.words import as_seen, day, listed, mark_words, marks_words
from npqml_widgets.handin.receipt import short_hash
from npqml_widgets.tasks.states import TaskState

LOOKS = {
    TaskState.RIGHT: "good",
    TaskState.NOT_YET: "mend",
    TaskState.CANNOT_READ: "mend",
    TaskState.NOT_TRIED: "plain",
    TaskState.WAITING: "wait",
    TaskState.MARKED: "plain",
}
"""The style of each state of a task in a page."""


def write_page(template: str, target: Path, **content: Any) -> Path:
    """Fill in a template, write the page and return its path."""
    page = _environment().get_template(template).render(states=TaskState, looks=LOOKS, **content)
    put_text(target, page)
    return target


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("npqml.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters.update(mark=mark_words, marks=marks_words, day=day, listed=listed, seen=as_seen, hash=short_hash)
    return found
