"""What a budget says at a glance: totals, who pays for what, forecast against actual, the cost of a place, what if."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from npqml_widgets.documents.budget.choices import PAYERS, Payer
from npqml_widgets.documents.budget.costs import cost, next_year
from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.budget.periods import spread, total, up_to
from npqml_widgets.documents.shared.entries import with_entry
from npqml_widgets.documents.shared.money import decimal_words, pounds, rounded

NO_STRAND = "No strand"


@frozen
class Paid:
    """What lines charge to a payer, and what it has promised, in pence."""

    payer: Payer
    charged: int
    promised: int

    @property
    def left(self) -> int:
        """What is promised and not charged; below nought where it does not suffice."""
        return self.promised - self.charged


@frozen
class Variance:
    """A line's forecast up to a month, and what was spent, in pence; `difference` above nought is overspent."""

    line: str
    forecast: int
    actual: int

    @property
    def difference(self) -> int:
        """Actual less forecast."""
        return self.actual - self.forecast

    @property
    def percent(self) -> int | None:
        """The difference in hundredths of a per cent of the forecast; None where nothing was forecast."""
        if self.forecast <= 0:
            return None
        return rounded(Fraction(self.difference * 10_000, self.forecast))

    @property
    def words(self) -> str:
        """The difference in words, such as "£120.00 (8 %) over the forecast"."""
        if self.difference == 0:
            return "as forecast"
        side = "over" if self.difference > 0 else "under"
        share = "" if self.percent is None else f" ({decimal_words(abs(self.percent))}%)"
        return f"{pounds(abs(self.difference))}{share} {side} the forecast"


def paid_by(budget: Budget) -> tuple[Paid, ...]:
    """Return each payer that is charged or has promised something, in the order of the choices; nobody comes last."""
    found = []
    for payer in sorted(PAYERS, key=lambda key: key == ""):
        charged = sum(cost(budget, line).total for line in budget.lines if line.payer == payer)
        promised = budget.funding.get(payer, 0)
        if charged or promised:
            found.append(Paid(payer, charged, promised))
    return tuple(found)


def unfunded(budget: Budget) -> int:
    """Return what nobody has promised to pay, in pence: lines without a payer, and what is charged above a promise."""
    return sum(max(0, -paid.left) for paid in paid_by(budget))


def variances(budget: Budget) -> tuple[Variance, ...]:
    """Return forecast against actual for each line that has an actual amount."""
    return tuple(
        Variance(line.id, up_to(budget, line, budget.actuals_to), line.actual)
        for line in budget.lines
        if line.actual is not None
    )


def variance_of_all(budget: Budget) -> Variance:
    """Return forecast against actual of all lines that have an actual amount, together."""
    found = variances(budget)
    return Variance("", sum(line.forecast for line in found), sum(line.actual for line in found))


def by_strand(budget: Budget) -> dict[str, int]:
    """Return what each strand costs, in pence, in the order in which they come; small and capital letters are one."""
    names: dict[str, str] = {}
    found: dict[str, int] = {}
    for line in budget.lines:
        said = " ".join(line.strand.split()) or NO_STRAND
        name = names.setdefault(said.casefold(), said)
        found[name] = found.get(name, 0) + cost(budget, line).total
    return found


def each(pence: int, pupils: int | None) -> int | None:
    """Return what something costs for each of some pupils, in pence; None where nobody said how many."""
    return rounded(Fraction(pence, pupils)) if pupils else None


def running_next_year(budget: Budget) -> int:
    """Return what the running lines cost a year later, in pence."""
    return sum(next_year(budget, line).total for line in budget.lines)


@frozen
class WhatIf:
    """A budget in which one line is changed, beside the budget as it is."""

    before: Budget
    after: Budget

    @property
    def rows(self) -> tuple[tuple[str, int, int], ...]:
        """What comes out before and after: words and pence."""
        old, new = spread(self.before, "financial year"), spread(self.after, "financial year")
        years = list(dict.fromkeys([*old.periods, *new.periods]))
        sums = [dict(zip(found.periods, found.totals, strict=True)) for found in (old, new)]
        found = [("Whole plan", total(self.before), total(self.after))]
        found += [(year, sums[0].get(year, 0), sums[1].get(year, 0)) for year in sorted(years, key=lambda y: y[-4:])]
        found.append(("Running cost next year", running_next_year(self.before), running_next_year(self.after)))
        places = self.before.places
        if places:
            old_each, new_each = (each(total(budget), places) or 0 for budget in (self.before, self.after))
            found.append(("For each place", old_each, new_each))
        return tuple(found)

    @property
    def words(self) -> str:
        """What becomes of the total, in a sentence."""
        before, after = total(self.before), total(self.after)
        if before == after:
            return f"The whole plan costs the same: {pounds(before)}."
        change = f"{pounds(abs(after - before))} {'more' if after > before else 'less'}"
        return f"The whole plan would cost {pounds(after)}, {change} than {pounds(before)}."


def what_if(budget: Budget, line: Line, *, quantity: int | None, times: int | None, price: int | None) -> WhatIf:
    """Return what becomes of a budget if a line has another quantity, number of times or price."""
    return WhatIf(budget, with_entry(budget, "lines", evolve(line, quantity=quantity, times=times, price=price)))
