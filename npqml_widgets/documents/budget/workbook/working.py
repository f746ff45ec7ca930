"""The sheets that work out a budget by month: rates in force, the part of each month served, what it costs in each."""

from __future__ import annotations

from typing import Any

from npqml_widgets.documents.budget.choices import AWARDS, INSURANCES, KINDS, PENSIONS, SCHEMES, STAFF, Scheme
from npqml_widgets.documents.budget.choices import RATES as RATE_WORDS
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.months import LONGEST, first_day
from npqml_widgets.documents.budget.workbook.about import ENDS, STARTS
from npqml_widgets.documents.budget.workbook.layout import (
    BY_MONTH,
    LINES,
    MONTHS,
    POUNDS,
    RATES,
    WORKING,
    Layout,
    column,
    letter,
)
from npqml_widgets.documents.shared.workbook import Column, Formula, Value, add_row, add_table, embolden, show_as

YEAR = 12
_SHEET_OF_RATES = 400  # rows of the sheet of rates that are looked at
_ROW = {"teachers pension": 2, "support pension": 3, "insurance": 4, "levy": 5, "teachers award": 6, "support award": 7}
_THRESHOLD = 8
_PER_LINE = ("ID", "From", "To", "Can be counted", "Months served", "Awards", "Pension", "Insurance", "Free", "Levy",
             "Awards next year", "Pension next year", "Insurance next year", "Free next year", "Levy next year",
             "Pay next year")  # fmt: skip
"""Columns of the working sheet before its months; `Free` is what National Insurance leaves free of a whole post."""
FIRST_MONTH = len(_PER_LINE) + 1
FIRST_AMOUNT = 5
"""The column of the first month on the sheet of months."""
HALF_UP = "+1E-7"
"""Half a penny goes up in exact sums; binary ones may lie a hair below."""


def cell(name: str, row: int) -> str:
    """Return a cell of the working sheet by the name of its column."""
    return f"{WORKING}!${letter(_PER_LINE.index(name) + 1)}{row}"


def of_line(field: str, row: int) -> str:
    """Return a cell of the sheet of lines."""
    return f"{LINES}!${column(field)}{row}"


def is_pay(row: int) -> str:
    """Return the formula of whether a line is pay."""
    kinds = ",".join(f'{of_line("kind", row)}="{KINDS[kind]}"' for kind in STAFF)
    return f"OR({kinds})"


def base_price(row: int) -> str:
    """Return the formula of quantity x times x price, of a salary for the months that it serves."""
    months = cell("Months served", row)
    part = f'IF({of_line("kind", row)}="{KINDS["salary"]}",IF({months}=0,{YEAR},{months})/{YEAR},1)'
    return f"{amount(row)}*{of_line('price', row)}*{part}"


def amount(row: int) -> str:
    """Return the formula of quantity x times."""
    times = of_line("times", row)
    return f'{of_line("quantity", row)}*IF({times}="",1,{times})'


def add_by_month(book: Any, layout: Layout) -> None:
    """Add the rates that are in force in each month, a year longer than the lines, and those of lines without dates."""
    days = [first_day(month) for month in range(layout.months.start, layout.months.stop + YEAR)]
    sheet = book.create_sheet(BY_MONTH)
    add_row(sheet, ["Rate", "No dates", *days])
    kinds, starts, percents, thresholds = (
        f"{RATES}!${place}$2:${place}${_SHEET_OF_RATES}" for place in ("B", "C", "D", "E")
    )
    ends = ["DATE(9999,12,31)", *(f"EOMONTH({letter(place)}$1,0)" for place in range(3, len(days) + 3))]
    for kind in _ROW:
        words = f'"{RATE_WORDS[kind]}"'  # type: ignore[index]
        if kind.endswith("award"):
            cells = [
                Formula(
                    f"=PRODUCT(IF(({kinds}={words})*ISNUMBER({starts})*({starts}<={end}),1+{percents}/100,1))",
                    of_lists=True,
                )
                for end in ends
            ]
        else:
            cells = [_in_force(percents, kinds, words, starts, end) for end in ends]
        add_row(sheet, [RATE_WORDS[kind], *cells])  # type: ignore[index]
    insurance = f'"{RATE_WORDS["insurance"]}"'
    add_row(
        sheet,
        ["Free of National Insurance, a year", *(_in_force(thresholds, kinds, insurance, starts, end) for end in ends)],
    )
    embolden(sheet, [1])
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 34


def add_working(book: Any, budget: Budget, layout: Layout) -> None:
    """Add, for each line, the dates that count, the part of each month served, and the rates that it comes to."""
    days = [first_day(month) for month in layout.months]
    columns = [Column(heading, 14) for heading in _PER_LINE]
    rows = [_working_row(row, layout) for row in range(2, layout.last + 1)]
    sheet = add_table(book, WORKING, columns, rows)
    for place, day in enumerate(days, FIRST_MONTH):
        sheet.cell(1, place).value = day
        sheet.cell(1, place).number_format = "mmm yyyy"
    sheet.freeze_panes = "B2"
    show_as(sheet, f"B2:C{layout.last}", "dd/mm/yyyy")


def add_months(book: Any, layout: Layout) -> None:
    """Add what each line costs in each month, carried along so that the months add up to the line."""
    last = FIRST_AMOUNT + len(layout.months) - 1
    rows = [_month_row(row, layout) for row in range(2, layout.last + 1)]
    sums = [Formula(f"=SUM({letter(place)}2:{letter(place)}{layout.last})") for place in range(3, last + 1)]
    headings = [Column("ID", 8), Column("What", 36), Column("Cost", 13), Column("In no month", 13)]
    sheet = add_table(book, MONTHS, headings, [*rows, ["Total", "", *sums]])
    for place, month in enumerate(layout.months, FIRST_AMOUNT):
        sheet.cell(1, place).value = first_day(month)
        sheet.cell(1, place).number_format = "mmm yyyy"
        sheet.column_dimensions[letter(place)].width = 12
    embolden(sheet, [1, layout.last + 1])
    sheet.freeze_panes = "C2"
    show_as(sheet, f"C2:{letter(last)}{layout.last + 1}", POUNDS)


def months_served(row: int, layout: Layout, upto: int | None = None) -> str:
    """Return the cells with the parts of months that a line serves, up to the column number `upto` of the months."""
    last = FIRST_MONTH + (len(layout.months) if upto is None else upto) - 1
    return f"{WORKING}!${letter(FIRST_MONTH)}{row}:${letter(last)}{row}"


def on_costs(row: int, pay: str, *, later: str = "") -> str:
    """Return the formula of the on-costs on some pay; `later` is " next year" for those of a year later."""
    pension, insurance, free, levy = (cell(f"{name}{later}", row) for name in ("Pension", "Insurance", "Free", "Levy"))
    kind, chosen = of_line("kind", row), of_line("insurance", row)
    salary = f'{kind}="{KINDS["salary"]}"'
    above = f'OR({chosen}="{INSURANCES["whole"]}",AND(OR({chosen}="",{chosen}="{INSURANCES[""]}"),{salary}))'
    insured = f"IF({above},MAX(0,{pay}-IF({salary},{amount(row)},1)*{free}),{pay})"
    return f"IF({is_pay(row)},ROUND({pay}*({pension}+{levy})/100+{insured}*{insurance}/100{HALF_UP},2),0)"


def _lifted(percents: str, kinds: str, words: str, starts: str, end: str) -> Formula:
    """Return the formula of by how much the pay awards of a kind, up to a day, have lifted pay."""
    begun = f"({kinds}={words})*ISNUMBER({starts})*({starts}<={end})"
    return Formula(f"=PRODUCT(IF({begun},1+{percents}/100,1))", of_lists=True)


def _in_force(values: str, kinds: str, words: str, starts: str, end: str) -> Formula:
    """Return the formula of the rate of a kind that began last up to a day."""
    latest = f"MAX(IF(({kinds}={words})*ISNUMBER({starts})*({starts}<={end}),{starts},0))"
    return Formula(f"=SUMIFS({values},{kinds},{words},{starts},{latest})", of_lists=True)


def _working_row(row: int, layout: Layout) -> list[Value]:
    start, end = of_line("serves_from", row), of_line("serves_to", row)
    b, c, months = cell("From", row), cell("To", row), cell("Months served", row)
    apart = f"(YEAR({c})-YEAR({b}))*12+MONTH({c})-MONTH({b})"
    begins, ends = layout.about(STARTS), layout.about(ENDS)
    countable = (
        f"=IF(NOT(AND(ISNUMBER({b}),ISNUMBER({c}))),0,"
        f"IF(OR({c}<{b},{b}<DATE(2000,1,1),{c}>DATE(2099,12,31)),0,IF({apart}>={LONGEST},0,1)))"
    )
    found: list[Value] = [
        Formula(f'={of_line("id", row)}&""'),
        Formula(f'=IF({start}<>"",{start},IF({begins}<>"",{begins},""))'),
        Formula(f'=IF({end}<>"",{end},IF({ends}<>"",{ends},""))'),
        Formula(countable),
        Formula(f"=SUM({months_served(row, layout)})"),
    ]
    for later in (0, YEAR):
        found += [
            Formula(f"={_by_scheme(row, layout, AWARDS, later, award=True)}"),
            Formula(f"={_by_scheme(row, layout, PENSIONS, later)}"),
            Formula(f"={_average(row, layout, _ROW['insurance'], later)}"),
            Formula(f"={_average(row, layout, _THRESHOLD, later)}/{YEAR}*IF({months}=0,{YEAR},{months})"),
            Formula(f"={_average(row, layout, _ROW['levy'], later)}"),
        ]
    awards = f"IF({is_pay(row)},{cell('Awards next year', row)},1)"
    priced = f'{of_line("quantity", row)}<>"",{of_line("price", row)}<>""'
    running = f'AND({of_line("recurs", row)}="Running",{months}>0,{priced})'
    found.append(Formula(f"=IF({running},ROUND({base_price(row)}*{awards}{HALF_UP},2),0)"))
    for place in range(len(layout.months)):
        first = f"{letter(FIRST_MONTH + place)}$1"
        served = f"MAX(0,MIN({c},EOMONTH({first},0))-MAX({b},{first})+1)/DAY(EOMONTH({first},0))"
        found.append(Formula(f"=IF({cell('Can be counted', row)}=0,0,{served})"))
    return found


def _average(row: int, layout: Layout, rate: int, later: int) -> str:
    """Return the formula of a rate on average over the months that a line serves, `later` months on."""
    first, last = 3 + later, 2 + later + len(layout.months)
    rates = f"'{BY_MONTH}'!${letter(first)}${rate}:${letter(last)}${rate}"
    months = cell("Months served", row)
    return f"IF({months}=0,'{BY_MONTH}'!$B${rate},SUMPRODUCT({months_served(row, layout)},{rates})/{months})"


def _by_scheme(row: int, layout: Layout, kinds: dict[Scheme, Any], later: int, *, award: bool = False) -> str:
    """Return the formula of a rate that hangs on the pension; of awards, how far they lift the first month's pay."""
    said = "1" if award else "0"
    months = cell("Months served", row)
    for scheme, kind in kinds.items():
        value = _average(row, layout, _ROW[kind], later)
        if award:
            header, rates = (
                f"'{BY_MONTH}'!$C${place}:${letter(2 + len(layout.months))}${place}" for place in (1, _ROW[kind])
            )
            start = cell("From", row)
            first = f"SUMIFS({rates},{header},DATE(YEAR({start}),MONTH({start}),1))"
            value = f"IF({months}=0,1,{value}/{first})"
        said = f'IF({of_line("scheme", row)}="{SCHEMES[scheme]}",{value},{said})'
    return said


def _month_row(row: int, layout: Layout) -> list[Value]:
    total, months = f"$C{row}", cell("Months served", row)
    last = letter(FIRST_AMOUNT + len(layout.months) - 1)
    found: list[Value] = [
        Formula(f'={of_line("id", row)}&""'),
        Formula(f'={of_line("what", row)}&""'),
        Formula(f"=N({of_line('total', row)})"),
        Formula(f"=ROUND({total}-SUM({letter(FIRST_AMOUNT)}{row}:{last}{row}),2)"),
    ]
    before = "0"
    for place in range(1, len(layout.months) + 1):
        so_far = f"ROUND({total}*SUM({months_served(row, layout, place)})/{months}{HALF_UP},2)"
        found.append(Formula(f"=IF({months}=0,0,ROUND({so_far}-{before},2))"))
        before = so_far
    return found
