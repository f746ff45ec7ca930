"""How the choice of a project stands, in words, and what stands on its one page."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.ownproject.columns import COLUMNS, FIXED, MEASURES
from npqml_widgets.documents.ownproject.consistency import warnings
from npqml_widgets.documents.ownproject.model import ABOUT, ROLES, OwnProject
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.printing import list_block, page
from npqml_widgets.documents.shared.printing import Block, Heading, Page, Table

_APART = ("title", "setting")  # stand above the table


def printed(project: OwnProject, _: date | None = None) -> Page:
    """Return the choice as a page to print; no day changes anything on it."""
    rows = tuple(
        (asked.label, asked.say(getattr(project, name)))
        for name, asked in COLUMNS.settings.items()
        if name not in _APART and asked.say(getattr(project, name))
    )
    blocks: list[Block] = [Table("What is chosen", ("Question", "Answer"), rows, widths=(40, 60))] if rows else []
    blocks += list_block(MEASURES, project, widths=(0, 24, 12, 16, 14, 14, 14))
    blocks += list_block(FIXED, project)
    days = days_in_order(project)
    if days:
        blocks += [Heading(days.caption), days]
    return page(COLUMNS, project, summary(project), blocks, warnings(project))


def summary(project: OwnProject) -> tuple[str, ...]:
    """Return how the choice stands: who with whom, for which pupils, how long, and how much does not fit yet."""
    team = None if project.team is None else f"a team of {project.team}"
    who = [ROLES[project.role] if project.role else None, team]
    pupils = project.pupils.strip().rstrip(".") or None
    if project.number is not None:
        count = "1 pupil" if project.number == 1 else f"{project.number} pupils"
        pupils = f"{pupils} ({count})" if pupils else count
    span = None
    if project.begins and project.ends:
        span = f"{as_said(project.begins)} to {as_said(project.ends)}"
    left = len(warnings(project))
    stands = {0: "Everything fits so far.", 1: "1 thing does not fit yet."}.get(left, f"{left} things do not fit yet.")
    said = [", ".join(filter(None, who)), pupils, span]
    return (*(f"{words}." for words in said if words), stands)


def days_in_order(project: OwnProject) -> Table | None:
    """Return the days that the project plan can start from, the earliest first; None while there is none."""
    days: list[tuple[date, str, str]] = []
    if project.begins:
        days.append((project.begins, "The project begins", ""))
    if project.ends:
        days.append((project.ends, "The project ends", ""))
    for measure in project.measures:
        what, about = measure.what.strip() or measure.id, ABOUT[measure.about] if measure.about else ""
        taken = ((measure.before, "First taken"), (measure.after, "Taken again"))
        days += [(day, f"{words}: {what}", about) for day, words in taken if day]
    if not days:
        return None
    rows = tuple((as_said(day), what, about) for day, what, about in sorted(days))
    return Table("Days for the project plan", ("Day", "What", "Of whom"), rows)
