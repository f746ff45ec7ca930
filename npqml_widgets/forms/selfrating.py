"""Rating oneself against the criteria, in words, as often as one likes; and which modules to begin with after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from npqml_widgets.charts.figure import Shown
from npqml_widgets.controls.steps import Page, SelfRatingControl, Step
from npqml_widgets.documents import selfrating
from npqml_widgets.documents.criteria import areas, criteria
from npqml_widgets.documents.log import LEVELS
from npqml_widgets.documents.selfrating import Rating, SelfRating
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.model_tables import from_xlsx, to_xlsx
from npqml_widgets.forms.routes import Modules, module_link
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.steps_form import StepsForm
from npqml_widgets.keeping import clock
from npqml_widgets.tasks import notebook

NAME = "self-rating"
FIRST_FEW = 4
"""Modules that are named after a rating: more would be no beginning."""
NOTHING_RATED = "Rate a criterion above: the modules to begin with then stand here."
ALL_HIGH = "Nothing is rated below the highest step. Begin with whatever your project needs next."


def rate_yourself(here: Modules) -> None:
    """Show the criteria to rate oneself against, and below them the modules of the lowest rated ones.

    `here` are the modules beside the page, which are linked.
    """
    from IPython.display import display

    form = SelfRatingForm(NAME)
    form.show()
    if notebook.grading():
        return
    shown = display(modules_to_begin_with(form.document, here), display_id=True)  # type: ignore[no-untyped-call,unused-ignore]
    form.follow(lambda: shown.update(modules_to_begin_with(form.document, here)))


class SelfRatingForm(StepsForm[SelfRating]):
    """All ratings that somebody gave; those of today are shown to be changed, the last ones before beside them."""

    kind = SelfRating
    control = SelfRatingControl
    title = selfrating.TITLE

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Return what is done when somebody rates, or says what shows it."""
        return {"rate": self.rate, "shows": self.shows}

    def rate(self, step: Step) -> str:
        """Keep a step for a criterion, as said today."""
        criterion, level = str(step["criterion"]), int(step["level"])
        return self._change(
            lambda kept: selfrating.rated(kept, level, criterion=criterion, day=clock.today()), f"rating {criterion}"
        )

    def shows(self, step: Step) -> str:
        """Keep the line on what shows a criterion; where another tab has changed it as well, say what it was."""
        criterion, words, before = (str(step[key]) for key in ("criterion", "words", "before"))

        def edit(kept: SelfRating) -> SelfRating:
            now = kept.of(criterion, clock.today()).shows
            if now not in (before, words):
                self.notice = f"This line was also changed in another tab. There it said: “{now}”"
            return selfrating.shown_by(kept, words, criterion=criterion, day=clock.today())

        return self._change(edit, f"what shows {criterion}")

    def contents(self) -> Page:
        """Return the criteria by area, what was said of each today, and what was said before."""
        return {
            "levels": [[str(level), words] for level, words in LEVELS.items()],
            "longest": selfrating.LONGEST_LINE,
            "help": selfrating.NO_SCORE,
            "state": self._state(),
            "areas": [
                {
                    "title": f"{area.id}. {area.title}",
                    "criteria": [
                        self._criterion(criterion.id, criterion.text)
                        for criterion in criteria()
                        if criterion.id.startswith(f"{area.id}.")
                    ],
                }
                for area in areas()
            ],
        }

    def _criterion(self, key: str, text: str) -> Page:
        today = clock.today()
        now, earlier = self.document.of(key, today), self.document.before(key, today)
        return {
            "id": key,
            "words": f"{key} {text}",
            "level": str(now.level) if now.level else "",
            "shows": now.shows,
            "earlier": f"{selfrating.in_words(earlier)}." if earlier else "",
        }

    def _state(self) -> str:
        today = clock.today()
        count = sum(self.document.of(criterion.id, today).level is not None for criterion in criteria())
        return f"Today, {as_said(today)}: {count} of {len(criteria())} rated."

    def as_text(self) -> str:
        """Return the last rating of each criterion."""
        latest = ((criterion.id, self.document.latest(criterion.id)) for criterion in criteria())
        lines = [f"{key}: {selfrating.in_words(rating)}" for key, rating in latest if rating]
        return "\n".join([self.title, *(lines or ["Nothing rated yet."])])

    def outputs(self) -> tuple[Output[SelfRating], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(selfrating.printed, to_xlsx)

    def reads(self) -> str:
        """Take back the workbook that was written here."""
        return ".xlsx"

    def bring_in(self, content: bytes, filename: str) -> SelfRating:
        """Return the ratings in a workbook."""
        return from_xlsx(content, SelfRating)

    def _change(self, edit: Callable[[SelfRating], SelfRating], what: str) -> str:
        refused = self.change(edit, what)
        return self.refuse(refused) if refused else ""


def modules_to_begin_with(kept: SelfRating, here: Modules) -> Shown:
    """Return the modules of the lowest rated criteria, with their minutes and a link where they are `here`."""
    needed = selfrating.modules_by_need(kept)
    if not needed:
        return Shown(f"<p>{NOTHING_RATED}</p>", NOTHING_RATED)
    first = {module: rating for module, rating in needed.items() if rating.level != max(LEVELS)}
    if not first:
        return Shown(f"<p>{ALL_HIGH}</p>", ALL_HIGH)
    lead = "The modules of what you rated lowest, as you rated it last:"
    rich, plain = [], []
    for module, rating in list(first.items())[:FIRST_FEW]:
        link, words = module_link(module, here)
        why = f"{rating.criterion}: “{_level(rating)}”"
        rich.append(f"<li>{link}. {escape(why)}</li>")
        plain.append(f"{words}. {why}")
    return Shown(f"<p><strong>{lead}</strong></p><ol>{''.join(rich)}</ol>", "\n".join([lead, *plain]))


def _level(rating: Rating) -> str:
    return LEVELS[rating.level] if rating.level else ""
