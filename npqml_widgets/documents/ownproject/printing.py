"""How the choice of a project stands, in words, and what stands on its one page."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.ownproject.columns import COLUMNS, MEASURES
from npqml_widgets.documents.ownproject.consistency import warnings
from npqml_widgets.documents.ownproject.model import ABOUT, ROLES, OwnProject
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.printing import list_block, page
from npqml_widgets.documents.shared.printing import Block, Page, Table, Terms


def printed(project: OwnProject, _: date | None = None) -> Page:
    """Return the choice as one page to print; no day changes anything on it."""
    stays = (
        " ".join(filter(None, (line.what.strip(), f"({line.decided_by.strip()})" if line.decided_by.strip() else "")))
        for line in project.fixed
    )
    terms = "" if project.terms is None else "1 term" if project.terms == 1 else f"{project.terms} terms"
    lines = (
        ("Who leads whom", _who(project)),
        ("Part B, the team", project.capability.strip()),
        ("Pupils", _pupils(project)),
        ("Time", ", ".join(filter(None, (_span(project), terms)))),
        ("Sponsor", project.sponsor.strip()),
        ("Stays as it is", "; ".join(filter(None, stays))),
    )
    blocks: list[Block] = [Terms(tuple((label, words) for label, words in lines if words))]
    blocks += list_block(MEASURES, project, without=("id", "way"), notes_under="what", widths=(36, 15, 16, 16, 17))
    return page(COLUMNS, project, (), blocks, warnings(project), across=False)


def summary(project: OwnProject) -> tuple[str, ...]:
    """Return how the choice stands: who with whom, for which pupils, how long, and how much does not fit yet."""
    left = len(warnings(project))
    stands = {0: "Everything fits so far.", 1: "1 thing does not fit yet."}.get(left, f"{left} things do not fit yet.")
    said = (_who(project), _pupils(project), _span(project))
    return (*(f"{words}." for words in said if words), stands)


def _who(project: OwnProject) -> str:
    team = "" if project.team is None else f"a team of {project.team}"
    return ", ".join(filter(None, (ROLES[project.role] if project.role else "", team)))


def _pupils(project: OwnProject) -> str:
    pupils = project.pupils.strip().rstrip(".")
    if project.number is None:
        return pupils
    count = "1 pupil" if project.number == 1 else f"{project.number} pupils"
    return f"{pupils} ({count})" if pupils else count


def _span(project: OwnProject) -> str:
    return f"{as_said(project.begins)} to {as_said(project.ends)}" if project.begins and project.ends else ""


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
