"""What moves when a step takes longer than planned; the plan itself is not changed."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import Times, schedule
from npqml_widgets.documents.shared.dates import as_said


@frozen
class Moved:
    """A step that ends later: by how many working days, from which day to which; `missed` where its deadline goes."""

    step: Step
    days: int
    before: date | None
    after: date | None
    missed: bool


@frozen
class Slip:
    """A step that takes longer, what moves with it, and by how many working days the whole plan ends later.

    `is_placed` is False for a step that has no place in the plan, such as one in a circle.
    """

    step: Step
    days: int
    moved: tuple[Moved, ...]
    whole: int
    ends: date | None
    is_placed: bool

    @property
    def words(self) -> str:
        """What becomes of the plan, in a sentence or two."""
        longer = f"If {self.step.id} takes {_days(self.days)} longer"
        others = len(self.moved) - 1
        if others <= 0:
            moves = "nothing else moves"
        else:
            moves = f"{others} other {'step moves' if others == 1 else 'steps move'}"
        end = f", and the plan ends {_days(self.whole)} later" if self.whole else ", and the plan ends as before"
        on = f", on {as_said(self.ends)}" if self.whole and self.ends else ""
        missed = [moved.step.id for moved in self.moved if moved.missed]
        lost = f" Deadlines missed that were kept before: {', '.join(missed)}." if missed else ""
        return f"{longer}, {moves}{end}{on}.{lost}"


def slip(plan: Plan, step: Step, days: int) -> Slip:
    """Return what moves when a step takes so many working days longer."""
    before, after = schedule(plan), schedule(plan, step.id, days)
    moved = [
        Moved(
            other, new.end - old.end, old.last, new.last,
            _misses(other, old, new),
        )
        for other in plan.steps
        if (old := before.times.get(other.id)) and (new := after.times[other.id]).end != old.end
    ]  # fmt: skip
    return Slip(step, days, tuple(moved), after.length - before.length, after.ends, step.id in before.times)


def _misses(step: Step, old: Times, new: Times) -> bool:
    """Tell whether a step misses a deadline that it kept before."""
    if step.deadline is None or old.last is None or old.last > step.deadline:
        return False
    return new.last is None or new.last > step.deadline


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
