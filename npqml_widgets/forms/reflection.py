"""The leadership reflection: seven behaviours rated by oneself, again and again, and how that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.steps import Page, ReflectionControl, Step
from npqml_widgets.documents.feedback360.questionnaire import LONGEST_TEXT, RATINGS, SCALE
from npqml_widgets.documents.reflection import model as reflection
from npqml_widgets.documents.reflection.charts import trend_page
from npqml_widgets.documents.reflection.model import Reflection, Reflections
from npqml_widgets.documents.shared.printing import to_html
from npqml_widgets.forms.shared.files import Output
from npqml_widgets.forms.shared.steps_form import StepsForm
from npqml_widgets.keeping import clock

NAME = "leadership-reflection"
FIRST_DAY = "2000-01-01"
BEST, WORST = " (the best)", " (the lowest)"


def leadership_reflection() -> None:
    """Show the leadership reflection: fill in a form, look at earlier ones, draw how the ratings changed."""
    ReflectionForm(NAME).show()


class ReflectionForm(StepsForm[Reflections]):
    """All forms that somebody filled in, one a day at most."""

    kind = Reflections
    control = ReflectionControl
    title = reflection.TITLE

    def body(self) -> Sequence[widgets.Widget]:
        """Make the control and, below it, the place of the drawn trend."""
        self.drawn = widgets.HTML("")
        return [*super().body(), self.drawn]

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Return what is done when somebody writes the name, rates, comments, or wants the trend drawn."""
        return {"name": self.rename, "rate": self.rate, "comment": self.comment, "draw": self.draw}

    def rename(self, step: Step) -> str:
        """Keep the name that stands on the forms."""
        return self._change(lambda kept: evolve(kept, name=str(step["name"])), "the name")

    def rate(self, step: Step) -> str:
        """Keep a rating from 1 (high) to 4 (low) on the form of a day."""
        behaviour, rating = str(step["behaviour"]), int(step["rating"])
        return self._change(
            lambda kept: _changed(kept, step, lambda form: evolve(form, ratings={**form.ratings, behaviour: rating})),
            "a rating",
        )

    def comment(self, step: Step) -> str:
        """Keep a comment; where another tab has changed the same one as well, say what it was."""
        behaviour, words, before = str(step["behaviour"]), str(step["words"]), str(step["before"])

        def edit(form: Reflection) -> Reflection:
            now = form.comments.get(behaviour, "")
            if now not in (before, words):
                self.notice = f"This comment was also changed in another tab. There it said: “{now}”"
            return evolve(form, comments={**form.comments, behaviour: words})

        return self._change(lambda kept: _changed(kept, step, edit), "a comment")

    def draw(self, _: Step) -> str:
        """Draw how the ratings changed."""
        if not self.document.forms:
            return "There is nothing to draw yet: rate a behaviour first."
        self.drawn.value = trend_page(self.document)
        return "The trend is drawn below, with its numbers."

    def fill(self) -> None:
        """Show the forms; a picture of earlier ratings is taken away, for it would not fit them any more."""
        super().fill()
        if getattr(self, "_pictured", None) != self.document:
            self.drawn.value = ""
        self._pictured = self.document

    def contents(self) -> Page:
        """Return the seven behaviours, the scale, every form by its day, and the trend in words."""
        low = max(RATINGS)
        return {
            "scale": SCALE,
            "behaviours": [[one.id, one.name, one.description] for one in reflection.behaviours()],
            "ratings": [
                [str(one), f"{one}: {words}{BEST if one == 1 else WORST if one == low else ''}"]
                for one, words in RATINGS.items()
            ],
            "longest": LONGEST_TEXT,
            "name": self.document.name,
            "today": clock.today().isoformat(),
            "first": FIRST_DAY,
            "forms": [
                {
                    "day": one.written.isoformat(),
                    "words": f"{one.written:%d/%m/%Y}",
                    "ratings": one.ratings,
                    "comments": one.comments,
                }
                for one in self.document.forms
            ],
            "trend": [one.words for one in reflection.trends(self.document)],
        }

    def as_text(self) -> str:
        """Return the trend in words."""
        return "\n".join([self.title, SCALE, *(one.words for one in reflection.trends(self.document))])

    def outputs(self) -> tuple[Output[Reflections], ...]:
        """Offer the forms as a workbook and as a page to print."""
        return (
            Output("Save as a workbook (XLSX)", ".xlsx", reflection.to_xlsx),
            Output("Save for printing (HTML)", ".html", lambda kept: to_html(reflection.printed(kept))),
        )

    def reads(self) -> str:
        """Take back the workbook that was written here."""
        return ".xlsx"

    def bring_in(self, content: bytes, filename: str) -> Reflections:
        """Return the forms in a workbook."""
        return reflection.from_xlsx(content)

    def _change(self, edit: Callable[[Reflections], Reflections], what: str) -> str:
        refused = self.change(edit, what)
        return self.refuse(refused) if refused else ""


def _changed(kept: Reflections, step: Step, edit: Callable[[Reflection], Reflection]) -> Reflections:
    """Return the reflections with the form of the step's day changed, which is empty where there is none yet."""
    day = date.fromisoformat(str(step["day"]))
    form = next((one for one in kept.forms if one.written == day), Reflection(day))
    return reflection.with_form(kept, edit(form))
