"""Cases in which the notebook that was sent is broken or forged."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

import json
import os

from tests.hostile.case import RIGHT, Case
from tests.hostile.vectors import hostile_notebook
from tests.npqml.grading.conftest import Sender


def _bytes(make):
    """Give a change that writes the notebook's bytes anew."""
    return lambda sent: sent.path.write_bytes(make(sent.path.read_bytes()))


def _notebook(change):
    """Give a change to the notebook as data."""

    def apply(sent: Sender) -> None:
        notebook = sent.read()
        sent.write(change(notebook) or notebook)

    return apply


def _each(notebook, change, *, check: bool = False) -> None:
    for cell in notebook["cells"]:
        if not check or "check" in cell["metadata"].get("npqml", {}):
            change(cell)


def _sparse(sent: Sender) -> None:
    os.truncate(sent.path, 200_000_000)


def _kernel_of_r(notebook) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    notebook["metadata"]["language_info"] = {"name": "R"}


def _cell(notebook, name: str):
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def _twice(notebook) -> None:
    """Send answer cells and checks twice, the second time with something else in them."""
    for name, line in (("1a-t1", "on_roll = 10"), ("1a-t1-check", "print('FORGED')"), ("1a-t4", "small = 'ehc'")):
        copy = json.loads(json.dumps(_cell(notebook, name)))
        notebook["cells"].append(copy | {"source": f"{line}\n"})


def _edited(notebook) -> None:
    def edit(cell) -> None:
        cell["source"] = "print('FORGED')"
        cell["metadata"]["nbgrader"] |= {"points": 100, "locked": False, "solution": True}
        cell["metadata"]["npqml"] |= {"points": 100, "answers": ["on_roll"], "task": "1a-t1"}

    _each(notebook, edit, check=True)


def _swapped(notebook) -> None:
    """Give the answer cells each other's names, and the checks those of what a person marks."""
    for cell in notebook["cells"]:
        marking = cell["metadata"].get("nbgrader", {})
        marking["grade_id"] = {"1a-t1": "1a-t3", "1a-t3": "1a-t1-check", "1a-t1-check": "1a-t4"}.get(
            marking.get("grade_id", ""), marking.get("grade_id", "x")
        )


def _unchecked(notebook) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if "check" not in cell["metadata"].get("npqml", {})]


def _schema(notebook) -> None:
    for number, cell in enumerate(notebook["cells"]):
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = (1, 99, "x", None)[number % 4]
    notebook["nbformat"], notebook["nbformat_minor"] = 99, -1


def _nonsense(notebook) -> None:
    notebook["cells"] += [None, 7, [], {}, {"cell_type": ["code"]}, {"cell_type": "code", "source": {"a": 1}, "id": 5}]
    notebook["cells"] += [{"cell_type": "code", "source": ["x", 1], "metadata": [], "id": "1a-t1"}]
    notebook["cells"] += [
        {"cell_type": "markdown", "source": "a\0b \ud800", "id": "x" * 5_000, "attachments": {"a": 1}}
    ]
    notebook["metadata"] = []


def _many(notebook) -> None:
    notebook["cells"] += [{"cell_type": "markdown", "source": "x", "metadata": {}, "id": "same"}] * 5_000


def _as_markdown(notebook) -> None:
    for name in RIGHT:
        _cell(notebook, name)["cell_type"] = "markdown"


def _long_lines(notebook) -> None:
    for number, source in enumerate(("-" * 9_000 + "1", "1" + "+1" * 9_000, "[" * 9_000, "a" * 900_000)):
        notebook["cells"].append({"cell_type": "code", "source": source, "metadata": {}, "id": f"long-{number}"})


def _script(sent: Sender) -> None:
    """Send every way that we know to run a script in a page, as text of the candidate's own and as outputs."""
    notebook = sent.read()
    for number, cell in enumerate(hostile_notebook(raw=True).cells):
        made: dict = {"cell_type": cell.cell_type, "id": f"script-{number}", "metadata": {}, "source": cell.source}
        if cell.cell_type == "code":
            made |= {"execution_count": 1, "outputs": cell.outputs, "source": _showing(cell.outputs[0])}
        notebook["cells"].append(made)
    sent.write(notebook)


def _showing(output) -> str:
    """Give code that shows an output."""
    if output.output_type == "stream":
        return f"print({output.text!r})"
    if output.output_type == "error":
        return f"raise type({output.ename!r}, (Exception,), {{}})({output.evalue!r})"
    kept = {key: dict(value) if isinstance(value, dict) else value for key, value in output.data.items()}
    about = {key: dict(value) if isinstance(value, dict) else value for key, value in output.metadata.items()}
    return f"from IPython.display import display\ndisplay({kept!r}, metadata={about!r}, raw=True)"


def _other_module(notebook) -> None:
    for number, cell in enumerate(notebook["cells"]):
        cell["id"], cell["source"] = f"1b-{number}", "x"
        cell["metadata"] = {"nbgrader": {"grade_id": f"1b-{number}"}}


CASES = (
    Case("truncated", "a notebook cut short", change=_bytes(lambda old: old[: len(old) // 2]), marks=None),
    Case("blank", "a blank file", change=_bytes(lambda _: b" \n" * 10), marks=None),
    Case("sparse-200-mb", "a file of 200 MB that takes no room", change=_sparse, marks=None),
    Case("deep-file", "a file of a million brackets", change=_bytes(lambda _: b"[" * 1_000_000), marks=None),
    Case("number-file", "a file that is one number with a million digits", change=_bytes(lambda _: b"9" * 1_000_000), marks=None),
    Case("bad-utf-8", "bytes that are no text in the middle, right answers around them", RIGHT,
         _bytes(lambda old: old.replace(b"# Analyse", b"# \xff\xfe\x80 Analyse")), 6.0),
    Case("utf-16", "right answers, saved in another encoding", RIGHT,
         _bytes(lambda old: old.decode().encode("utf-16")), 6.0),
    Case("other-language", "right answers, the notebook's language changed to R", RIGHT, _notebook(_kernel_of_r), 6.0),
    Case("duplicate-cells", "answer cells and checks twice, with the same ids", change=_notebook(_twice)),
    Case("edited-checks", "checks emptied, their points set to 100", change=_notebook(_edited)),
    Case("swapped-names", "cells with each other's grade ids", change=_notebook(_swapped)),
    Case("deleted-checks", "all checks deleted, right answers", RIGHT, _notebook(_unchecked), 6.0),
    Case("schema-versions", "right answers, metadata of versions that do not exist", RIGHT, _notebook(_schema), 6.0),
    Case("nonsense-cells", "right answers, and cells of every wrong type", RIGHT, _notebook(_nonsense), 6.0),
    Case("five-thousand-cells", "right answers, and five thousand further cells", RIGHT, _notebook(_many), 6.0),
    Case("markdown-answers", "right answers in cells turned into Markdown", RIGHT, _notebook(_as_markdown), 6.0),
    Case("long-lines", "right answers, and cells that no parser likes", RIGHT, _notebook(_long_lines), 6.0),
    Case("other-module", "the notebook of another module", change=_notebook(_other_module), marks=None),
    Case("script-in-pages", "script in Markdown, HTML, SVG, JavaScript and every other way that we know, with right answers",
         RIGHT, _script, 6.0),
)  # fmt: skip
