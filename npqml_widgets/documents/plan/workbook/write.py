"""A plan as an XLSX workbook that a school can go on with: dates are formulas that skip weekends and closed days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from npqml_widgets.documents.plan.model import CLOSED_LABELS, KINDS, PERSON_LABELS, Plan, Step
from npqml_widgets.documents.plan.printing import title_of
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.plan.words import METHOD
from npqml_widgets.documents.plan.workbook.layout import (
    ABOUT,
    CLOSED,
    COLUMNS,
    DATES,
    DAYS_OFF,
    ENDS,
    LAYOUT,
    LAYOUT_LABEL,
    PEOPLE,
    SETTING,
    SPARE_STEPS,
    STARTS,
    STEPS,
    TITLE,
    cell,
)
from npqml_widgets.documents.plan.workingdays import days_off
from npqml_widgets.documents.shared.cells import day_in_cell
from npqml_widgets.documents.shared.workbook import (
    Column,
    Formula,
    Value,
    add_row,
    add_table,
    embolden,
    mark_where,
    new_book,
    print_across,
    saved,
    set_widths,
    show_as,
)

_WIDE = {"id": 7, "what": 44, "kind": 18, "owner": 24, "after": 14, "notes": 44}
_OFF = f"'{DAYS_OFF}'!$A$2:$A$"
_HINTS = (
    "Change a step's working days, its not-before day or the days off, and all dates follow.",
    "Which steps a step waits for stands in the formulas of its start and of the others' latest ends. Where you change "
    "“Waits for”, bring this file in on the course's page and save it anew.",
    "A day off that you add below the others on the sheet Days off counts at once.",
    "In front of a text that begins with = + - or @ an apostrophe keeps the text a text. Leave it there.",
)


def to_xlsx(plan: Plan) -> bytes:
    """Return the plan as the bytes of an XLSX file; raises Refused for a text that no cell can hold."""
    book = new_book()
    about = book.create_sheet(ABOUT)
    first = f"{ABOUT}!$B${_write_about(about, plan)[STARTS]}"
    off = [day for day in days_off(plan) if day_in_cell(day) == day]
    _add_steps(book, plan, first, f"{_OFF}{len(off) + 200}")
    _add_closed(book, plan)
    _add_people(book, plan)
    book.move_sheet(ABOUT, offset=len(book.sheetnames))
    days = add_table(book, DAYS_OFF, [Column("Day off", 16)], [[day] for day in off])
    show_as(days, f"A2:A{len(off) + 200}", "dd/mm/yyyy")
    return saved(book, title_of(plan), opens=STEPS)


def _write_about(sheet: Any, plan: Plan) -> dict[str, int]:
    """Write the settings and how to read the workbook; return the row of each label."""
    method: list[list[Value]] = [[f"How it is worked out {place}", words] for place, words in enumerate(METHOD, 1)]
    hints: list[list[Value]] = [[f"Working on here {place}", words] for place, words in enumerate(_HINTS, 1)]
    rows: list[list[Value]] = [
        [TITLE, plan.title],
        [SETTING, plan.setting],
        [STARTS, day_in_cell(plan.starts)],
        [ENDS, day_in_cell(plan.ends)],
        *method,
        *hints,
        [LAYOUT_LABEL, LAYOUT],
    ]
    places = {str(row[0]): add_row(sheet, row) for row in rows}
    set_widths(sheet, (30, 100))
    embolden(sheet, [1])
    return places


def _add_steps(book: Any, plan: Plan, first: str, off: str) -> None:
    last = len(plan.steps) + 1 + SPARE_STEPS
    formulas = _formulas(plan, first, off, last)
    columns = [Column(heading, _WIDE.get(name, 13), _choices(name)) for name, heading in COLUMNS.items()]
    rows = []
    for row in range(2, last + 1):
        step = plan.steps[row - 2] if row - 2 < len(plan.steps) else None
        rows.append([formulas[row].get(name) or _value(step, name) for name in COLUMNS])
    sheet = add_table(book, STEPS, columns, rows)
    sheet.freeze_panes = "C2"
    for name in DATES:
        show_as(sheet, f"{cell(name, 2)}:{cell(name, last)}".replace("$", ""), "dd/mm/yyyy")
    show_as(sheet, f"{cell('done', 2)}:{cell('done', last)}".replace("$", ""), "0%")
    spare = cell("slack", 2)
    mark_where(sheet, f"{spare}:{cell('slack', last)}".replace("$", ""), f'AND({spare}<>"",N({spare})<=0)')
    print_across(sheet)


def _choices(name: str) -> tuple[str, ...]:
    return tuple(KINDS.values()) if name == "kind" else ()


def _formulas(plan: Plan, first: str, off: str, last: int) -> dict[int, dict[str, Formula]]:
    """Return the formulas of each row of steps, by field; blank in a row without a name or a number of days."""
    found, rows = schedule(plan), {step.id: row for row, step in enumerate(plan.steps, 2)}
    waits: Mapping[str, Iterable[str]] = found.waits.after
    followers: dict[int, list[int]] = {}
    for name in found.times:
        for other in waits[name]:
            followers.setdefault(rows[other], []).append(rows[name])
    made: dict[int, dict[str, Formula]] = {}
    for row in range(2, last + 1):
        step = plan.steps[row - 2] if row - 2 < len(plan.steps) else None
        if step is not None and step.id not in found.times:
            made[row] = {}
            continue
        before = [rows[name] for name in waits[step.id]] if step else []
        made[row] = _of_row(row, before, followers.get(row, []), first, off, last)
    return made


def _of_row(row: int, before: list[int], followers: list[int], first: str, off: str, last: int) -> dict[str, Formula]:
    days, fixed, due = (cell(name, row) for name in ("days", "not_before", "deadline"))
    start, end, latest = (cell(name, row) for name in ("start", "end", "latest"))
    blank = f'OR({first}="",AND({days}="",{cell("what", row)}=""))'
    done = "".join(f",{cell('end', other)}" for other in before)
    begins = f"WORKDAY(MAX({first}-1,N({fixed})-1{done}),1,{off})"
    # A moment is on the evening of the last day before it, of its own day, or of the first day of all.
    own = f'IF({fixed}="",0,WORKDAY(MAX({first}-1,{fixed}-1),1,{off}))'
    moment = f"MAX(WORKDAY({first}-1,1,{off}),{own}{done})"
    column = cell("end", row).rstrip("0123456789")
    whole = f"{column}$2:{column}${last}"
    limits = "".join(f",{_must_be_done(other, off)}" for other in followers)
    by_deadline = f'IF({due}="",MAX({whole}),WORKDAY({due}+1,-1,{off}))'
    return {
        "start": Formula(f'=IF({blank},"",IF(N({days})=0,{moment},{begins}))'),
        "end": Formula(f'=IF({start}="","",IF(N({days})=0,{start},WORKDAY({start}-1,{days},{off})))'),
        "latest": Formula(f'=IF({start}="","",MIN(MAX({whole}),{by_deadline}{limits}))'),
        "slack": Formula(
            f'=IF({start}="","",NETWORKDAYS({end},{latest},{off})-IF({latest}>={end},1,-1))'
        ),
    }  # fmt: skip


def _must_be_done(follower: int, off: str) -> str:
    """Return when a step must be done for the one in another row to end in time."""
    days, latest = cell("days", follower), cell("latest", follower)
    return f"IF(N({days})=0,{latest},WORKDAY({latest},-{days},{off}))"


def _value(step: Step | None, name: str) -> Value:
    value = None if step is None or name not in Step.__annotations__ else getattr(step, name)
    if value is None:
        return None
    if name == "kind":
        return KINDS[value]
    if name == "after":
        return ", ".join(value)
    if name in ("work", "done"):
        return float(value / 100)
    return day_in_cell(value) if isinstance(value, date) else value


def _add_closed(book: Any, plan: Plan) -> None:
    columns = [Column(heading, 40 if name == "what" else 14) for name, heading in CLOSED_LABELS.items()]
    rows = [[time.id, day_in_cell(time.first), day_in_cell(time.last), time.what] for time in plan.closed]
    add_table(book, CLOSED, columns, rows)


def _add_people(book: Any, plan: Plan) -> None:
    columns = [Column(heading, 34 if name == "name" else 14) for name, heading in PERSON_LABELS.items()]
    rows = [[person.id, person.name, None if person.days is None else person.days / 100] for person in plan.people]
    add_table(book, PEOPLE, columns, rows)
