"""Changing what a 360 round asks, while nobody has been asked yet: statements and open questions.

The seven behaviours stay: they are the framework's. In a second round nothing changes, or the two rounds could be
neither compared nor kept apart. Every function gives the changed questionnaire, or raises Refused in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

from attrs import evolve

from npqml_widgets.documents.feedback360.model import (
    OpenQuestion,
    Questionnaire,
    Statement,
    questionnaire_faults,
    tidy,
)
from npqml_widgets.keeping.authored import Refused

LONGEST = 300  # characters: a statement is read in one breath
_HERE = Path("The questions")


def said_of(asked: Questionnaire) -> list[str]:
    """Say what is wrong with the questions; empty where nothing is."""
    return list(questionnaire_faults(_HERE, asked))


def reword(asked: Questionnaire, one: str, text: str) -> Questionnaire:
    """Give a statement or an open question, found by its id, other words."""
    words = _sentence(text)
    return evolve(
        asked,
        statements=tuple(evolve(each, text=words) if each.id == one else each for each in asked.statements),
        questions=tuple(evolve(each, text=words) if each.id == one else each for each in asked.questions),
    )


def add_statement(asked: Questionnaire, behaviour: str, text: str) -> Questionnaire:
    """Add a statement to a behaviour, after its others."""
    new = Statement(_free(behaviour, (one.id for one in asked.statements)), behaviour, _sentence(text))
    return _checked(evolve(asked, statements=(*asked.statements, new)))


def add_question(asked: Questionnaire, text: str) -> Questionnaire:
    """Add an open question at the end."""
    new = OpenQuestion(_free("question", (one.id for one in asked.questions)), _sentence(text))
    return _checked(evolve(asked, questions=(*asked.questions, new)))


def take_out(asked: Questionnaire, one: str) -> Questionnaire:
    """Take a statement or an open question out; each behaviour keeps at least one statement."""
    return _checked(
        evolve(
            asked,
            statements=tuple(each for each in asked.statements if each.id != one),
            questions=tuple(each for each in asked.questions if each.id != one),
        )
    )


def _sentence(text: str) -> str:
    words = " ".join(tidy(text).split())
    if not words:
        raise Refused(["There are no words: write a sentence."])
    if len(words) > LONGEST:
        raise Refused([f"It has {len(words)} characters, and up to {LONGEST} are read to the end. Shorten it."])
    return words


def _checked(asked: Questionnaire) -> Questionnaire:
    if faults := said_of(asked):
        raise Refused(faults)
    return asked


def _free(stem: str, taken: Iterable[str]) -> str:
    known = set(taken)
    return next(name for number in count(1) if (name := f"{stem}-{number}") not in known)
