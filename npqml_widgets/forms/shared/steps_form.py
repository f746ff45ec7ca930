"""The form of a document that is gone through step by step, by one control that sends each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import ipywidgets as widgets

from npqml_widgets.controls.steps import Page, Step, Steps
from npqml_widgets.forms.shared.document_form import DocumentForm

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
        """Return all that the control shows."""
        raise NotImplementedError

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Return what is done for each event that the page sends."""
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
