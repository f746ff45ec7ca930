"""A case to walk through: what can be done, what follows from it, the way so far, and a review instead of a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from npqml_widgets.charts.figure import show
from npqml_widgets.controls.steps import CaseControl, Page, Step
from npqml_widgets.documents.scenario import path as scenario_path
from npqml_widgets.documents.scenario.cards import cards
from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import WORDS_A_MINUTE, Case, Situation
from npqml_widgets.documents.scenario.path import CasePath, Line
from npqml_widgets.forms.shared.files import Output, found_beside
from npqml_widgets.forms.shared.steps_form import StepsForm
from npqml_widgets.forms.shared.words import paragraphs, plain, when
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused

MOVED_ON = "This case was gone on with in another tab. You see here where it stands now; choose from there."


def case(name: str) -> None:
    """Show a case, such as "hard-conversation", whose file lies beside the notebook or one folder up."""
    file = found_beside(f"case-{name}.toml")
    if file is None:
        show(f"**The case is not here.** The file `case-{name}.toml` should lie in the folder of this notebook. "
             "Fetch this part of the course again, and press Start.")  # fmt: skip
        return
    try:
        loaded = load_case(file)
    except Refused:
        show(f"**The case cannot be read.** The file `{file.name}` is damaged. Fetch this part of the course again, "
             "and press Start. Your way through the case is kept.")  # fmt: skip
        return
    CaseForm(loaded).show()


class CaseForm(StepsForm[CasePath]):
    """One case and the way that somebody has taken through it."""

    kind = CasePath
    control = CaseControl

    def __init__(self, case: Case) -> None:
        """Open the way kept for a case, as far as it still fits."""
        self.case, self.title = case, case.title
        super().__init__(f"case-{case.id}")

    def load(self) -> None:
        """Read the kept way, as far as it still fits the case."""
        super().load()
        self.document, notice = scenario_path.take_up(self.case, self.document, at=clock.now())
        self.notice = notice or self.notice

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Return what is done when somebody chooses, goes back, or starts again."""
        return {"choose": self.choose, "back": self.back, "again": self.again}

    def choose(self, step: Step) -> str:
        """Take a choice, and say what came of it."""
        choice, because = str(step.get("choice")), str(step.get("because", "")).strip()
        refused = self.change(
            lambda path: scenario_path.choose(
                self.case, self._unmoved(path, step), choice, at=clock.now(), because=because
            ),
            "your last choice",
        )
        if refused:
            return self.refuse(refused)
        last = self._lines()[-1]
        return " ".join(part for part in (last["reaction"], last["cost"]) if part)

    def back(self, step: Step) -> str:
        """Go back on the last choice, which stays on record."""
        refused = self.change(
            lambda path: scenario_path.go_back(self._unmoved(path, step), at=clock.now()), "going back"
        )
        return self.refuse(refused) if refused else "You are back before your last choice. What you tried is kept."

    def again(self, step: Step) -> str:
        """Start again; the way so far stays on record."""
        refused = self.change(
            lambda path: scenario_path.start_again(self._unmoved(path, step), at=clock.now()), "starting again"
        )
        return self.refuse(refused) if refused else "You are back at the start. Your earlier way is kept."

    def contents(self) -> Page:
        """Return the situation or end that the way stands at, and the way itself."""
        here = scenario_path.where(self.case, self.document)
        offered = here.offered if isinstance(here, Situation) else ()
        return {
            "about": [*paragraphs(self.case.about), self._minutes()],
            "people": [[name, plain(words)] for name, words in self.case.people.items()],
            "not_this": paragraphs(self.case.not_this),
            "here": {
                "state": _state(self.document),
                "title": here.title,
                "text": paragraphs(here.text),
                "choices": [[one.id, plain(one.words)] for one in offered],
            },
            "path": self._lines(),
            "undone": self._undone(),
            "review": None if isinstance(here, Situation) else self._review(),
            "sources": list(self.case.sources.values()),
        }

    def as_text(self) -> str:
        """Return the way so far, and where it stands."""
        lines = [
            f"{number}. {one['situation']}: {one['chosen']}" + (f" Because: {one['because']}" if one["because"] else "")
            for number, one in enumerate(self._lines(), 1)
        ]
        here = scenario_path.where(self.case, self.document)
        return "\n".join([self.case.title, *lines, f"You are at: {here.title}"])

    def outputs(self) -> tuple[Output[CasePath], ...]:
        """Offer the whole case as cards to print."""
        return (Output("Write the case as cards to print", "-cards.html", lambda _: cards(self.case)),)

    def _minutes(self) -> str:
        return (
            f"About {self.case.minutes} minutes to read at {WORDS_A_MINUTE} words a minute; take the time you "
            "like. Nothing here is timed or scored, and each step is kept: you can stop and come back."
        )

    def _unmoved(self, path: CasePath, step: Step) -> CasePath:
        """Return the path, or refuse a step that was taken from where the path no longer stands."""
        if _state(path) != step.get("state"):
            raise ValueError(MOVED_ON)
        return path

    def _lines(self) -> list[dict[str, str]]:
        return [
            _as_entry(scenario_path.line(self.case, step)) | {"when": when(step.at)} for step in self.document.standing
        ]

    def _undone(self) -> list[str]:
        known = self.case.choices
        steps = [one for one in self.document.steps if one.undone is not None and one.choice in known]
        return [f"{known[one.choice][0].title}: {plain(known[one.choice][1].words)} ({when(one.at)})" for one in steps]

    def _review(self) -> dict[str, Any]:
        found = scenario_path.review(self.case, self.document)
        sums = [f"Of somebody's working time: {_minutes(found.minutes)}."]
        sums += [f"Trust: {plain(one)}" for one in found.trust]
        if found.went_back:
            sums.append(f"You went back on {found.went_back} choice{'s' if found.went_back > 1 else ''}.")
        if found.parted:
            sums.append(f"At “{found.parted}”, one reasoned way goes on otherwise: {plain(found.instead)} "
                        f"{plain(found.instead_think)}")  # fmt: skip
        else:
            sums.append("You went the way that the author argues for. It is one reasoned way, and not the only one.")
        return {
            "text": paragraphs(found.end.review),
            "lines": [_as_entry(one) | {"think": plain(one.think)} for one in found.lines],
            "sums": sums,
        }


def _state(path: CasePath) -> str:
    """Return what tells one state of a path from every other: a step adds one, going back takes one from standing."""
    return f"{len(path.steps)}-{len(path.standing)}"


def _as_entry(line: Line) -> dict[str, str]:
    cost = f"Cost: {_minutes(line.minutes)}." if line.minutes else ""
    return {
        "situation": line.situation,
        "chosen": plain(line.chosen),
        "because": line.because,
        "reaction": plain(line.reaction),
        "cost": " ".join(part for part in (cost, plain(line.trust)) if part),
    }


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"
