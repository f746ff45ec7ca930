"""The collator's form of a 360 round: set up, ask, collect, read the comments, publish once, and read the report.

The form holds no rule: what may be changed, shown or published is decided in documents/feedback360/.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from npqml_widgets.controls.cells import Answer, Column, Row
from npqml_widgets.controls.sections import SectionsControl
from npqml_widgets.controls.steps import Page, Step
from npqml_widgets.controls.tablegrid import TableGrid
from npqml_widgets.documents.feedback360.collate import state
from npqml_widgets.documents.feedback360.model import GROUPS
from npqml_widgets.documents.feedback360.printing import printed
from npqml_widgets.documents.feedback360.report import Report
from npqml_widgets.documents.feedback360.rounds import IS_OUT, Rounds, change_rater, raters_of, remove_rater, takes_back
from npqml_widgets.documents.feedback360.workbook import to_xlsx
from npqml_widgets.documents.feedback360.worked import collected_round
from npqml_widgets.documents.shared.printing import can_write_word, to_docx, to_html
from npqml_widgets.forms.feedback360.acts import Acts
from npqml_widgets.forms.feedback360.report import NO_REPORT
from npqml_widgets.forms.feedback360.sections import SECTIONS, View, parts_of, state_words
from npqml_widgets.forms.shared.document_form import DocumentForm
from npqml_widgets.forms.shared.files import Output
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.files import Closed
from npqml_widgets.keeping.one_at_a_time import one_at_a_time

TITLE = "360 feedback: the collator's document"
_COLUMNS = (
    Column("rater", "Rater", wide=9),
    Column("group", "Group", "choice", options=dict(GROUPS.items()), wide=10),
    Column("state", "Answer", "fixed", wide=8),
    Column("form", "Number of the form", "fixed", wide=10),
    Column("reason", "Reason for declining", "fixed", wide=22),
)
_STATES = {"waiting": "Still waiting", "answered": "Answered", "declined": "Declined"}


def feedback360(name: str = "360-round") -> None:
    """Show the collator's form of the rounds that are kept under this name."""
    FeedbackForm(name).show()


def feedback360_practice(name: str = "360-practice") -> None:
    """Show the form with a made-up round in it: all answers are in, nothing is read or published yet."""
    FeedbackForm(name, collected_round()).show()


class FeedbackForm(DocumentForm[Rounds]):
    """Shows one section at a time; the table of raters stands below the section "Raters"."""

    kind = Rounds
    title = TITLE

    def __init__(self, name: str, start: Rounds | None = None) -> None:
        """Open the rounds that are kept under this name, at the section that is next to be worked on."""
        self._in_a_step = False
        self.view = View()
        self.acts = Acts(self, self.view)
        super().__init__(name, start)
        self.view.here = _next_section(self.document)
        self.fill()

    def body(self) -> Sequence[widgets.Widget]:
        """Make the sections and the table of raters."""
        answers: dict[str, Answer] = {"edit": self._edit_rater, "remove": self._remove_rater, "undo": self.undo}
        self.grid = TableGrid("Raters, by id", _COLUMNS, answers, one="rater", filters=_STATES)
        self.sections = SectionsControl(self.take, self.as_text)
        return [self.sections, self.grid]

    def fill(self) -> None:
        """Show the section that is open, and the raters below it where it is theirs; in a step, once at its end."""
        if self._in_a_step:
            return
        self.sections.page = self.contents()
        self.grid.layout.display = None if self.view.here == "raters" else "none"
        if self.view.here == "raters":
            self.grid.saved = self.saved
            self.grid.fill(_rows(self.document))

    def contents(self) -> Page:
        """Return the section that is open."""
        here = self.view.here
        return {
            "name": TITLE,
            "nav": [[key, words, state_words(self.document, key)] for key, words in SECTIONS.items()],
            "here": here,
            "title": SECTIONS[here],
            "parts": parts_of(self.document, self.view),
            "kept": self.view.kept,
            "focus": self.view.focus,
        }

    @one_at_a_time
    def take(self, step: Step) -> str:
        """Do what a step asks for, and return words to say about it."""
        acts = {"go": self.go, "edit": self.acts.edit, "press": self.acts.press, "bring": self.acts.bring}
        self.view.kept, self.view.focus, self._in_a_step = True, "", True
        try:
            said = acts[step["event"]](step) if step["event"] in acts else self.look()
        finally:
            self._in_a_step = False
        self.fill()  # also where nothing was kept: the page may have been behind
        return said

    def go(self, step: Step) -> str:
        """Open a section."""
        if step.get("key") in SECTIONS:
            self.view.here = step["key"]
        return self.look()

    def keep(self, document: Rounds, what: str = "", *, other: bool = False) -> None:
        """Keep the document, but never take back a report that is out, as an earlier version would."""
        if takes_back(self.document, document):
            raise Closed(IS_OUT)
        super().keep(document, what, other=other)

    def as_text(self) -> str:
        """Return how far the round is, in counts: no id and no answer."""
        states = {words: state_words(self.document, key) for key, words in SECTIONS.items()}
        return "\n".join([TITLE, *(f"{words}: {state}" for words, state in states.items() if state)])

    def outputs(self) -> tuple[Output[Rounds], ...]:
        """Offer the report as XLSX, as a page and, where it can be made, as a Word document."""
        made = [
            Output[Rounds]("Save as a workbook (XLSX)", "-report.xlsx", lambda one: to_xlsx(_reports(one)[0])),
            Output[Rounds]("Save for printing (HTML)", "-report.html", lambda one: to_html(printed(*_reports(one)))),
        ]
        if can_write_word():
            made.append(Output("Save for Word (DOCX)", "-report.docx", lambda one: to_docx(printed(*_reports(one)))))
        return tuple(made)

    @one_at_a_time
    def _edit_rater(self, rater: str, column: str, value: Any) -> str:
        changed = {"rater": "to", "group": "group"}[column]
        return self.acts.attempt(
            lambda rounds: change_rater(rounds, rater, **{changed: str(value).strip()}), f"changing {rater}"
        )

    @one_at_a_time
    def _remove_rater(self, rater: str) -> str:
        return self.acts.attempt(lambda rounds: remove_rater(rounds, rater), f"removing {rater}")


def _rows(rounds: Rounds) -> list[Row]:
    states = state(rounds.collation) if rounds.collation else {}
    tokens = {one.id: one.token for one in rounds.collation.round.raters} if rounds.collation else {}
    rows = []
    for rater, group in raters_of(rounds).items():
        response = rounds.collation.response(rater) if rounds.collation else None
        reason = response.answers.reason or "none given" if response and response.answers.declined else ""
        now = states.get(rater, "not asked yet")
        cells = {"rater": rater, "group": group, "state": now, "form": tokens.get(rater, ""), "reason": reason}
        rows.append(Row(rater, cells, tags=(now,)))
    return rows


def _reports(rounds: Rounds) -> tuple[Report, Report | None]:
    """Return the latest report, and the first one where there are two."""
    if not rounds.out:
        raise Refused(NO_REPORT)
    return rounds.out[-1].report, rounds.out[0].report if len(rounds.out) > 1 else None


def _next_section(rounds: Rounds) -> str:
    if rounds.collation is None:
        return "round"
    return "report" if rounds.is_published else "answers"
