"""What is done in the collator's form when something is typed, pressed or brought in; words say what came of it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from npqml_widgets.controls.steps import Step
from npqml_widgets.documents.feedback360.collate import Verdict
from npqml_widgets.documents.feedback360.questionnaire import add_question, add_statement, reword, take_out
from npqml_widgets.documents.feedback360.rounds import (
    Rounds,
    add_raters,
    ask,
    collect,
    collect_again,
    make_forms,
    next_round,
    prepare,
    publish_round,
)
from npqml_widgets.documents.feedback360.texts import decide
from npqml_widgets.forms.feedback360.rater_files import write_forms
from npqml_widgets.forms.feedback360.sections import View, next_comment
from npqml_widgets.forms.shared.document_form import UNDO, DocumentForm
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused

_DECIDED: dict[str, Verdict] = {"ok": "as written", "changed": "changed", "out": "left out"}
_ENTRIES = {
    "name": "the name of the round",
    "leader": "who the leader is",
    "collator": "who collects",
    "opened": "the day on which it opens",
    "named": "how the line manager is shown",
    "reword": "the wording of a question",
    "names": "names to look out for",
}
"""What Undo names for each box."""
NOT_KNOWN_YET = "Tick the box first: a report that is out cannot be taken back."


class Acts:
    """What can be done to the rounds of a form. A key is a verb and what it is done to: "reword:respect-1"."""

    def __init__(self, form: DocumentForm[Rounds], view: View) -> None:
        """Change the document of this form, and what its page shows."""
        self.form, self.view = form, view

    def attempt(self, edit: Callable[[Rounds], Rounds], what: str, done: str = "") -> str:
        """Make a change, and give words: why it was refused, or else what was done."""
        try:
            refused = self.form.change(edit, what)
        except Refused as problem:
            refused = str(problem)
        self.view.kept = not refused
        return refused or done

    def edit(self, step: Step) -> str:
        """Keep what was typed into a box."""
        verb, _, what = str(step.get("key", "")).partition(":")
        value = str(step.get("value", ""))
        if verb == "show":
            self.view.shown = int(value)
            return ""
        edits: dict[str, Callable[[Rounds], Rounds]] = {
            "entry": lambda rounds: prepare(rounds, **{what: value.strip()}),
            "opened": lambda rounds: prepare(rounds, opened=date.fromisoformat(value) if value else None),
            "named": lambda rounds: prepare(rounds, manager_named=value == "yes"),
            "reword": lambda rounds: ask(rounds, lambda asked: reword(asked, what, value)),
            "names": lambda rounds: evolve(
                rounds, names=tuple(name for name in re.split(r"[,;\n]\s*", value) if name.strip())
            ),
        }
        return self.attempt(edits[verb], _ENTRIES[what if verb == "entry" else verb])

    def press(self, step: Step) -> str:
        """Do what a button asks for."""
        verb, _, what = str(step.get("key", "")).partition(":")
        acts: dict[str, Callable[[str, Mapping[str, str]], str]] = {
            "add-statement": self._add_statement, "add-question": self._add_question, "take-out": self._take_out,
            "add-raters": self._add_raters, "make": self._make, "write": self._write_again, "code": self._code,
            "again": self._again, "comment": self._comment, "decide": self._decide, "publish": self._publish,
            "next-round": self._next_round,
        }  # fmt: skip
        return acts[verb](what, step.get("values") or {})

    def bring(self, step: Step) -> str:
        """Take in the files that were chosen."""
        instead = (step.get("values") or {}).get("instead") == "yes"
        came = [(str(file["name"]), _content(file)) for file in step["files"]]
        return self._collect(lambda rounds: collect(rounds, came, instead=instead), "taking in files")

    def _add_statement(self, behaviour: str, values: Mapping[str, str]) -> str:
        text = values[f"new:{behaviour}"]
        return self.attempt(lambda rounds: ask(rounds, lambda asked: add_statement(asked, behaviour, text)),
                            "a new statement", "The statement is added.")  # fmt: skip

    def _add_question(self, _: str, values: Mapping[str, str]) -> str:
        text = values["new-question"]
        return self.attempt(lambda rounds: ask(rounds, lambda asked: add_question(asked, text)),
                            "a new question", "The question is added.")  # fmt: skip

    def _take_out(self, what: str, _: Mapping[str, str]) -> str:
        return self.attempt(lambda rounds: ask(rounds, lambda asked: take_out(asked, what)), "taking out a question",
                            f"It is taken out. {UNDO}")  # fmt: skip

    def _add_raters(self, _: str, values: Mapping[str, str]) -> str:
        ids = [one for one in re.split(r"[\s,;]+", values["ids"].strip()) if one]
        if not ids:
            self.view.kept = False
            return "There is no id yet: write one or more, such as p1, p2."
        count = "1 rater is" if len(ids) == 1 else f"{len(ids)} raters are"
        return self.attempt(lambda rounds: add_raters(rounds, ids, values["group"]), "new raters", f"{count} added.")  # type: ignore[arg-type]

    def _make(self, what: str, values: Mapping[str, str]) -> str:
        refused = self.attempt(lambda rounds: make_forms(rounds, clock.today()), "making the forms")
        return refused or self._write_again(what, values)

    def _write_again(self, _: str, __: Mapping[str, str]) -> str:
        try:
            return write_forms(self.form.document.collecting.round)
        except OSError as problem:
            self.view.kept = False
            why = problem.strerror or "no reason given"
            return (
                f"The forms could not be written beside the notebook ({why}). Make room, and press “Write them again”."
            )

    def _code(self, _: str, values: Mapping[str, str]) -> str:
        pasted, instead = values["code"], values["instead"] == "yes"
        if not pasted.strip():
            self.view.kept = False
            return "There is no code yet: paste one or more."
        return self._collect(lambda rounds: collect(rounds, [("", pasted)], instead=instead), "taking in codes")

    def _again(self, place: str, _: Mapping[str, str]) -> str:
        return self._collect(lambda rounds: collect_again(rounds, int(place)), "taking in what was put aside")

    def _collect(self, take: Callable[[Rounds], tuple[Rounds, str]], what: str) -> str:
        said: list[str] = []

        def edit(rounds: Rounds) -> Rounds:
            changed, words = take(rounds)
            said.append(words)
            return changed

        return self.attempt(edit, what) or said[-1]

    def _comment(self, place: str, _: Mapping[str, str]) -> str:
        self.view.comment, self.view.focus = place, "comment"
        return ""

    def _decide(self, what: str, values: Mapping[str, str]) -> str:
        verdict, _, place = what.partition(":")
        wording = values.get(f"wording:{place}", "")

        def edit(rounds: Rounds) -> Rounds:
            return evolve(rounds, collation=decide(rounds.collecting, place, _DECIDED[verdict], wording))

        refused = self.attempt(edit, "a decision on a comment")
        if refused:
            return refused
        self.view.comment, self.view.focus = next_comment(self.form.document, place), "comment"
        return f"Decided: {_DECIDED[verdict]}."

    def _publish(self, _: str, values: Mapping[str, str]) -> str:
        if values["known"] != "yes":
            self.view.kept = False
            return NOT_KNOWN_YET
        refused = self.attempt(publish_round, "publishing the report")
        if refused:
            return refused
        self.view.here, self.view.shown = "report", len(self.form.document.out) - 1
        self.form.forget_steps()  # what is out has been seen
        return "The report is out. Save it for the leader with a button below, and talk it over with them."

    def _next_round(self, _: str, __: Mapping[str, str]) -> str:
        done = "The second round is being prepared, with the same people. Give it a name and a date."
        refused = self.attempt(next_round, "beginning the second round")
        if not refused:
            self.view.here = "round"
        return refused or done


def _content(file: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(str(file["content"]))
    except binascii.Error:
        return b""
