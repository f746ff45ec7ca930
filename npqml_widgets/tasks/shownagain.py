"""An answer shown once more further down its page, where the text comes back to it; it follows every change."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from npqml_widgets.answers.fields import NO_ANSWER
from npqml_widgets.keeping import answers
from npqml_widgets.tasks.notebook import shell
from npqml_widgets.tasks.tasks import find, names_in

if TYPE_CHECKING:
    from npqml_widgets.tasks.tasks import Task

NOTHING_YET = "You have not answered it yet. As soon as you do, your answer stands here too."


def shown_again(task_id: str) -> None:
    """Show here what was answered at a task further up, line by line, and keep it up to date.

    Raises LookupError where there is no task of that id above.
    """
    task, current = find(task_id), shell()
    if current is None:
        return
    from IPython.display import display

    handle = display(_as_output(task, current), raw=True, display_id=True)  # type: ignore[no-untyped-call,unused-ignore]
    task.echoes.append(lambda: handle.update(_as_output(task, current), raw=True))


def _as_output(task: Task, current: Any) -> dict[str, str]:
    """Return an answer as a notebook keeps it: as a list on a page, and in plain words."""
    kept = answers.load(task.id).values
    values = {
        name: value if value is not None else kept.get(name) for name, value in names_in(task, current.user_ns).items()
    }
    lines = [(asked.label, asked.as_text(values[name])) for name, asked in task.fields.items()]
    if all(said == NO_ANSWER for _, said in lines):
        return {"text/plain": NOTHING_YET, "text/html": f"<p>{NOTHING_YET}</p>"}
    rows = "".join(f"<li>{html.escape(label)} <strong>{html.escape(said)}</strong></li>" for label, said in lines)
    plain = "\n".join(f"{label}: {said}" for label, said in lines)
    return {"text/plain": plain, "text/html": f"<ul>{rows}</ul>"}
