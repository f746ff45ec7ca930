"""Up to five questions that are due again, one at a time, at the start of a unit: free to skip, never marked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date
from typing import Any

from npqml_widgets.controls.steps import Page, QuestionsControl, Step
from npqml_widgets.documents import review
from npqml_widgets.documents.quiz import Question, load_questions
from npqml_widgets.documents.review import Answered, Reviews
from npqml_widgets.forms.shared.steps_form import StepsForm
from npqml_widgets.forms.shared.words import plain
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.elsewhere import begun, elsewhere, home
from npqml_widgets.keeping.files import folder, put_in_place

NAME = "review"
DUE = "questions-due.json"
NOT_MARKED = "Never marked: these questions are for you. Skip any of them, or all."
ANSWERED = "This question was answered in another tab a moment ago. Here is the next one."


def questions_due() -> None:
    """Show the questions that are due now, from this module and from those that have been begun."""
    QuestionsForm(*bank()).show()


def bank() -> tuple[dict[str, Question], str]:
    """Return the questions of this module and of those begun, by id, and a notice on files that cannot be read."""
    found: dict[str, Question] = {}
    unread = []
    for module in (home(), *begun()):
        file = module / "questions.toml"
        if not file.is_file():
            continue
        try:
            found |= {one.id: one for one in load_questions(file).question}
        except Refused:
            unread.append(module.name)
    where = f"The questions of {', '.join(unread)} cannot be read. Fetch that module again." if unread else ""
    return found, where


class QuestionsForm(StepsForm[Reviews]):
    """The questions that are due, and what was answered so far, here and in the other modules."""

    kind = Reviews
    control = QuestionsControl
    title = "Questions that come back"
    offers_versions = False  # a list of dates says nothing of an answer; Undo takes back the last one

    def __init__(self, bank: Mapping[str, Question], notice: str = "") -> None:
        """Open what is kept, with these questions to ask; `notice` says which could not be read."""
        self.bank, self.unread = bank, notice
        self.passed: set[str] = set()
        self.explained: Answered | None = None
        super().__init__(NAME)

    def load(self) -> None:
        """Read what is kept here and, from the other modules, what was answered there."""
        super().load()
        self.notice = self.notice or self.unread
        others = elsewhere(NAME, Reviews).values()
        self.others = tuple(answer for one in others for answer in one.answers)
        self.others_skipped = tuple(when for one in others for when in one.skipped)

    def put(self, document: Reviews, *, other: bool) -> None:
        """Write what was answered, and for the course's front page when questions are due and what is done today."""
        super().put(document, other=other)
        kept, today = self._with_others(), self._today()
        due = {key: f"{when.date()}" for key, when in review.due_dates(kept).items()}
        answered = sorted(review.answered_on(kept, today))
        done = {"day": f"{today}", "answered": answered, "skipped": review.skipped_on(kept, today)}
        with suppress(OSError):  # it says nothing that is not in the answers themselves
            put_in_place(folder() / DUE, json.dumps({"schema": 1, "due": due, "done": done}, indent=1).encode())

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Return what is done when somebody answers, goes on, or skips one question or all."""
        return {"answer": self.answer, "next": self.next, "pass": self.pass_over, "skip": self.skip}

    def answer(self, step: Step) -> str:
        """Keep an answer, and say whether it is right and why."""
        question = self.bank[str(step["question"])]
        option, now = int(step["option"]), clock.now()

        def add(kept: Reviews) -> Reviews:
            if any(one.question == question.id and one.at.date() == now.date() for one in kept.answers):
                raise ValueError(ANSWERED)
            return review.answer(kept, question, option, at=now)

        refused = self.change(add, "your last answer")
        if refused:
            return self.refuse(refused)
        self.explained = self.document.answers[-1]
        return f"{'Right.' if self.explained.right else 'Not right.'} {plain(question.option[option].why)}"

    def next(self, _: Step) -> str:
        """Go on to the next question."""
        self.explained = None
        return ""

    def pass_over(self, step: Step) -> str:
        """Leave one question for another day."""
        self.passed.add(str(step["question"]))
        return "Skipped. It comes again another day."

    def skip(self, _: Step) -> str:
        """Leave all questions for another day."""
        self.change(lambda kept: review.skip(kept, at=clock.now()), "skipping today's questions")
        return "Skipped for today. The questions come again another day."

    def contents(self) -> Page:
        """Return the question to ask, or the explanation of the one just answered, or that there are none left."""
        due = self._due()
        today = self._today()
        asked = len(review.answered_on(self._with_others(), today))
        page: dict[str, Any] = {"note": NOT_MARKED, "left": len(due)}
        given = self.explained
        if given is not None and given in self.document.answers:  # it may have been undone
            return page | {"mode": "explained", "asked": self._asked(given.question, asked, len(due), given)}
        if due:
            return page | {"mode": "question", "asked": self._asked(due[0].id, asked + 1, len(due) - 1)}
        skipped = review.skipped_on(self.document, today) or self.passed
        words = "Skipped for today. They come again another day." if skipped else "No question is due now."
        if asked and not skipped:
            words = f"That is all for today: {asked} answered. The questions come again when you may have forgotten."
        return page | {"mode": "done", "words": words}

    def as_text(self) -> str:
        """Return how many questions were answered and how many are due."""
        return f"{self.title}: {len(self.document.answers)} answers so far, {len(self._due())} due now. {NOT_MARKED}"

    def _due(self) -> list[Question]:
        found = review.due_now(self.bank.values(), self._with_others(), clock.now())
        return [one for one in found if one.id not in self.passed]

    def _with_others(self) -> Reviews:
        answers = sorted((*self.others, *self.document.answers), key=lambda one: one.at)
        return Reviews(tuple(answers), (*self.others_skipped, *self.document.skipped))

    def _asked(self, key: str, number: int, left: int, given: Answered | None = None) -> dict[str, Any]:
        """Return a question as it is shown: explanations only once it was answered."""
        question = self.bank[key]
        options = [
            {
                "number": place,
                "words": plain(question.option[place].words),
                "why": plain(question.option[place].why) if given else "",
                "right": question.option[place].right if given else None,
                "yours": given is not None and given.option == place,
            }
            for place in question.order(str(self._today()))
        ]
        place = f"Question {number} of {number + left}, from module {question.module}"
        return {"id": key, "place": place, "words": plain(question.words), "options": options}

    def _today(self) -> date:
        return clock.now().astimezone(UTC).date()
