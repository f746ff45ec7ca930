"""The answer of a task in the candidate's cell: its form is shown, and its saved value given."""

from __future__ import annotations

from npqml_widgets.keeping import workspace
from npqml_widgets.tasks.tasks import cell_source, find, grading, shell, typed_names, values_for_cell


def answer(task_id: str) -> object:
    """Show the form of a task and give its saved answer: None while it is blank, a tuple for several answers."""
    from npqml_widgets.tasks.form import TaskForm, show_as_text

    this = find(task_id)
    saved = workspace.load(task_id)
    readings = this.read(saved.values)
    current = shell()
    if current is not None and not grading():
        typed = typed_names(cell_source(), task_id) & frozenset(this.fields)
        this.form = TaskForm(this, saved, typed, current)
        this.form.show()
    elif current is not None:
        show_as_text(this, saved)
    found = values_for_cell(this, readings, saved.values)
    return found[0] if len(found) == 1 else tuple(found)
