"""What a 360 round asks: the framework's seven behaviours, statements and open questions, read, checked and changed.

The behaviours stay as they are. Questions are changed while nobody has been asked yet; in a second round nothing
changes, or the two could be neither compared nor kept apart. Whatever cannot be is refused in words (`Refused`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

from attrs import evolve, frozen

from npqml_widgets.keeping.authored import Refused, read_authored, said

RATINGS = {1: "high", 2: "fairly high", 3: "fairly low", 4: "low"}
"""The framework names the ends of its scale; the words between them are ours."""
SCALE = "Ratings run from 1 (high, the best) to 4 (low)."
LONGEST_TEXT = 10_000  # characters
_MOST_STATEMENTS = 60
LONGEST_QUESTION = 300  # characters: a statement is read in one breath
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OWN = Path(__file__).with_suffix(".toml")
_HERE = Path("The questions")


def tidy(text: str) -> str:
    """Return a text with plain line ends and without the invisible characters that no file format keeps."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@frozen
class Behaviour:
    """One of the framework's leadership behaviours."""

    id: str
    name: str
    description: str


@frozen
class Statement:
    """A sentence that is rated from 1 to 4, and the behaviour that it belongs to."""

    id: str
    behaviour: str
    text: str


@frozen
class OpenQuestion:
    """A question that is answered in own words."""

    id: str
    text: str


@frozen
class Questionnaire:
    """What is asked of every rater."""

    title: str = ""
    behaviours: tuple[Behaviour, ...] = ()
    statements: tuple[Statement, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


@cache
def standard_questionnaire() -> Questionnaire:
    """Return the course's own questions: two statements for each of the seven behaviours, two open questions."""
    return read_questionnaire(_OWN)


def read_questionnaire(file: Path) -> Questionnaire:
    """Return a provider's questions from a TOML file; raises Refused with a sentence for each fault."""
    read = read_authored(file, Questionnaire)
    faults = list(questionnaire_faults(file, read))
    if file != _OWN and read.behaviours != standard_questionnaire().behaviours:
        do = "Copy the [[behaviours]] of the course's own file; change statements and questions only."
        faults.append(said(file, "behaviours", found="other ones", expected="the framework's seven", do=do))
    if faults:
        raise Refused(faults)
    return read


def questionnaire_faults(file: Path, read: Questionnaire) -> Iterator[str]:
    """Say what is wrong with a questionnaire, one sentence a fault; `file` is what the sentences name."""
    parts: tuple[tuple[str, Iterable[Behaviour | Statement | OpenQuestion]], ...] = (
        ("behaviours", read.behaviours), ("statements", read.statements), ("questions", read.questions),
    )  # fmt: skip
    for name, entries in parts:
        counts = Counter(entry.id for entry in entries)
        for one, often in counts.items():
            if often > 1:
                do = "Give each its own id."
                yield said(file, f"{name}, {one}", found=f"this id {often} times", expected="it once", do=do)
            if not _ID.fullmatch(one):
                do = "Use small letters, digits and hyphens, such as respect-1."
                yield said(file, f"{name}, id", found=repr(one), expected="up to 40 plain characters", do=do)
    known = {behaviour.id for behaviour in read.behaviours}
    written: list[Statement | OpenQuestion] = [*read.statements, *read.questions]
    for asked in written:
        if not asked.text.strip():
            yield said(file, asked.id, found="no text", expected="a sentence", do="Write one, or take the entry out.")
    for statement in read.statements:
        if statement.behaviour not in known:
            do = "Name the id of one of the behaviours."
            found = repr(statement.behaviour)
            yield said(file, f"{statement.id}, behaviour", found=found, expected="a known one", do=do)
    for missing in sorted(known - {statement.behaviour for statement in read.statements}):
        do = "Add at least one."
        yield said(file, f"statements, {missing}", found="none", expected="a statement for each behaviour", do=do)
    if len(read.statements) > _MOST_STATEMENTS:
        do = "Take some out: long forms come back half filled."
        found = str(len(read.statements))
        yield said(file, "statements", found=found, expected=f"at most {_MOST_STATEMENTS}", do=do)


def said_of(asked: Questionnaire) -> list[str]:
    """Say what is wrong with the questions; empty where nothing is."""
    return list(questionnaire_faults(_HERE, asked))


def reword(asked: Questionnaire, one: str, text: str) -> Questionnaire:
    """Put a statement or an open question, found by its id, in other words."""
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
        raise Refused("There are no words: write a sentence.")
    if len(words) > LONGEST_QUESTION:
        raise Refused(f"It has {len(words)} characters, and up to {LONGEST_QUESTION} are read to the end. Shorten it.")
    return words


def _checked(asked: Questionnaire) -> Questionnaire:
    if faults := said_of(asked):
        raise Refused(faults)
    return asked


def _free(stem: str, taken: Iterable[str]) -> str:
    known = set(taken)
    return next(name for number in count(1) if (name := f"{stem}-{number}") not in known)
