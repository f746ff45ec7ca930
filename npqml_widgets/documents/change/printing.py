"""How a change plan stands, in words, and what stands on it in print."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.change.columns import COLUMNS, INGREDIENTS, MINUTES
from npqml_widgets.documents.change.consistency import warnings
from npqml_widgets.documents.change.model import ChangePlan
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.printing import list_block, page
from npqml_widgets.documents.shared.money import decimal_words
from npqml_widgets.documents.shared.names import plain
from npqml_widgets.documents.shared.printing import Block, Heading, Page, Paragraph, Table

LEDGER = "Minutes by person"
_CAPTION = "Minutes a week that are added, and stopped or paid for, by person."


def printed(plan: ChangePlan, today: date | None = None) -> Page:
    """Return the plan as a page to print; with a day for today it says which sign is looked at next from then on."""
    says_how = plan.mechanism.strip()
    works: list[Block] = [Heading("How it is meant to work"), Paragraph(plan.mechanism)] if says_how else []
    ledger: list[Block] = [Heading(LEDGER), ledger_table(plan)] if plan.people else []
    lists = [
        *list_block(INGREDIENTS, plan, widths=(0, 26, 16, 30, 0, 12)),
        *ledger,
        *list_block(MINUTES, plan, without=("net",), notes_under="what"),
    ]
    return page(COLUMNS, plan, summary(plan, today), [*works, *lists], warnings(plan))


def summary(plan: ChangePlan, today: date | None = None) -> tuple[str, ...]:
    """Return how the plan stands: what is tight, whose week grows, and which sign is looked at next."""
    tight = sum(ingredient.hold == "tight" for ingredient in plan.ingredients)
    number = len(plan.ingredients)
    said = [f"{number} ingredient{'' if number == 1 else 's'}, {tight} of them tight."]
    if plan.minutes:
        grows = [person for person in plan.people if plan.net_of(person) > 0]
        said.append(
            f"{decimal_words(plan.added)} minutes a week are added, {decimal_words(plan.stopped)} stop or are paid "
            "for. " + (f"The week grows for {', '.join(grows)}." if grows else "Nobody's week grows.")
        )
    ahead = [each for each in plan.ingredients if each.by and (today is None or each.by >= today)]
    following = min(ahead, key=lambda each: each.by or date.max, default=None)
    if following and following.by:
        said.append(f"Seen next: {following.id}, by {as_said(following.by)}.")
    return tuple(said)


def ledger_table(plan: ChangePlan) -> Table:
    """Return what is added and stopped in each person's week; where more comes than goes is marked."""
    rows, marked = [], set()
    for place, person in enumerate(plan.people):
        own = [entry for entry in plan.minutes if plain(entry.person) == plain(person)]
        part = ChangePlan(minutes=tuple(own))
        net = plan.net_of(person)
        rows.append((person, *map(decimal_words, (part.added, part.stopped, net)), "grows" if net > 0 else ""))
        if net > 0:
            marked.add((place, 3))
    headings = ("Who", "Added", "Stopped or paid for", "More", "Their week")
    return Table(_CAPTION, headings, tuple(rows), frozenset(marked))
