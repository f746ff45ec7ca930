"""What the form of the plan shows beside its controls: how it stands, its chart, one step, who has how much, a slip."""

from __future__ import annotations

from html import escape

from npqml_widgets.documents.plan.charts import gantt_figure
from npqml_widgets.documents.plan.consistency import PlanWarning
from npqml_widgets.documents.plan.gantt import gantt_table
from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.printing import load_table, slip_table, title_of
from npqml_widgets.documents.plan.slip import Slip
from npqml_widgets.documents.plan.words import chain_words, summary
from npqml_widgets.forms.shared.words import READABLE, as_list, as_table

BEGIN = (
    "Begin under Settings: when the project begins and ends. Closed days are those of the made-up "
    "school: put your own in their place.",
    "Then press “Add a step” for each thing that somebody has to do: what, who, how many working days.",
    "Put under “Waits for” the steps that must be done first. The dates follow by themselves.",
    "A list that you have already, in Excel or as CSV, comes in by “Bring in a file” below. The worked example on this "
    "page shows how a finished plan looks.",
)
NO_DATES = "No step has dates yet. Put in under Settings when the project begins, and add steps."


def heading(plan: Plan) -> str:
    """Return the title and how the plan stands, or what to do first while it has no step."""
    title = f'<h2 dir="auto" style="font-size: 1.3em">{escape(title_of(plan))}</h2>'
    if not plan.steps:
        return title + as_list("Nothing is here yet.", BEGIN)
    first, *others = summary(plan)
    return title + as_list(first, others)


def note(words: str) -> str:
    """Return a sentence or two as a paragraph."""
    return READABLE.format(f"<p>{escape(words)}</p>")


def chart(plan: Plan) -> str:
    """Return the Gantt chart as a picture and as a table."""
    drawn, table = gantt_figure(plan), gantt_table(plan)
    if drawn is None or table is None:
        return note(NO_DATES)
    return READABLE.format(drawn.html + as_table(table))


def load(plan: Plan) -> str:
    """Return the work and days of each person, week by week."""
    table = load_table(plan)
    return READABLE.format(as_table(table)) if table else note(NO_DATES)


def about(plan: Plan, step: Step, found: tuple[PlanWarning, ...]) -> str:
    """Return what does not add up in one step, and what sets its date."""
    mend = as_list("To mend:", (warning.words for warning in found if warning.step == step.id))
    words = chain_words(plan, step)
    return mend + (note(words) if words else note(NO_DATES))


def what_slips(found: Slip) -> str:
    """Return what a slip moves, in a sentence and a table."""
    table = as_table(slip_table(found)) if found.moved else ""
    return READABLE.format(f"<p>{escape(found.words)}</p>{table}")
