"""The forms of all raters as files in a folder beside the notebook."""

from __future__ import annotations

from pathlib import Path

from npqml_widgets.documents.feedback360.html_form import file_name, write_form
from npqml_widgets.documents.feedback360.model import Round
from npqml_widgets.documents.feedback360.xlsx_form import write_sheets
from npqml_widgets.keeping.files import put_in_place


def folder_of(asked: Round) -> Path:
    """Return the folder of a round's forms."""
    return Path.cwd() / f"360-forms-{asked.tag}"


def where_forms_are(asked: Round, *, wanted: bool) -> str:
    """Say where the forms are and what to do with them; `wanted` while they can still be sent out."""
    folder = folder_of(asked)
    if folder.is_dir():
        return (
            f"The forms are made. Their folder is {folder.name}, beside this notebook. Send each rater their own file "
            "and nobody else's. The number in its name is theirs; the table of raters says whose."
        )
    missing = f"The forms are made, but there is no folder {folder.name} beside this notebook"
    return f"{missing}. Press “Write them again”." if wanted else f"{missing}: they are no longer needed."


def write_forms(asked: Round) -> str:
    """Write an HTML and an XLSX form for each rater, and say where; raises OSError where it cannot be done."""
    folder = folder_of(asked)
    folder.mkdir(exist_ok=True)
    for rater in asked.raters:
        put_in_place(folder / file_name(asked, rater, "html"), write_form(asked, rater).encode())
    for rater, workbook in write_sheets(asked):
        put_in_place(folder / file_name(asked, rater, "xlsx"), workbook)
    return (
        f"{len(asked.raters)} forms are in the folder {folder.name}, beside this notebook: each as a web page (.html) "
        "and as a spreadsheet (.xlsx). The number in a file's name is the rater's; the table of raters says whose."
    )
