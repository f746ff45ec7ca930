"""The evidence and the settings as rows and columns of the tables on the form."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.sponsor.consistency import SponsorWarning
from npqml_widgets.documents.sponsor.model import LABELS, Evidence, SponsorComments
from npqml_widgets.documents.sponsor.reading import read_setting
from npqml_widgets.documents.sponsor.workbook import SETTINGS

VIEWS = {
    "Evidence": "id what day place criterion".split(),
    "With whom": "id what partner barrier criterion".split(),
    "Figures": "id what figure source".split(),
    "Everything": list(LABELS),
}
FILTERS = {"unsound": "Something does not add up"}
_HELP = {
    "criterion": "Which one it is evidence for.",
    "what": "One thing that was done, not a habit: “The four agreed new mornings”, not “We work closely”.",
    "partner": "The post or group, within your team or outside it. Name no pupil and no parent.",
    "barrier": "Time, aims, hours of buses, a language: and the structure or process that you put in its way.",
    "day": "The day on which it happened. Type a date such as 31/03/2026.",
    "place": "Where the sponsor can look: minutes, a folder, a document of yours.",
    "figure": "Only where a number matters. It is looked up in the document that you name.",
    "source": "Budget, Project plan ... or another document.",
    "notes": "Your own. The sponsor does not see them.",
}
_WIDE = {"id": 4, "criterion": 6, "what": 20, "partner": 14, "barrier": 20, "day": 7.5, "place": 16, "figure": 14}
_SETTING_HELP = {
    "title": "What your project is called.",
    "candidate": "As your provider gave it to you. An answer counts only for the person with this id.",
    "name": "As your sponsor knows you.",
    "sponsor": "Your headteacher or a senior leader who knows the work, agreed by the head.",
    "criteria": "The framework asks for 4.1.1. Others by agreement with your provider, such as 4.1.1, 4.1.2.",
}


def columns() -> list[Column]:
    """Return all columns of the table of evidence."""
    names = {"": ""} | {criterion.id: criterion.id for criterion in criteria()}
    found = []
    for key, label in LABELS.items():
        wide, words = _WIDE.get(key, 12), _HELP.get(key, "")
        if key == "id":
            found.append(Column(key, label, "fixed", wide=wide))
        elif key == "criterion":
            found.append(Column(key, label, "choice", names, words, wide))
        elif key == "day":
            found.append(Column(key, label, "date", help=words, wide=wide))
        else:
            kind = "long" if key in ("what", "barrier", "notes") else "text"
            found.append(Column(key, label, kind, help=words, wide=wide))  # type: ignore[arg-type]
    return found


def rows(sheet: SponsorComments, found: tuple[SponsorWarning, ...]) -> list[Row]:
    """Return a row for each piece of evidence."""
    unsound = {warning.row for warning in found}
    return [evidence_row(row, unsound=row.id in unsound) for row in sheet.evidence]


def evidence_row(row: Evidence, *, unsound: bool = False) -> Row:
    """Return one piece of evidence as a row."""
    cells = {key: getattr(row, key) for key in LABELS}
    cells["day"] = row.day.isoformat() if row.day else None
    return Row(row.id, cells, tags=("unsound",) if unsound else ())


def setting_columns() -> list[Column]:
    """Return an entry for each setting."""
    return [
        Column(key, label, "date" if key in ("starts", "ends") else "text", help=_SETTING_HELP.get(key, ""))
        for key, label in SETTINGS.items()
    ]


def settings_row(sheet: SponsorComments) -> Row:
    """Return the settings as they are."""
    found = {key: getattr(sheet, key) for key in SETTINGS}
    found["criteria"] = ", ".join(sheet.criteria)
    return Row("settings", {key: day.isoformat() if isinstance(day, date) else day for key, day in found.items()})


def with_setting(sheet: SponsorComments, key: str, typed: object) -> SponsorComments:
    """Return the sheet with a setting as typed; raises ValueError, in words, where it cannot be read."""
    try:
        return evolve(sheet, **{key: read_setting(key, typed)})
    except Unreadable as expected:
        raise ValueError(f"found “{text_of(typed)[:40]}”, expected {expected}.") from expected
