"""Files of a school that lie beside a candidate's own documents and hold pupils: these are never packed."""

from __future__ import annotations

from npqml_widgets.documents.performance.headings import fields_for as marks_at
from npqml_widgets.documents.performance.model import POINTS
from npqml_widgets.documents.rawdata.consistency import UPN
from npqml_widgets.documents.rawdata.headings import PERSONAL, fields_for
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.filegrid import grids_of
from npqml_widgets.documents.shared.table_import import plain_heading
from npqml_widgets.keeping.authored import Refused

NOT_PACKED = (
    "{} was left out: it seems to be an export with pupils in it, and pupils' data are never handed in. Move "
    "it into the "
    "school's own folders."
)
_TABLES = (".csv", ".xlsx", ".txt", ".tsv")
_LOOKED_AT = 30  # rows in which headings are looked for


def holds_pupils(name: str, content: bytes) -> bool:
    """Tell whether a file is a table with pupils: headings of a name, a birthday or a pupil's number, or a UPN."""
    if not name.lower().endswith(_TABLES):
        return False
    try:
        grids = grids_of(content, name)
    except Refused:
        return False
    for grid in grids:
        if any(UPN.search(text_of(cell)) for row in grid.rows for cell in row):
            return True
        if any(_are_of_pupils([plain_heading(text_of(cell)) for cell in row]) for row in grid.rows[:_LOOKED_AT]):
            return True
    return False


def _are_of_pupils(headings: list[str]) -> bool:
    """Tell whether headings are those of a table of pupils: who they are, with results or marks at points in time."""
    found = {field for heading in headings for field in fields_for(heading)[:1]}
    if len(found & set(PERSONAL)) >= 2:
        return True
    marks = [heading for heading in headings if set(marks_at(heading)) & set(POINTS)]
    return bool(found & {"id", "surname", "name"}) and (len(found) >= 3 or len(marks) >= 2)
