"""What a candidate wrote where a person marks: kept beside the mark, so that feedback can show it again.

It is a stranger's text: it is shown as text and nowhere run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from npqml.grading.cleaning.outputs import clean_source
from npqml.grading.sandbox.output import Refused
from npqml.grading.time_limit import TooLong, time_limit
from npqml_widgets.answers.fields import Field
from npqml_widgets.documents.field import Document
from npqml_widgets.tasks.tasks import Task

LONGEST = 20_000  # characters that are kept: some six pages
CUT = "\n… (The rest is in your own file.)"


def words_written(task: Task, answers: Mapping[str, Any]) -> str:
    """Return a task's answers as plain text, each under its label where there are several; empty where there is none.

    A document is no text: what is printed of it is kept beside this.
    `answers` are what came out of the candidate's run, by name.
    """
    texts = {name: field for name, field in task.fields.items() if not isinstance(field, Document)}
    asked = {name: _in_words(field, answers.get(name)) for name, field in texts.items()}
    given = {task.fields[name].label: words for name, words in asked.items() if words}
    if len(texts) == 1:
        return _kept("".join(given.values()))
    return _kept("\n\n".join(f"{label}:\n{words}" for label, words in given.items()))


def _in_words(field: Field, raw: Any) -> str:
    if isinstance(raw, Refused):
        return ""
    try:
        with time_limit():
            return "" if field.read(raw).state == "blank" else field.as_text(raw)
    except (Exception, TooLong):  # a value that its field cannot even look at
        return ""


def _kept(text: str) -> str:
    clean = clean_source(text[: LONGEST + 1])
    return clean if len(clean) <= LONGEST else clean[:LONGEST] + CUT
