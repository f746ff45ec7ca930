"""How a plan stands, in sentences: when it ends, what sets that date, what has been done."""

from __future__ import annotations

from npqml_widgets.documents.plan.consistency import days_words
from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import Times, chain, schedule
from npqml_widgets.documents.plan.workingdays import working_days
from npqml_widgets.documents.shared.dates import as_said

METHOD = (
    "A step begins on the first working day after the last of the steps that it waits for, and not before its own day. "
    "Weekends and closed days are no working days.",
    "Days to spare are the working days that a step may be late before a deadline or the end of the plan moves. Steps "
    "without any are the critical path: each day that one of them is late is a day late for all.",
    "A step of no days is a moment. It is reached on the evening of the last day of what it waits for.",
    "The work of a step is spread evenly over its days; days of work say how much of them each person needs for it.",
)
"""How a plan is worked out, a sentence or two each."""


def summary(plan: Plan) -> tuple[str, ...]:
    """Return the sentences under the title: how many steps, when the plan ends, what sets the dates, what is done."""
    if not plan.steps:
        return ("There is no step yet.",)
    milestones = [step for step in plan.steps if step.kind == "milestone"]
    found = [end_words(plan), critical_words(plan)]
    found += [words for step in milestones if (words := chain_words(plan, step))]
    if any(step.done for step in plan.steps):
        found.append(f"{share_done(plan)}% of all working days are done.")
    return tuple(found)


def end_words(plan: Plan) -> str:
    """Return how many steps there are and when the last one ends."""
    found = schedule(plan)
    number = f"{len(plan.steps)} step{'' if len(plan.steps) == 1 else 's'}"
    begins = f" from {as_said(plan.starts)}" if plan.starts else ""
    if found.ends is None:
        return f"{number}, {days_words(found.length)}{begins}."
    spare = _spare(plan)
    return f"{number}, {days_words(found.length)}{begins}; the last ends on {as_said(found.ends)}{spare}."


def critical_words(plan: Plan) -> str:
    """Return the steps without a day to spare."""
    names = schedule(plan).critical
    return f"No day to spare: {', '.join(names)}." if names else "Every step has a day to spare."


def chain_words(plan: Plan, step: Step) -> str:
    """Return when a step is done and which steps set that date, in a sentence; empty where it has no date."""
    times = schedule(plan).times.get(step.id)
    if times is None or times.last is None:
        return ""
    names = chain(plan, step.id)
    alone = "set by its own date" if step.not_before else "it waits for nothing"
    set_by = f"set by {' → '.join(names)}" if len(names) > 1 else alone
    return f"{step.what.strip() or step.id}: {as_said(times.last)}, {set_by}; {slack_words(times)}."


def slack_words(times: Times) -> str:
    """Return how late a step may be, in words."""
    if times.slack < 0:
        return f"{days_words(-times.slack)} too late"
    return f"{days_words(times.slack)} to spare" if times.slack else "no day to spare"


def share_done(plan: Plan) -> int:
    """Return how much of all working days is done, in per cent, by the steps' days; moments do not count."""
    days = sum(step.length for step in plan.steps)
    return sum(step.length * (step.done or 0) for step in plan.steps) // days if days else 0


def _spare(plan: Plan) -> str:
    """Return how many working days lie between the last step and the end of the project."""
    calendar, length = working_days(plan), schedule(plan).length
    if calendar is None or plan.ends is None:
        return ""
    left = calendar.until(plan.ends) - length
    return f", {days_words(left)} before the project does" if left > 0 else ""
