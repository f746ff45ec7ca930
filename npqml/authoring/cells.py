"""Turning an author's cells into cells that JupyterLab and nbgrader understand: ids, locks, marks, a Start button."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from npqml_widgets.handin.files import ASSESSMENT

START = """
<button class="jp-mod-styled jp-mod-accept" data-commandlinker-command="apputils:run-all-enabled"
data-commandlinker-args='{"commands": ["notebook:run-all-cells", "notebook:extend-marked-cells-top",
"notebook:deselect-all"]}'>Start</button>

Press **Start** when you open this page, unless the line at the very top says that it is ready. It brings back the
answers that you gave before. If a box asks "Run Command?", choose **Run Once**.
""".strip()
"""The button runs every cell and comes back to the top, where running alone would leave the page at its end."""


HAND_IN = """
## Hand in this module (2 minutes)

Press **Check and pack**. It looks over your answers, says what is missing, and packs this page with all your answers
as one file. Send that one file in, in the way that your provider has told you. You can hand in again at any time: the
latest file counts.
""".strip()
HAND_IN_DOCUMENTS = """
## Hand in your documents (2 minutes)

Only if your provider has asked for them. Press **Check and pack**. It packs this page with everything that you keep in
this folder, from all its pages: your documents, your log, your reflections, and the ways that you took through the
cases. What the raters of a 360 round wrote is never packed. Send that one file in, in the way that your provider has
told you. Nothing of it is marked; of the cases your group only sees how many took which way, never who.
""".strip()


def slug(text: str) -> str:
    """Give a text as lower-case words joined by hyphens, at most 40 characters."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return words[:40].strip("-") or "cell"


def start_cell() -> Any:
    """Give the Markdown cell with the button that runs the notebook."""
    return nbformat.v4.new_markdown_cell(START, metadata={"npqml": {"start": True}})


def hand_in_cells(cohort: str, seed: int, kind: str) -> list[Any]:
    """Return the cells at the end of a page from which its candidate hands it in; none where it is for reading only.

    They name cohort and seed, by which grading knows whose numbers they are: some programs drop a notebook's metadata.
    """
    if kind not in ("learn-how-to", ASSESSMENT):
        return []
    what, text = (', "your documents"', HAND_IN_DOCUMENTS) if kind == ASSESSMENT else ("", HAND_IN)
    code = f'from npqml_widgets.forms.handin import hand_in as _hand_in\n\n_hand_in("{cohort}"{what})'
    code += "" if kind == ASSESSMENT else f"\n# Made-up pupils: seed {seed}"
    return [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell(code)]


def build_of(notebook: Any, data: Iterable[Path] = ()) -> str:
    """Return 12 hexadecimal digits that change when any cell of a built notebook does, or any of its data files."""
    parts = [[cell.id, cell.cell_type, cell.source, cell.metadata.get("npqml", {})] for cell in notebook.cells]
    named = sorted(data, key=lambda path: path.name)  # wherever they lie
    parts += [[path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in named]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def give_ids(cells: list[Any]) -> None:
    """Give each cell an id from its task, else from its heading and its place under it, so that diffs stay small."""
    heading, count, used = "top", 0, set()
    for cell in cells:
        found = re.match(r"#+ +(.+)", cell.source) if cell.cell_type == "markdown" else None
        if found:
            heading, count = slug(found.group(1)), 0
        entry = cell.metadata.get("npqml", {})
        cell.id = _graded_id(entry)
        if not cell.id:
            count += 1
            cell.id = f"{heading}-{count}"
            while cell.id in used:
                count += 1
                cell.id = f"{heading}-{count}"
        used.add(cell.id)


def _graded_id(entry: dict[str, Any]) -> str:
    if "task" in entry:
        return str(entry["task"])
    if "check" in entry:
        part = f"-{entry['part']}" if entry.get("part") else ""
        return f"{entry['check']}-check{part}"
    return ""


def for_nbgrader(cells: list[Any], module: str) -> None:
    """Add nbgrader's metadata: answer cells, checks, cells that a person marks, and locked cells for the rest."""
    for cell in cells:
        entry = cell.metadata.get("npqml", {})
        graded: dict[str, Any] = {"schema_version": 3, "task": False}
        if "task" in entry:
            manual = "points" in entry
            graded |= {"grade_id": cell.id, "grade": manual, "solution": True, "locked": False}
        elif "check" in entry:
            graded |= {"grade_id": cell.id, "grade": True, "solution": False, "locked": True}
        elif cell.cell_type == "code":
            graded |= {"grade_id": f"{module}-{cell.id}", "grade": False, "solution": False, "locked": True}
        else:
            continue
        if "points" in entry:
            graded["points"] = entry["points"]
        cell.metadata["nbgrader"] = graded


def lock(cells: list[Any]) -> None:
    """Lock every cell that is not the candidate's own and hide its code; the candidate's can be edited, not deleted."""
    for cell in cells:
        cell.metadata["deletable"] = False
        if "task" in cell.metadata.get("npqml", {}):
            continue
        cell.metadata["editable"] = False
        if cell.cell_type == "code":
            cell.metadata["jupyter"] = {**cell.metadata.get("jupyter", {}), "source_hidden": True}


def clean(notebook: Any, header: dict[str, Any]) -> None:
    """Leave only the metadata that the course uses, and no output, so that two builds give the same bytes."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "npqml": header,
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    kept = ("tags", "npqml", "jupyter")
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in kept if cell.metadata.get(key)})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def for_phase(cells: list[Any], phase: str) -> list[Any]:
    """Leave out the cells that are tagged for another phase (`only-primary` and so on)."""

    def wanted(cell: Any) -> bool:
        only = [tag for tag in cell.metadata.get("tags", []) if tag.startswith("only-")]
        return not only or f"only-{phase}" in only

    return [cell for cell in cells if wanted(cell)]
