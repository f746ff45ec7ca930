"""What does not add up in a budget, in words: which line, what is wrong, what to do. Nothing of it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from attrs import frozen

from npqml_widgets.documents.budget.choices import PAYERS, PENSIONS, RATES, RateKind
from npqml_widgets.documents.budget.costs import cost, next_year, rate_at
from npqml_widgets.documents.budget.model import LABELS, Budget, Line
from npqml_widgets.documents.budget.months import LONGEST, first_day, month_of, served
from npqml_widgets.documents.budget.periods import by_month, up_to
from npqml_widgets.documents.budget.views import paid_by
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.money import pounds

_RELEASES = re.compile(r"\b(?:cover|release|training|train|coaching|inset|course|observation)\b", re.IGNORECASE)
IN_POUNDS = 100  # pence: money is promised in whole pounds, so that less than one is no difference


@frozen
class BudgetWarning:
    """One warning: the ID of its line ("" where it is about the whole budget), the rule's name and the sentence."""

    line: str
    rule: str
    words: str


def warnings(budget: Budget) -> tuple[BudgetWarning, ...]:
    """Return everything in the budget that does not add up, its lines first and in their order."""
    of_lines = [
        BudgetWarning(line.id, rule, f"{named(line)}: {words}")
        for line in budget.lines
        for rule, check in _RULES.items()
        for words in check(budget, line)
    ]
    whole = [BudgetWarning("", rule, words) for rule, check in _OF_ALL.items() for words in check(budget)]
    return (*of_lines, *whole) if budget.lines else ()


def named(line: Line) -> str:
    """Return a line's ID with its first words, as a warning calls it."""
    what = " ".join(line.what.split())
    if not what:
        return line.id
    return f"{line.id} ({what if len(what) <= 60 else what[:57].rstrip() + '…'})"


def _empty(_: Budget, line: Line) -> Iterator[str]:
    missing = [LABELS[name].lower() for name in ("quantity", "price") if getattr(line, name) is None]
    if missing:
        yield f"its {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} missing, so it counts as nothing yet."


def _below_nought(_: Budget, line: Line) -> Iterator[str]:
    below = [LABELS[name].lower() for name in ("quantity", "price", "actual") if (getattr(line, name) or 0) < 0]
    if below:
        yield (
            f"its {' and '.join(below)} {'are' if len(below) > 1 else 'is'} below nought. A cost has no minus: take "
            "the sign out. Money that comes in belongs under “Who pays”."
        )


def _free_release(budget: Budget, line: Line) -> Iterator[str]:
    priced = line.quantity is not None and line.price is not None
    if priced and cost(budget, line).total == 0 and (line.kind == "cover" or _RELEASES.search(line.what)):
        yield (
            "it costs nothing, though staff are released or trained. Planned release has to be covered and paid: "
            "price it, or say in the notes whose time it takes and what is left undone."
        )


def _no_on_costs(budget: Budget, line: Line) -> Iterator[str]:
    if not line.is_pay:
        return
    if not line.scheme:
        yield (
            "it is pay without a pension. The employer pays more than the slip shows: choose the pension, or “No "
            "pension” for somebody who is in none."
        )
        return
    kinds: list[RateKind] = ["insurance", *([PENSIONS[line.scheme]] if line.scheme in PENSIONS else [])]
    months = served(budget, line)
    for kind in kinds:
        rate = rate_at(budget, kind, min(months) if months else None)
        if rate is None or rate.percent is None:
            when = f" that holds in {first_day(min(months)):%B %Y}" if months else ""
            yield (
                f"there is no rate of “{RATES[kind]}”{when}, so nothing is added for it. Put it in under Rates, "
                "with the day from which it holds."
            )


def _dates(budget: Budget, line: Line) -> Iterator[str]:
    start, end = line.serves_from or budget.starts, line.serves_to or budget.ends
    if start is None or end is None:
        yield "it has no dates, and the project has none, so it is in no year. Say from when to when it serves."
    elif end < start:
        yield f"it serves from {as_said(start)} to {as_said(end)}, which ends before it begins. Mend one of the dates."
    elif not served(budget, line):
        yield (
            f"it serves from {as_said(start)} to {as_said(end)}. Check the years: what serves before 2000, after 2099 "
            f"or for more than {LONGEST // 12} years is put in no year."
        )


def _outside(budget: Budget, line: Line) -> Iterator[str]:
    months = by_month(budget, line)
    if not months or not budget.starts or not budget.ends or budget.ends < budget.starts:
        return
    start, end = line.serves_from or budget.starts, line.serves_to or budget.ends
    if start < budget.starts:
        yield _outside_words(f"from {as_said(start)}, before the project begins on {as_said(budget.starts)}")
    if end > budget.ends and not line.later_payer:
        late = sum(amount for month, amount in months.items() if month > month_of(budget.ends))
        worth = f"; {pounds(late)} of it falls into later months" if late else ""
        yield _outside_words(f"until {as_said(end)}, after the project ends on {as_said(budget.ends)}{worth}")


def _outside_words(words: str) -> str:
    return f"it serves {words}. Change its dates, or say who uses it and pays for it then."


def _spent_unplanned(budget: Budget, line: Line) -> Iterator[str]:
    if line.actual and up_to(budget, line, budget.actuals_to) <= 0:
        until = f" up to {budget.actuals_to:%B %Y}" if budget.actuals_to else ""
        yield (
            f"{pounds(line.actual)} was spent, but nothing was forecast{until}. Put the forecast in, or correct the "
            "month up to which actual spending is counted."
        )


def _later_unpaid(budget: Budget, line: Line) -> Iterator[str]:
    if line.recurs == "running" and not line.later_payer:
        again = next_year(budget, line).total
        worth = f" ({pounds(again)} for the same months)" if again else ""
        yield f"it runs on, and nobody is named who pays next year{worth}. Name the payer, or say that it ends."


def _undecided(_: Budget, line: Line) -> Iterator[str]:
    if not line.recurs:
        yield "nobody has said whether it is paid once or runs on. Choose one: the second comes back next year."


def _unpaid(_: Budget, line: Line) -> Iterator[str]:
    if not line.payer:
        yield "nobody pays for it yet. Choose who does; whoever answers for that money has to agree."


def _no_span(budget: Budget) -> Iterator[str]:
    missing = [name for name, day in (("first", budget.starts), ("last", budget.ends)) if day is None]
    if missing:
        yield f"The whole budget: the project's {' and '.join(missing)} day is missing. Put it in under Settings."
    elif _reversed(budget.starts, budget.ends):
        yield "The whole budget: the project ends before it begins. Mend its dates under Settings."


def _promises(budget: Budget) -> Iterator[str]:
    for paid in paid_by(budget):
        if not paid.payer or abs(paid.left) < IN_POUNDS:
            continue
        said = f"The whole budget: {PAYERS[paid.payer]} has promised {pounds(paid.promised)} and is charged "
        if paid.left < 0:
            yield f"{said}{pounds(paid.charged)}: {pounds(-paid.left)} is not funded. Find it, or cut a line."
        else:
            spare = f"{pounds(paid.left)} is not planned for. Say what it is for, or ask for less."
            yield f"{said}{pounds(paid.charged)}: {spare}"


def _no_cover(budget: Budget) -> Iterator[str]:
    if not any(line.kind == "cover" for line in budget.lines):
        yield (
            "The whole budget: no line is supply cover. Where teachers plan, train or watch each other in lesson "
            "time, somebody has to be paid to teach their classes. If nobody is released, say so in a line's notes."
        )


def _no_places(budget: Budget) -> Iterator[str]:
    if not budget.places:
        yield (
            "The whole budget: nobody has said how many pupils have a place, so there is no cost for each. Put it in "
            "under Settings."
        )


def _reversed(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and end < start


_RULES: dict[str, Callable[[Budget, Line], Iterator[str]]] = {
    "empty amount": _empty,
    "below nought": _below_nought,
    "release for nothing": _free_release,
    "no on-costs": _no_on_costs,
    "dates": _dates,
    "outside the project": _outside,
    "actual without forecast": _spent_unplanned,
    "once or running": _undecided,
    "no payer": _unpaid,
    "no payer next year": _later_unpaid,
}
_OF_ALL: dict[str, Callable[[Budget], Iterator[str]]] = {
    "project's dates": _no_span,
    "funding": _promises,
    "no cover": _no_cover,
    "no places": _no_places,
}
