"""What the forms share that are gone through step by step, and how they find what was released beside a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import ipywidgets as widgets

from npqml_widgets.controls.steps import Page, Step, Steps
from npqml_widgets.forms.base import DocumentForm
from npqml_widgets.keeping.authored import without_citations

T = TypeVar("T")


class StepsForm(DocumentForm[T]):
    """Shows one document by one control that sends each step that somebody takes.

    A subclass names its control, gives the page in `contents`, and in `answers` what is done for each event: a
    callback that takes the step and gives words to say, which are empty where there is nothing to say.
    """

    control: type[Steps]

    def body(self) -> Sequence[widgets.Widget]:
        """Make the one control."""
        self.steps = self.control(self.take, self.as_text)
        return [self.steps]

    def fill(self) -> None:
        """Show the document as it is now."""
        self.steps.page = self.contents()

    def contents(self) -> Page:
        """Give all that the control shows."""
        raise NotImplementedError

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Give what is done for each event that the page sends."""
        raise NotImplementedError

    def take(self, step: Step) -> str:
        """Do what a step asks for, and give words to say about it."""
        answer = self.answers().get(step["event"])
        said = answer(step) if answer else self.look()
        self.fill()  # also where nothing was kept: the page may have been behind
        return said

    def refuse(self, words: str) -> str:
        """Show why a step was not taken, and give the same words to be said."""
        self.notice = self.bar.notice = words
        return words


def found_beside(name: str) -> Path | None:
    """Give the file of this name beside the notebook or one folder up, or None."""
    here = Path.cwd()
    return next((folder / name for folder in (here, here.parent) if (folder / name).is_file()), None)


def paragraphs(text: str) -> list[str]:
    """Give a text as its paragraphs, on one line each and without citations."""
    return [" ".join(part.split()) for part in without_citations(text).split("\n\n") if part.strip()]


def plain(text: str) -> str:
    """Give a text on one line and without citations."""
    return " ".join(without_citations(text).split())
