"""How far somebody has come in every module, and the page to go on with, as a list with links."""

from __future__ import annotations

import html
import os
from datetime import date
from pathlib import Path
from urllib.parse import quote

from npqml_widgets.charts.figure import KEYS_STAY, Shown
from npqml_widgets.documents.progress import (
    BEGUN,
    OPEN,
    UNREADABLE,
    ModuleProgress,
    TaskProgress,
    progress,
    where_to_go_on,
)
from npqml_widgets.handin.files import ASSESSMENT
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.elsewhere import home

STATES = {BEGUN: "begun", OPEN: "not begun", UNREADABLE: "your answer cannot be read"}
DONE_IS = (
    "“Done” means that every answer a task asks for has been given. Whether it is right, the task's own page says, and "
    "your provider's feedback."
)


def where_i_stopped() -> Shown:
    """Show the task to go on with and, module by module, what is done and what is open."""
    modules = tuple(module for module in progress(home().parent) if module.module != ASSESSMENT)
    if not modules:
        words = "There are no modules beside this page yet: fetch one, and press Start."
        return Shown(f"<p>{words}</p>", words)
    today = clock.today()
    parts = [*_next(modules), *(_module(one, today) for one in modules)]
    rich = "".join(one for one, _ in parts)
    return Shown(f"<div>{rich}<p>{DONE_IS}</p></div>", "\n".join([*(words for _, words in parts), DONE_IS]))


def _next(modules: tuple[ModuleProgress, ...]) -> list[tuple[str, str]]:
    task = where_to_go_on(modules)
    if task is None:
        return [("<p><strong>Every task is done.</strong></p>", "Every task is done.")]
    begun = any(one.saved for module in modules for one in module.tasks)
    way = "Continue where you stopped:" if begun else "Begin with:"
    return [(f"<p><strong>{way}</strong> {_link(task)}</p>", f"{way} {task.title}")]


def _module(module: ModuleProgress, today: date) -> tuple[str, str]:
    said = f"Module {module.module}: {module.in_words(today)}"
    still = [one for one in module.tasks if one.state in STATES]
    rows = "".join(f"<li>{_link(one)} ({STATES[one.state]})</li>" for one in still)
    listed = (
        f'<details><summary {KEYS_STAY} style="padding: 0.25em 0">Still open in {html.escape(module.module)}: '
        f"{len(still)}</summary><ul>{rows}</ul></details>"
        if still
        else ""
    )
    return f"<p><strong>{html.escape(said)}</strong></p>{listed}", said


def _link(task: TaskProgress) -> str:
    address = quote(os.path.relpath(task.notebook, Path.cwd()).replace(os.sep, "/")) + f"#task={quote(task.task)}"
    words = html.escape(task.title)
    return f'<a href="{address}" {KEYS_STAY} style="display: inline-block; padding: 0.2em 0">{words}</a>'
