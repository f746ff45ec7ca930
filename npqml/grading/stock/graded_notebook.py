"""A graded notebook of a stock course, made harmless for pages that a provider opens, and labelled."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from typing import Any

import nbformat
from nbgrader import utils

from npqml.grading.cleaning.outputs import clean_markdown, clean_outputs, clean_source

ONE_STAGE = "Graded in one stage: the checks ran beside the candidate's own code, in a sandbox, with nbgrader's marks."
UNPROTECTED = "Graded in one stage and without a sandbox: the checks ran beside the candidate's own code."
PYTHON = {
    "name": "python", "version": ".".join(map(str, sys.version_info[:3])), "file_extension": ".py",
    "mimetype": "text/x-python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3",
    "codemirror_mode": {"name": "ipython", "version": 3},
}  # fmt: skip
NAME = re.compile(r"[\w .()-]{1,80}")
TAG = re.compile(r"[\w.-]{1,60}", re.ASCII)
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def make_harmless(notebook: Any, texts: Collection[str], label: dict[str, Any]) -> None:
    """Clean what the candidate wrote, in place, and put the label in front; `texts` are the instructor's own.

    Code cells keep their text (a page shows it, and runs nothing of it); their outputs have been cleaned before.
    """
    kernel = {key: one for key, one in notebook.metadata.get("kernelspec", {}).items() if NAME.fullmatch(str(one))}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": PYTHON, "npqml": label})
    for number, cell in enumerate(notebook.cells, 1):
        _clean(cell, texts)
        if "id" in cell and not CELL_ID.fullmatch(str(cell.id)):
            cell.id = f"cell-{number}"
    first = {"cell_type": "markdown", "metadata": {}, "source": f"*{label['words']}*"}
    if notebook.nbformat_minor >= 5:
        first["id"] = "npqml-label"
    notebook.cells.insert(0, nbformat.from_dict(first))


def _clean(cell: Any, texts: Collection[str]) -> None:
    kept = {name: cell.metadata[name] for name in ("nbgrader", "deletable", "editable") if name in cell.metadata}
    tags = cell.metadata.get("tags", [])
    if tags:
        kept["tags"] = [one for one in tags if isinstance(one, str) and TAG.fullmatch(one)]
    cell.metadata = nbformat.from_dict(kept)
    if cell.cell_type == "code":
        cell.source = clean_source(cell.source)
    elif not (utils.is_locked(cell) or utils.is_task(cell) or cell.source in texts):
        if cell.cell_type == "raw":  # a raw cell goes into a page as it is
            cell.cell_type = "markdown"
        cell.source = clean_markdown(cell.source)
    if "attachments" in cell:
        cell.attachments = nbformat.from_dict(_pictures(cell.attachments))


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """Return the attached pictures that are PNG or JPEG."""
    found = {}
    for name, bundle in attachments.items():
        [cleaned] = clean_outputs([{"output_type": "display_data", "data": bundle}])
        kept = {kind: one for kind, one in cleaned["data"].items() if kind in ("image/png", "image/jpeg")}
        if kept:
            found[name] = kept
    return found
