"""When each step can begin and end at the earliest, when it must be done at the latest, and what sets the dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from attrs import frozen

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.waits import Waits, waits
from npqml_widgets.documents.plan.workingdays import WorkingDays, working_days


@frozen
class Times:
    """When a step is worked on. `start` and `end` count the working days that have gone before it and when it is done.

    `first` and `last` are its days, None without a date; `latest` is the last day on which it may be done.
    """

    start: int
    end: int
    latest_end: int
    first: date | None
    last: date | None
    latest: date | None

    @property
    def slack(self) -> int:
        """How many working days it may be late before the end of the plan, or a deadline, moves; below 0: too late."""
        return self.latest_end - self.end

    @property
    def is_critical(self) -> bool:
        """Whether it has no day to spare."""
        return self.slack <= 0


@frozen
class Schedule:
    """The times of all steps that can be placed, by ID, and how many working days the plan takes.

    A step in a circle, and one that waits for such a step, has no times.
    """

    times: Mapping[str, Times]
    length: int
    waits: Waits

    @property
    def ends(self) -> date | None:
        """The last day of the plan."""
        return max((times.last for times in self.times.values() if times.last), default=None)

    @property
    def critical(self) -> tuple[str, ...]:
        """The steps without a day to spare, in the order in which they begin."""
        found = [step for step, times in self.times.items() if times.is_critical]
        return tuple(sorted(found, key=lambda step: (self.times[step].start, self.times[step].end)))


@lru_cache(maxsize=16)
def schedule(plan: Plan, late: str = "", by: int = 0) -> Schedule:
    """Return the schedule of a plan; with `late` that of a plan in which this step takes `by` days longer."""
    found, calendar = waits(plan), working_days(plan)
    steps = {step.id: step for step in plan.steps}
    lengths = {step.id: step.length + (by if step.id == late else 0) for step in plan.steps}
    ends: dict[str, int] = {}
    for name in found.order:
        before = found.after[name]
        if all(other in ends for other in before):
            ends[name] = _end(steps[name], lengths[name], max((ends[other] for other in before), default=0), calendar)
    whole = max(ends.values(), default=0)
    latest = _latest_ends(steps, lengths, ends, found, calendar, whole)
    times = {
        name: _times(ends[name], lengths[name], latest[name], calendar) for name in steps if name in ends
    }  # fmt: skip
    return Schedule(times, whole, found)


def chain(plan: Plan, step_id: str) -> tuple[str, ...]:
    """Return the steps that set the date of one, from the first to itself: each is what the next waits for longest."""
    found = schedule(plan)
    if step_id not in found.times:
        return ()
    names = [step_id]
    while True:
        start = found.times[names[0]].start
        before = next((name for name in found.waits.after[names[0]] if found.times[name].end == start), None)
        if before is None:
            return tuple(names)
        names.insert(0, before)


def _end(step: Step, length: int, ready: int, calendar: WorkingDays | None) -> int:
    """Return when a step is done that can begin once `ready` working days have gone."""
    fixed = None if calendar is None or step.not_before is None else calendar.before(step.not_before)
    if length == 0:  # reached on the evening of a day
        return max(ready, 1, 0 if fixed is None else fixed + 1)
    return max(ready, fixed or 0) + length


def _latest_ends(
    steps: Mapping[str, Step],
    lengths: Mapping[str, int],
    ends: Mapping[str, int],
    found: Waits,
    calendar: WorkingDays | None,
    whole: int,
) -> dict[str, int]:
    """Return when each step must be done, so that neither the plan's end nor a deadline moves."""
    latest: dict[str, int] = {}
    for name, step in steps.items():
        if name in ends:
            due = step.deadline if calendar is not None else None
            latest[name] = min(whole, calendar.until(due)) if calendar and due else whole
    for name in reversed(found.order):
        if name in ends:
            for other in found.after[name]:
                latest[other] = min(latest[other], latest[name] - lengths[name])
    return latest


def _times(end: int, length: int, latest: int, calendar: WorkingDays | None) -> Times:
    start = end - length
    if calendar is None:
        return Times(start, end, latest, None, None, None)
    first = min(start, end - 1)
    return Times(start, end, latest, calendar.day(first), calendar.day(end - 1), calendar.day(latest - 1))
