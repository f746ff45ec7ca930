"""What does not add up in a plan, in words: which step, what is wrong, what to do. Nothing of it is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from attrs import frozen

from npqml_widgets.documents.plan.load import loads
from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import Schedule, schedule
from npqml_widgets.documents.plan.workingdays import YEARS, WorkingDays, working_days
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.money import decimal_words, rounded
from npqml_widgets.documents.shared.names import plain

LONGEST_NAME = 60  # signs of a step's name in a warning
MOST_WEEKS_NAMED = 3


@frozen
class PlanWarning:
    """One warning: the ID of its step ("" where it is about the whole plan), the rule's name and the sentence."""

    step: str
    rule: str
    words: str


@frozen
class _Seen:
    """What the rules look at: the plan, its schedule and its working days, and how often each name is there."""

    plan: Plan
    schedule: Schedule
    calendar: WorkingDays | None
    names: Counter[str]
    today: date | None


def warnings(plan: Plan, today: date | None = None) -> tuple[PlanWarning, ...]:
    """Return everything in the plan that does not add up, its steps first and in their order.

    With a day for today, steps that should be done by then are among it, once anybody has put in what is done.
    """
    names = Counter(plain(step.what) for step in plan.steps)
    seen = _Seen(plan, schedule(plan), working_days(plan), names, today)
    of_steps = [
        PlanWarning(step.id, rule, f"{named(step)}: {words}")
        for step in plan.steps
        for rule, check in _RULES.items()
        for words in check(seen, step)
    ]
    whole = [PlanWarning("", rule, words) for rule, check in _OF_ALL.items() for words in check(seen)]
    return (*of_steps, *whole) if plan.steps else ()


def named(step: Step) -> str:
    """Return a step's ID with its first words, as a warning calls it."""
    what = " ".join(step.what.split())
    if not what:
        return step.id
    return f"{step.id} ({what if len(what) <= LONGEST_NAME else what[: LONGEST_NAME - 3].rstrip() + '…'})"


def _incomplete(_: _Seen, step: Step) -> Iterator[str]:
    if not step.what.strip():
        yield "it does not say what is done. Begin with a verb: ask, order, train."
    if step.days is None and step.kind != "milestone":
        yield "it has no working days, so it counts as done at once. Say how long it takes; a milestone may take none."


def _no_owner(_: _Seen, step: Step) -> Iterator[str]:
    if not step.owners:
        yield "nobody does it. Name the one post that answers for it."


def _same_name(seen: _Seen, step: Step) -> Iterator[str]:
    if step.what.strip() and seen.names[plain(step.what)] > 1:
        others = [other.id for other in seen.plan.steps if other is not step and plain(other.what) == plain(step.what)]
        yield f"{' and '.join(others)} {'has' if len(others) == 1 else 'have'} the same name. Say what is different."


def _unknown(seen: _Seen, step: Step) -> Iterator[str]:
    names = seen.schedule.waits.unknown[step.id]
    if names:
        listed = ", ".join(f"“{name}”" for name in names)
        yield f"it waits for {listed}, which is no step of this plan. Put in the ID of a step, such as S1."


def _circle(seen: _Seen, step: Step) -> Iterator[str]:
    for circle in seen.schedule.waits.circles:
        if circle[0] != step.id:  # said once, at its first step
            continue
        if len(circle) == 1:
            yield "it waits for itself, so it can never begin. Take its own ID out of “Waits for”."
        else:
            ring = " waits for ".join([*circle, circle[0]])
            yield f"these steps wait for each other in a circle: {ring}. None can begin: take one of the waits out."


def _held_up(seen: _Seen, step: Step) -> Iterator[str]:
    in_circle = any(step.id in circle for circle in seen.schedule.waits.circles)
    if step.id not in seen.schedule.times and not in_circle:
        yield "it has no dates, since it waits for steps that wait for each other. Mend the circle first."


def _backwards(_: _Seen, step: Step) -> Iterator[str]:
    if step.not_before and step.deadline and step.deadline < step.not_before:
        yield (
            f"it may not begin before {as_said(step.not_before)}, but is due on {as_said(step.deadline)}, which is "
            "earlier. Mend one of the dates."
        )


def _outside(seen: _Seen, step: Step) -> Iterator[str]:
    starts, ends = seen.plan.starts, seen.plan.ends
    for label, day in (("not before", step.not_before), ("deadline", step.deadline)):
        if day and starts and day < starts:
            yield f"its date “{label}”, {as_said(day)}, is before the project begins on {as_said(starts)}. Check both."
        elif day and ends and day > ends:
            yield f"its date “{label}”, {as_said(day)}, is after the project ends on {as_said(ends)}. Check both."
    times = seen.schedule.times.get(step.id)
    if times and starts and times.last is None:
        yield f"it would end more than {YEARS} years after the project begins. Check its days and its dates."
    elif times and times.last and ends and times.last > ends >= (starts or ends):
        yield (
            f"it ends on {as_said(times.last)}, after the project ends on {as_said(ends)}. Shorten what goes before "
            "it, begin earlier, or move the end of the project under Settings."
        )


def _closed_day(seen: _Seen, step: Step) -> Iterator[str]:
    starts, day = seen.plan.starts, step.not_before
    if seen.calendar and starts and day and starts <= day <= seen.calendar.last_followed:
        moved = seen.calendar.day(seen.calendar.before(day))
        if not seen.calendar.is_working(day) and moved:
            yield f"{as_said(day)} is no working day, so it begins on {as_said(moved)} at the earliest."


def _too_late(seen: _Seen, step: Step) -> Iterator[str]:
    times = seen.schedule.times.get(step.id)
    if not (times and times.last and step.deadline and times.last > step.deadline):
        return
    late = times.end - (seen.calendar.until(step.deadline) if seen.calendar else 0)
    what = "it cannot be met" if step.kind == "milestone" else "it cannot be done in time"
    yield (
        f"{what}: the deadline is {as_said(step.deadline)}, the earliest end {as_said(times.last)}, {days_words(late)} "
        "later. Shorten or begin earlier what goes before it, or agree another day."
    )


def _overdue(seen: _Seen, step: Step) -> Iterator[str]:
    times = seen.schedule.times.get(step.id)
    is_kept = any(other.done for other in seen.plan.steps)
    if seen.today and is_kept and times and times.last and times.last < seen.today and (step.done or 0) < 100:
        yield (
            f"it should have ended on {as_said(times.last)} and is {step.done or 0}% done. Put in what is done, or "
            "plan the rest anew and tell those who wait for it."
        )


def _no_dates(seen: _Seen) -> Iterator[str]:
    starts, ends = seen.plan.starts, seen.plan.ends
    if starts is None:
        yield "The whole plan: nobody has said when it begins, so no step has dates. Put it in under Settings."
    elif ends and ends < starts:
        yield f"The whole plan: it ends on {as_said(ends)}, before it begins on {as_said(starts)}. Mend one of them."


def _nobody_asked(seen: _Seen) -> Iterator[str]:
    if all(step.kind != "change" for step in seen.plan.steps):
        yield (
            "The whole plan: no step asks, hears or tells the people whose work changes. Add one for each group, "
            "before anything is settled, and choose “Step with people” as its kind."
        )


def _closed_times(seen: _Seen) -> Iterator[str]:
    if not seen.plan.closed and seen.plan.starts:
        yield "The whole plan: no holiday or training day is put in, so steps fall on them. See Closed days."
    for time in seen.plan.closed:
        name = f"Closed days, {time.id}{f' ({time.what})' if time.what.strip() else ''}"
        if time.first is None:
            yield f"{name}: it has no first day, so it closes nothing."
        elif time.last and time.last < time.first:
            yield f"{name}: it ends on {as_said(time.last)}, before it begins on {as_said(time.first)}. Mend one."


def _too_much(seen: _Seen) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for load in loads(seen.plan):
        if load.is_too_much:
            week = (
                f"in the week of {as_said(load.monday)} {_amount(load.work)} of work and {_amount(load.has)} for it "
                f"({', '.join(load.steps)})"
            )
            found.setdefault(load.person, []).append(week)
    for person, weeks in found.items():
        more = len(weeks) - MOST_WEEKS_NAMED
        rest = f"; and in {more} more {'week' if more == 1 else 'weeks'}" if more > 0 else ""
        yield (
            f"{person} has more work than days: {'; '.join(weeks[:MOST_WEEKS_NAMED])}{rest}. Move a step that has "
            "slack, share it, or ask what they may leave undone."
        )


def days_words(number: int) -> str:
    """Return a number of working days in words."""
    return f"{number} working day{'' if number == 1 else 's'}"


def _amount(days: Fraction) -> str:
    hundredths = rounded(days * 100)
    return f"{decimal_words(hundredths)} day{'' if hundredths == 100 else 's'}"


_RULES: dict[str, Callable[[_Seen, Step], Iterator[str]]] = {
    "incomplete": _incomplete,
    "no owner": _no_owner,
    "same name": _same_name,
    "unknown wait": _unknown,
    "circle": _circle,
    "held up": _held_up,
    "end before start": _backwards,
    "outside": _outside,
    "closed day": _closed_day,
    "too late": _too_late,
    "overdue": _overdue,
}
_OF_ALL: dict[str, Callable[[_Seen], Iterator[str]]] = {
    "no dates": _no_dates,
    "nobody asked": _nobody_asked,
    "closed times": _closed_times,
    "too much": _too_much,
}
