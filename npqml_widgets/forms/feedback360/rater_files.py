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
