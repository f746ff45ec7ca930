"""Self-check questions say at once which option is right and why: none may answer a graded task beside them.

Their answers are therefore not sealed. Numbers need no gate of their own: a question says the same to every cohort, and
no number is right in every variant (`variants.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from npqml.course.modules import Module
from npqml.refusal import Refusal
from npqml_widgets.answers.fields import Field
from npqml_widgets.answers.options import bare
from npqml_widgets.documents.quiz import load_questions
from npqml_widgets.keeping.authored import Refused


def twins(module: Module, asked: Mapping[str, Mapping[str, Field]], label: str) -> Iterator[Refusal]:
    """List the options of a module's questions that a graded task offers too, in the words of one variant.

    `asked` are the fields of each graded task. Questions that cannot be read are another gate's.
    """
    path = module.folder / "questions.toml"
    try:
        questions = load_questions(path).question if path.is_file() else ()
    except Refused:
        return
    tasks = {
        bare(words): task
        for task, fields in asked.items()
        for field in fields.values()
        for words in field.offered()
    }  # fmt: skip
    for question in questions:
        for option in question.option:
            task = tasks.get(bare(option.words))
            if task:
                yield Refusal(
                    path,
                    f"question {question.id} ({label})",
                    found=f"the option {option.words!r}, which {task} offers too",
                    expected="options that no graded task has",
                    do="Say it otherwise, or ask something else.",
                )
