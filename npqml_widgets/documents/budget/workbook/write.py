"""A budget as an XLSX workbook that a school can go on with: every sum is a formula, also of lines that are added."""

from __future__ import annotations

from typing import Any

from npqml_widgets.documents.budget.choices import PAYERS
from npqml_widgets.documents.budget.choices import RATES as RATE_WORDS
from npqml_widgets.documents.budget.model import RATE_LABELS, Budget, Line
from npqml_widgets.documents.budget.months import first_day, last_day
from npqml_widgets.documents.budget.periods import Period, periods_over
from npqml_widgets.documents.budget.printing import title_of
from npqml_widgets.documents.budget.views import NO_STRAND, by_strand
from npqml_widgets.documents.budget.workbook.about import (
    ACTUALS_TO,
    PLACES,
    REACHED,
    promised_label,
    write_about,
)
from npqml_widgets.documents.budget.workbook.layout import (
    ABOUT,
    COLUMNS,
    LINES,
    MONEY,
    MONTHS,
    POUNDS,
    RATES,
    SUMMARY,
    WORDS,
    YEARS,
    Layout,
    column,
    day_formula,
    letter,
    months_between,
    with_places,
)
from npqml_widgets.documents.budget.workbook.working import (
    FIRST_AMOUNT,
    HALF_UP,
    add_by_month,
    add_months,
    add_working,
    base_price,
    cell,
    is_pay,
    of_line,
    on_costs,
)
from npqml_widgets.documents.shared.cells import day_in_cell
from npqml_widgets.documents.shared.workbook import (
    Column,
    Formula,
    Value,
    add_row,
    add_table,
    embolden,
    new_book,
    print_across,
    saved,
    set_widths,
    show_as,
)

_WIDE = {
    "id": 7,
    "what": 40,
    "who": 22,
    "strand": 14,
    "kind": 24,
    "scheme": 24,
    "insurance": 20,
    "unit": 16,
    "notes": 40,
}
_PERIODS: tuple[Period, ...] = ("financial year", "academic year", "term")


def to_xlsx(budget: Budget) -> bytes:
    """Return the budget as the bytes of an XLSX file; raises Refused for what no workbook can hold."""
    book = new_book()
    summary, about = book.create_sheet(SUMMARY), book.create_sheet(ABOUT)
    layout = with_places(budget, write_about(about, budget))
    _add_lines(book, budget, layout)
    places = _add_years(book, budget, layout)
    add_months(book, layout)
    _add_rates(book, budget)
    book.move_sheet(ABOUT, offset=len(book.sheetnames))
    add_by_month(book, layout)
    add_working(book, budget, layout)
    _write_summary(summary, budget, layout, places)
    return saved(book, title_of(budget), opens=LINES)


def _add_lines(book: Any, budget: Budget, layout: Layout) -> None:
    columns = [Column(heading, _WIDE.get(name, 14), _choices(name)) for name, heading in COLUMNS.items()]
    rows = []
    for row in range(2, layout.last + 1):
        line = budget.lines[row - 2] if row - 2 < len(budget.lines) else None
        formulas = _formulas(row, layout)
        rows.append([formulas[name] if name in formulas else _cell_value(line, name) for name in COLUMNS])
    sheet = add_table(book, LINES, columns, rows)
    sheet.freeze_panes = "C2"
    for name in MONEY:
        show_as(sheet, f"{column(name)}2:{column(name)}{layout.last}", POUNDS)
    for name in ("paid_on", "serves_from", "serves_to"):
        show_as(sheet, f"{column(name)}2:{column(name)}{layout.last}", "dd/mm/yyyy")
    show_as(sheet, f"{column('percent')}2:{column('percent')}{layout.last}", "0.00%")
    print_across(sheet)


def _choices(name: str) -> tuple[str, ...]:
    return tuple(filter(None, WORDS.get(name, {}).values()))


def _formulas(row: int, layout: Layout) -> dict[str, Formula]:
    """Return the formulas of a line's row, by field; blank where the row is."""
    pay, costs, total, actual, forecast, paid = (
        of_line(name, row) for name in ("pay", "on_costs", "total", "actual", "forecast", "paid_on")
    )
    unpriced = f'OR({of_line("quantity", row)}="",{of_line("price", row)}="")'
    awards = f"IF({is_pay(row)},{cell('Awards', row)},1)"
    until, later = layout.about(ACTUALS_TO), cell("Pay next year", row)
    last = letter(FIRST_AMOUNT + len(layout.months) - 1)
    months, days = (f"{MONTHS}!${letter(FIRST_AMOUNT)}${at}:${last}${at}" for at in (row, 1))
    so_far = f'SUMIFS({months},{days},"<="&{until})'
    return {
        "pay": Formula(f'=IF({unpriced},"",ROUND({base_price(row)}*{awards}{HALF_UP},2))'),
        "on_costs": Formula(f'=IF({pay}="","",{on_costs(row, pay)})'),
        "total": Formula(f'=IF({pay}="","",{pay}+{costs})'),
        "next_year": Formula(f'=IF({total}="","",{later}+{on_costs(row, later, later=" next year")})'),
        "forecast": Formula(
            f'=IF({total}="","",IF({until}="",{total},IF({paid}<>"",IF({paid}<=EOMONTH({until},0),{total},0),'
            f"IF({cell('Months served', row)}=0,{total},{so_far}))))"
        ),
        "difference": Formula(f'=IF({actual}="","",{actual}-N({forecast}))'),
        "percent": Formula(
            f'=IF(OR({actual}="",N({forecast})<=0),"",ROUND(({actual}-N({forecast}))/N({forecast})+1E-9,4))'
        ),
    }


def _cell_value(line: Line | None, name: str) -> Value:
    value = None if line is None else getattr(line, name)
    if value is None:
        return None
    if name in WORDS:
        return WORDS[name][value]
    if name in ("quantity", "price", "actual"):
        return float(value / 100)
    return (
        value
        if name == "times"
        else day_in_cell(value)
        if name in ("paid_on", "serves_from", "serves_to")
        else str(value)
    )


def _add_years(book: Any, budget: Budget, layout: Layout) -> dict[Period, dict[str, str]]:
    """Add what each line costs in each year and term; return the cell of each period's total."""
    columns = [Column("ID", 8), Column("What", 36), Column("Cost", 13), Column("In no month", 13)]
    spans: list[tuple[Period, str, range]] = [
        (period, name, months)
        for period in _PERIODS
        for name, months in periods_over(budget, period, layout.months).items()
    ]
    headings = {"financial year": "", "academic year": "Academic year ", "term": ""}
    columns += [Column(f"{headings[period]}{name}", 14) for period, name, _ in spans]
    rows = [_year_row(row, layout, [months for _, _, months in spans]) for row in range(2, layout.last + 1)]
    total = layout.last + 1
    sums = [Formula(f"=SUM({letter(place)}2:{letter(place)}{layout.last})") for place in range(3, len(columns) + 1)]
    sheet = add_table(book, YEARS, columns, [*rows, ["Total", "", *sums]])
    embolden(sheet, [1, total])
    sheet.freeze_panes = "C2"
    show_as(sheet, f"C2:{letter(len(columns))}{total}", POUNDS)
    print_across(sheet)
    found: dict[Period, dict[str, str]] = {period: {} for period in _PERIODS}
    for place, (period, name, _) in enumerate(spans, 5):
        found[period][name] = f"{YEARS}!${letter(place)}${total}"
    return found


def _year_row(row: int, layout: Layout, spans: list[range]) -> list[Value]:
    last = letter(FIRST_AMOUNT + len(layout.months) - 1)
    amounts, days = (f"{MONTHS}!${letter(FIRST_AMOUNT)}${at}:${last}${at}" for at in (row, 1))
    found: list[Value] = [Formula(f"={MONTHS}!{place}{row}") for place in "ABCD"]
    for span in spans:
        inside = months_between(layout, span)
        if inside is None:
            found.append(0)
            continue
        first, end = day_formula(first_day(inside[0])), day_formula(last_day(inside[1]))
        found.append(Formula(f'=SUMIFS({amounts},{days},">="&{first},{days},"<="&{end})'))
    return found


def _add_rates(book: Any, budget: Budget) -> None:
    choices = {"kind": tuple(RATE_WORDS.values())}
    widths = {"source": 60, "kind": 30}
    columns = [Column(heading, widths.get(name, 14), choices.get(name, ())) for name, heading in RATE_LABELS.items()]
    rows: list[list[Value]] = [
        [
            rate.id,
            RATE_WORDS[rate.kind],
            day_in_cell(rate.starts),
            None if rate.percent is None else rate.percent / 100,
            None if rate.threshold is None else rate.threshold / 100,
            rate.source,
        ]
        for rate in budget.rates
    ]
    sheet = add_table(book, RATES, columns, rows)
    show_as(sheet, f"E2:E{len(rows) + 200}", POUNDS)


def _write_summary(sheet: Any, budget: Budget, layout: Layout, periods: dict[Period, dict[str, str]]) -> None:
    """Write what the plan comes to, by formula."""
    cost, payers = layout.rows(LINES, column("total")), layout.rows(LINES, column("payer"))
    whole = add_row(sheet, ["The whole plan", Formula(f"=SUM({cost})")])
    add_row(sheet, ["of it pay and prices", Formula(f"=SUM({layout.rows(LINES, column('pay'))})")])
    add_row(sheet, ["of it on-costs", Formula(f"=SUM({layout.rows(LINES, column('on_costs'))})")])
    for period in _PERIODS:
        for name, place in periods[period].items():
            add_row(sheet, [f"{period.capitalize()}: {name}", Formula(f"={place}")])
    add_row(sheet, ["In no month", Formula(f"={YEARS}!$D${layout.last + 1}")])
    add_row(
        sheet,
        ["Running lines, the same months a year later", Formula(f"=SUM({layout.rows(LINES, column('next_year'))})")],
    )
    for label, words in ((PLACES, "For each pupil with a place"), (REACHED, "For each pupil reached")):
        pupils = layout.about(label)
        add_row(sheet, [words, Formula(f'=IF(N({pupils})>0,ROUND($B${whole}/{pupils}{HALF_UP},2),"")')])
    strands = layout.rows(LINES, column("strand"))
    for strand in by_strand(budget):
        row = sheet.max_row + 1
        wanted = '""' if strand == NO_STRAND else f"TRIM($A{row})"
        add_row(sheet, [strand, Formula(f"=SUMPRODUCT(--(TRIM({strands})={wanted}),{cost})")])
    heads = add_row(sheet, ["Who pays", "Promised", "Charged", "Left", "Short"])
    first = heads + 1
    for payer in PAYERS:
        charged = f'SUMIFS({cost},{payers},"{PAYERS[payer]}")'
        if not payer:
            others = "+".join(f'SUMIFS({cost},{payers},"{words}")' for key, words in PAYERS.items() if key)
            charged = f"SUM({cost})-({others})"
        row, promised = sheet.max_row + 1, layout.about(promised_label(payer))
        sums = (f"=N({promised})", f"=ROUND({charged},2)", f"=B{row}-C{row}", f"=MAX(0,-D{row})")
        add_row(sheet, [PAYERS[payer] or "Nobody yet", *map(Formula, sums)])
    add_row(sheet, ["Not funded", Formula(f"=SUM(E{first}:E{sheet.max_row})")])
    actual, forecast = layout.rows(LINES, column("actual")), layout.rows(LINES, column("forecast"))
    spent = add_row(sheet, ["Actual so far", Formula(f"=SUM({actual})")])
    planned = add_row(sheet, ["Forecast so far, of the same lines", Formula(f'=SUMIFS({forecast},{actual},"<>")')])
    add_row(sheet, ["Difference", Formula(f"=B{spent}-B{planned}")])
    set_widths(sheet, (48, 16, 16, 16, 16))
    embolden(sheet, [whole, heads])
    show_as(sheet, f"B1:E{sheet.max_row}", POUNDS)
