"""What a candidate gave where no check could name the mistake: the answers as data, and the line if one was typed.

It is kept beside the mark, for the list of wrong answers that nobody foresaw. Nothing of it is run here.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from typing import Any

from npqml.grading.alike import as_data
from npqml.grading.code_names import bound, loaded
from npqml_widgets.tasks.tasks import Task

LONGEST_CELL = 20_000  # characters that are looked at
LONGEST_LINE = 500  # characters that are kept: a line that is cut would be another one, so a longer one is left out


def names_asked(check: str, answers: tuple[str, ...]) -> tuple[str, ...]:
    """Name the answers that a check's source asks for, as in `_given.gap`; all of its task's where it asks for none."""
    nodes = list(ast.walk(ast.parse(check)))
    items = [item for node in nodes if isinstance(node, ast.With) for item in node.items]
    given = {item.optional_vars.id for item in items if isinstance(item.optional_vars, ast.Name)}
    asked = {
        node.attr for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in given
    }  # fmt: skip
    return tuple(one for one in answers if one in asked) or answers


def answers_read(task: Task, names: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Give these answers as their fields read them, as data; without those that are blank or cannot be read."""
    readings = task.read({name: values.get(name) for name in names})
    return {name: as_data(task.fields[name], readings[name].value) for name in names if readings[name].state == "read"}


def typed_line(cell: str, answers: tuple[str, ...]) -> str:
    """Give the statements that set the answers, and those they need, without comments and layout.

    `cell` is a candidate's cell: it is parsed and never run. Gives an empty text where the form was used, where it
    is no Python, and for more than 500 characters.
    """
    if len(cell) > LONGEST_CELL:
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = "\n".join(_needed(_below(ast.parse(cell).body), set(answers)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    safe = all(one.isprintable() or one == "\n" for one in text)
    return text if safe and len(text) <= LONGEST_LINE else ""


def _below(body: list[ast.stmt]) -> list[ast.stmt]:
    """Give the statements behind the one that shows the form; all of them where it was taken out."""
    for number, line in enumerate(body):
        called = [node for node in ast.walk(line) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        if any(node.func.id == "answer" for node in called if isinstance(node.func, ast.Name)):
            return body[number + 1 :]
    return body


def _needed(body: list[ast.stmt], wanted: set[str]) -> list[str]:
    kept: list[str] = []
    for line in reversed(body):
        text = ast.unparse(line)
        made = bound(text, top=True)
        if not (made | _changed(line)) & wanted:
            continue
        kept.insert(0, text)
        if isinstance(line, ast.Assign | ast.Import | ast.ImportFrom):
            wanted = wanted - made
        wanted = wanted | loaded(text)
    return kept


def _changed(line: ast.stmt) -> set[str]:
    """Name what a statement changes in part, as `table` in `table["Gap"] = 3`."""
    found = set()
    for node in ast.walk(line):
        root: ast.AST = node
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            while isinstance(root, ast.Subscript | ast.Attribute):
                root = root.value
        if isinstance(root, ast.Name) and root is not node:
            found.add(root.id)
    return found
