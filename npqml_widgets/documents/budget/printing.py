"""What stands on a printed budget: what it costs and when, who pays, forecast and actual, what does not add up."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.budget.choices import INSURANCES, KINDS, PAYERS, RATES, RECURS, SCHEMES
from npqml_widgets.documents.budget.consistency import warnings
from npqml_widgets.documents.budget.costs import cost, next_year
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.periods import TERMS, UNDATED, Period, spread, total
from npqml_widgets.documents.budget.views import (
    by_strand,
    each,
    paid_by,
    running_next_year,
    unfunded,
    variance_of_all,
    variances,
)
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.money import decimal_words, pounds
from npqml_widgets.documents.shared.printing import Block, Bullets, Heading, Page, Paragraph, Table, printable

METHOD = (
    "A cost is quantity x times x price. On pay come the employer's pension, National Insurance and apprenticeship "
    "levy, by the rates of the months in which it is worked, and pay awards from the month in which they begin.",
    "National Insurance is paid on all of an allowance or of extra hours: the salary has used up the threshold. Of a "
    "salary only what lies above the threshold counts.",
    "A cost belongs to the months that it serves, not to the month in which it is paid. It is spread evenly over them.",
    TERMS,
    "Next year's running cost is that of the running lines in the same months a year later.",
)
"""How a budget is worked out, a sentence or two each."""
LINE_HEADINGS = (
    "ID",
    "What",
    "Quantity",
    "Price",
    "Pay or price",
    "On-costs",
    "Cost",
    "Serves",
    "Who pays",
    "Next year",
)
_WIDTHS = (0, 28, 0, 0, 0, 0, 0, 0, 0, 0)


def printed(budget: Budget, _: date | None = None) -> Page:
    """Return the budget as a page to print; the day, which other documents print by, changes nothing."""
    setting = [Paragraph(budget.setting)] if budget.setting.strip() else []
    faults = tuple(warning.words for warning in warnings(budget))
    blocks: tuple[Block, ...] = (
        *setting,
        *map(Paragraph, summary(budget)),
        Heading("Lines"),
        line_table(budget),
        Heading("When"),
        *(period_table(budget, period) for period in ("financial year", "academic year", "term")),
        Heading("Who pays"),
        payer_table(budget),
        *_forecast(budget),
        Heading("What does not add up"),
        Bullets(faults) if faults else Paragraph("Nothing was found."),
        Heading("Rates"),
        rate_table(budget),
        Heading("How it is worked out"),
        *map(Paragraph, METHOD),
    )
    return Page(title_of(budget), blocks, across=True)


def title_of(budget: Budget) -> str:
    """Return the title to print."""
    return printable(budget.title.strip()) or "Budget"


def summary(budget: Budget) -> tuple[str, ...]:
    """Return the sentences under the title: the total, by year, for each place, next year, what is not funded."""
    if not budget.lines:
        return ("There is no line yet.",)
    years = spread(budget, "financial year")
    parts = [f"{_lower(name)} {pounds(pence)}" for name, pence in zip(years.periods, years.totals, strict=True)]
    by_year = f"; by the school's financial years: {', '.join(parts)}" if parts else ""
    undated = sum(years.undated)
    by_year += f"; {pounds(undated)} has no dates" if undated else ""
    strands = by_strand(budget)
    named = ", ".join(f"{name} {pounds(pence)}" for name, pence in strands.items())
    found = [f"The whole plan costs {pounds(total(budget))}{by_year}."]
    found += [f"By strand: {named}."] if len(strands) > 1 else []
    found += pupils_words(budget)
    later, lacking = running_next_year(budget), unfunded(budget)
    found.append(f"The running lines would cost {pounds(later)} in the same months a year later.")
    found.append(f"{pounds(lacking)} of it is not funded." if lacking else "All of it is funded.")
    return tuple(found)


def pupils_words(budget: Budget) -> list[str]:
    """Return the cost of a place and of a pupil reached, of the whole plan and of each strand, a sentence each."""
    found = []
    for pupils, words in ((budget.places, "places"), (budget.reached, "pupils reached")):
        of_all = each(total(budget), pupils)
        if of_all is None:
            continue
        strands = by_strand(budget)
        parts = [f"{name} {pounds(each(pence, pupils) or 0)}" for name, pence in strands.items()]
        split = f" ({', '.join(parts)})" if len(strands) > 1 else ""
        found.append(f"That is {pounds(of_all)} for each of {pupils:,} {words}{split}.")
    return found


def line_table(budget: Budget) -> Table:
    """Return all lines with what they cost; lines that nobody pays for are marked."""
    rows = tuple(_row(budget, line) for line in budget.lines)
    sums = [cost(budget, line) for line in budget.lines]
    last = (
        "Total", "", "", "", pounds(sum(found.pay for found in sums)), pounds(sum(found.on_costs for found in sums)),
        pounds(total(budget)), "", "", pounds(running_next_year(budget)),
    )  # fmt: skip
    marked = frozenset((row, 8) for row, line in enumerate(budget.lines) if not line.payer)
    return Table("All lines, and in the last row their total.", LINE_HEADINGS, (*rows, last), marked, True, _WIDTHS)


def period_table(budget: Budget, period: Period) -> Table:
    """Return what each line costs in each period, with totals."""
    found = spread(budget, period)
    undated = any(found.undated)
    names = {line.id: line.what for line in budget.lines}
    rows = [
        (key, names[key], *map(pounds, amounts), *([pounds(out)] if undated else []), pounds(sum(amounts) + out))
        for (key, amounts), out in zip(found.lines, found.undated, strict=True)
    ]
    whole = sum(found.undated)
    last = ("Total", "", *map(pounds, found.totals), *([pounds(whole)] if undated else []), pounds(total(budget)))
    headings = ("ID", "What", *found.periods, *([UNDATED] if undated else []), "Cost")
    return Table(f"What each line costs, by {period}.", headings, (*rows, last), wide=True)


def payer_table(budget: Budget) -> Table:
    """Return what each payer is charged and has promised; what does not suffice is marked."""
    found = paid_by(budget)
    rows = tuple(
        (PAYERS[paid.payer] or "Nobody yet", pounds(paid.promised), pounds(paid.charged), _left(paid.left))
        for paid in found
    )
    marked = frozenset((row, 3) for row, paid in enumerate(found) if paid.left < 0)
    return Table(f"Not funded: {pounds(unfunded(budget))}.", ("Payer", "Promised", "Charged", "Left"), rows, marked)


def variance_table(budget: Budget) -> Table | None:
    """Return forecast against actual of the lines that have an actual amount; None where no line has one."""
    found = variances(budget)
    if not found:
        return None
    until = f"up to the end of {budget.actuals_to:%B %Y}" if budget.actuals_to else "over the whole plan"
    names = {line.id: line.what for line in budget.lines}
    rows = tuple(
        (
            variance.line or "Total",
            names.get(variance.line, ""),
            pounds(variance.forecast),
            pounds(variance.actual),
            variance.words,
        )
        for variance in (*found, variance_of_all(budget))
    )
    return Table(f"Forecast and actual, {until}.", ("ID", "What", "Forecast", "Actual", "Difference"), rows)


def rate_table(budget: Budget) -> Table:
    """Return the rates with the days from which they hold and where they come from."""
    rows = tuple(
        (RATES[rate.kind], as_said(rate.starts) if rate.starts else "no date", _percent(rate), rate.source)
        for rate in budget.rates
    )
    return Table("Rates and pay awards.", ("Rate", "From", "Per cent", "Source"), rows)


def serves_words(budget: Budget, line: Line) -> str:
    """Return from when to when a line serves, in words."""
    start, end = line.serves_from or budget.starts, line.serves_to or budget.ends
    return f"{as_said(start) if start else 'no first day'} to {as_said(end) if end else 'no last day'}"


def quantity_words(line: Line) -> str:
    """Return a line's quantity as people say it, such as 2.5 hours x 70."""
    if line.quantity is None:
        return ""
    times = "" if line.times is None else f" x {line.times:,}"
    return f"{decimal_words(line.quantity)} {line.unit}".rstrip() + times


def _row(budget: Budget, line: Line) -> tuple[str, ...]:
    found = cost(budget, line)
    insured = f"National Insurance {_lower(INSURANCES[line.insurance])}" if line.insurance else ""
    pay = (KINDS[line.kind], *((SCHEMES[line.scheme], insured) if line.is_pay else ()))
    about = [line.what, line.who, ", ".join(filter(None, pay)), line.notes]
    paid = f"\nPaid on {as_said(line.paid_on)}" if line.paid_on else ""
    later = pounds(next_year(budget, line).total) if line.recurs == "running" else RECURS[line.recurs]
    payer = PAYERS[line.payer] or "nobody yet"
    return (
        line.id,
        "\n".join(filter(None, about)),
        quantity_words(line),
        "" if line.price is None else pounds(line.price),
        pounds(found.pay),
        pounds(found.on_costs) if line.is_pay else "",
        pounds(found.total),
        serves_words(budget, line) + paid,
        payer + (f"\nNext year: {PAYERS[line.later_payer]}" if line.later_payer else ""),
        later,
    )


def _forecast(budget: Budget) -> list[Block]:
    table = variance_table(budget)
    return [Heading("Forecast and actual"), table] if table else []


def _left(pence: int) -> str:
    return f"{pounds(-pence)} short" if pence < 0 else pounds(pence)


def _percent(rate: Rate) -> str:
    above = f" above {pounds(rate.threshold)} a year" if rate.threshold else ""
    return "" if rate.percent is None else f"{decimal_words(rate.percent)}%{above}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
