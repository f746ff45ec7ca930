"""How a development plan stands, in words, and what stands on it in print."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.development.columns import COLUMNS, ROWS, TEAM
from npqml_widgets.documents.development.consistency import next_check, warnings
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.printing import list_block, page
from npqml_widgets.documents.shared.money import decimal_words, pounds
from npqml_widgets.documents.shared.names import plain
from npqml_widgets.documents.shared.printing import Page

_WIDTHS = (0, 8, 14, 13, 15, 17, 0, 0, 0, 8, 8, 8)


def printed(plan: DevelopmentPlan, today: date | None = None) -> Page:
    """Return the plan as a page to print; with a day for today it says what is looked at next from then on."""
    blocks = [*list_block(ROWS, plan, notes_under="opportunity", widths=_WIDTHS), *list_block(TEAM, plan)]
    return page(COLUMNS, plan, summary(plan, today), blocks, warnings(plan))


def summary(plan: DevelopmentPlan, today: date | None = None) -> tuple[str, ...]:
    """Return how the plan stands: how many people, hours and pounds, and what is looked at next."""
    people = len({plain(row.person) for row in plan.rows if row.person.strip()})
    rows = len(plan.rows)
    needs = f"{rows} row{'' if rows == 1 else 's'} for {people} {'person' if people == 1 else 'people'}"
    first = f"{needs}: {decimal_words(plan.hours)} hours and {pounds(plan.cost)} in all."
    said = [first]
    if plan.money is not None and plan.left is not None:
        left, money = plan.left, pounds(plan.money)
        said.append(f"{pounds(left)} of {money} is left." if left >= 0 else f"It is {pounds(-left)} over the {money}.")
    row = next_check(plan, today)
    if row and row.check:
        said.append(f"Looked at next: {row.id}{f' ({row.person})' if row.person else ''}, on {as_said(row.check)}.")
    return tuple(said)
