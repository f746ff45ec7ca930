"""What slips when a step takes longer: tried beside the plan, which never changes by it."""

from __future__ import annotations

import ipywidgets as widgets

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record
from npqml_widgets.documents.plan.consistency import named
from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.reading import days_of
from npqml_widgets.documents.plan.slip import slip
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.entries import entry_of
from npqml_widgets.forms.plan.panels import NO_DATES, note, what_slips

CHOOSE = "Choose a step and say how many working days longer it takes. The plan stays as it is."
IN_A_CIRCLE = "This step has no place in the plan yet: look under To mend."


class TryASlip(widgets.VBox):  # type: ignore[misc,unused-ignore]
    """Asks for a step and a number of days, and shows what moves."""

    def __init__(self) -> None:
        """Begin with no step chosen, and one day."""
        self._plan = Plan()
        self._step, self._days = "", 1
        self.record = Record((), self.edit)
        self.shown = widgets.HTML()
        super().__init__([widgets.HTML(note(CHOOSE)), self.record, self.shown])

    def fill(self, plan: Plan, saved: str) -> None:
        """Show the steps that there are, and what moves in the plan as it is now."""
        self._plan, self.record.saved = plan, saved
        steps = {"": ""} | {step.id: named(step) for step in plan.steps}
        self.record.describe(
            [Column("step", "Step", "choice", steps), Column("days", "Working days longer", "text", help="Such as 3.")]
        )
        self._draw()

    def edit(self, _: str, key: str, typed: object) -> str:
        """Choose a step, or another number of days; give words where it cannot be read."""
        if key == "step":
            self._step = text_of(typed)
        else:
            try:
                self._days = days_of(typed) or 0
            except Unreadable as expected:
                return f"found “{text_of(typed)[:40]}”, expected {expected}."
        self._draw()
        return ""

    def _draw(self) -> None:
        step = entry_of(self._plan, "steps", self._step)
        self.record.fill("What if ...", Row("slip", {"step": step.id if step else "", "days": str(self._days)}))
        if step is None:
            self.shown.value = "" if self._plan.steps else note(NO_DATES)
            return
        found = slip(self._plan, step, self._days)
        self.shown.value = what_slips(found) if found.is_placed else note(IN_A_CIRCLE)
