"""Self-check questions: one right option each, and an explanation for every option, right or wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from attrs import field, frozen

from npqml_widgets.keeping.authored import Refused, read_authored, said, source_faults

FEWEST_OPTIONS = 3
_ID = re.compile(r"[1-9][a-z]-[a-z0-9]+(-[a-z0-9]+)*")


@frozen
class Option:
    """One option: its words, why it is right or what is wrong with it, and whether it is right."""

    words: str
    why: str
    right: bool = False


@frozen
class Question:
    """One question; its id starts with its module's, such as 1a-rows-and-pupils."""

    id: str
    criterion: str
    words: str
    option: tuple[Option, ...]

    @property
    def module(self) -> str:
        """The module's id, such as 1a."""
        return self.id.partition("-")[0]

    @property
    def area(self) -> str:
        """The content area's number, such as 1."""
        return self.id[0]

    @property
    def right(self) -> int:
        """The number of the right option in the file's order, from 0."""
        return next(number for number, one in enumerate(self.option) if one.right)

    def order(self, seed: int | str) -> tuple[int, ...]:
        """Give the order in which the options are shown: for the same seed always the same."""
        numbers = list(range(len(self.option)))
        Random(f"{seed} {self.id}").shuffle(numbers)  # noqa: S311 - an order, not a secret
        return tuple(numbers)


@frozen
class Questions:
    """The questions of one module's file; `sources` gives the keys that they cite their words."""

    question: tuple[Question, ...]
    sources: dict[str, str] = field(factory=dict)


def load_questions(file: Path) -> Questions:
    """Give the questions of a file that has passed every gate; raises Refused with a sentence for each fault."""
    found = read_authored(file, Questions)
    wrong = [*_faults(found.question, file), *source_faults(file, _texts(found.question), found.sources)]
    if wrong:
        raise Refused(wrong)
    return found


def _faults(questions: Iterable[Question], file: Path) -> Iterator[str]:
    seen: set[str] = set()
    for one in questions:
        entry = f"question {one.id}"
        if not _ID.fullmatch(one.id):
            expected = "an id such as 1a-rows-and-pupils"
            yield said(file, entry, found=repr(one.id), expected=expected, do="Rename it.")
        if one.id in seen:
            yield said(file, entry, found="the id a second time", expected="one question of it", do="Rename one.")
        seen.add(one.id)
        if not re.fullmatch(r"(\d\.\d\.\d)?", one.criterion):
            expected, do = "a criterion such as 1.1.1, or nothing", "Mend it."
            yield said(file, f"{entry}, criterion", found=repr(one.criterion), expected=expected, do=do)
        yield from _option_faults(one, file, entry)
    for entry, text in _texts(questions):
        if not text.strip():
            yield said(file, entry, found="nothing", expected="words", do="Write them.")


def _option_faults(one: Question, file: Path, entry: str) -> Iterator[str]:
    rights = sum(option.right for option in one.option)
    if rights != 1:
        do = "Mark one option right = true."
        yield said(file, entry, found=f"{rights} right options", expected="exactly one", do=do)
    if len(one.option) < FEWEST_OPTIONS:
        found, do = f"{len(one.option)} options", "Add mistakes that people make."
        yield said(file, entry, found=found, expected=f"{FEWEST_OPTIONS} or more", do=do)
    words = [option.words.strip().casefold() for option in one.option]
    if len(set(words)) < len(words):
        do = "Change one."
        yield said(file, entry, found="two options of the same words", expected="options that differ", do=do)


def _texts(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    for one in questions:
        yield f"question {one.id}, words", one.words
        for number, option in enumerate(one.option, 1):
            yield f"question {one.id}, option {number}, words", option.words
            yield f"question {one.id}, option {number}, why", option.why
