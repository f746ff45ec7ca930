"""The answer of a task in the candidate's cell: its form is shown, and its saved value given.

A locked cell shows the form where the candidate's cell no longer does.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from npqml_widgets.documents.field import Document
from npqml_widgets.documents.shared.printing import to_fragment
from npqml_widgets.keeping import answers
from npqml_widgets.tasks.notebook import cell_source, cells_since, grading, sets, shell, typed_names
from npqml_widgets.tasks.states import TaskState
from npqml_widgets.tasks.tasks import find, values_for_cell

if TYPE_CHECKING:
    from npqml_widgets.tasks.tasks import Task


def answer(task_id: str) -> object:
    """Show the form of a task and return its saved answer: None while it is blank, a tuple for several answers."""
    from npqml_widgets.tasks.form import TaskForm

    this = find(task_id)
    saved = answers.load(task_id)
    current = shell()
    if current is not None and not grading():
        typed = typed_names(cell_source(), task_id) & this.fields.keys()
        this.form = TaskForm(this, saved, typed, current)
        this.form.show()
    elif current is not None:
        _show_as_text(this, saved)
    found = values_for_cell(this, this.read(saved.values), saved.values)
    return found[0] if len(found) == 1 else tuple(found)


def show_left_out(task: Task) -> None:
    """Show the form of a task whose own cell no longer calls `answer`, such as one that was emptied, where we are now.

    A cell that sets the answers by typed lines needs no form, unless a document is among them.
    """
    from npqml_widgets.tasks.form import TaskForm

    current = shell()
    if current is None or grading() or task.form is not None:
        return
    typed = not any(isinstance(asked, Document) for asked in task.fields.values())
    if typed and any(sets(source, task.fields) for source in cells_since(task.declared)):
        return
    saved = answers.load(task.id)
    task.form = TaskForm(task, saved, frozenset(), current)
    task.form.show()
    values = values_for_cell(task, task.read(saved.values), saved.values)
    current.user_ns.update(zip(task.fields, values, strict=True))


def _show_as_text(task: Task, saved: answers.Saved) -> None:
    """Display the saved answers of a task as text, for a notebook that is marked or printed."""
    from IPython.display import display

    from npqml_widgets.charts import pictures
    from npqml_widgets.charts.field import Chart
    from npqml_widgets.charts.figure import figure
    from npqml_widgets.controls.preview import chart_preview, is_finished

    lines = []
    for name, asked in task.fields.items():
        raw = saved.values.get(name)
        reading = asked.read(raw)
        words = TaskState.NOT_TRIED.value if reading.state == "blank" else asked.as_text(raw)
        if isinstance(asked, Document) and reading.state == "read":  # the whole of it stands below
            words = reading.brief
        lines.append((asked.label, words))
    plain = "\n".join(f"{label}: {words}" for label, words in lines)
    rich = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(words)}</dd>" for label, words in lines)
    display({"text/plain": plain, "text/html": f"<dl>{rich}</dl>"}, raw=True)  # type: ignore[no-untyped-call,unused-ignore]
    for name, asked in task.fields.items():
        raw = saved.values.get(name)
        if isinstance(asked, Chart) and is_finished(asked, raw) and pictures.wanted():
            chart = chart_preview(asked, raw)
            display(figure(chart) if chart else None)  # type: ignore[no-untyped-call,unused-ignore]
        elif isinstance(asked, Document) and (page := asked.page(raw)):
            shown = {"text/plain": asked.label, "text/html": to_fragment(page, 4)}
            display(shown, raw=True)  # type: ignore[no-untyped-call,unused-ignore]
