"""The line that a candidate typed in an answer cell, without anything else that stands there. Nothing of it is run."""

from __future__ import annotations

import ast
import warnings

from npqml.grading.code_names import bound, loaded

LONGEST_CELL = 20_000  # characters that are looked at
LONGEST_LINE = 500  # characters that are kept: a line that is cut would be another one, so a longer one is left out


def typed_line(cell: str, answers: tuple[str, ...]) -> str:
    """Return the statements that set the answers, and those they need, without comments and layout.

    `cell` is a candidate's cell: it is parsed and never run. Returns an empty text where the form was used, where it
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
    safe = all(sign.isprintable() or sign == "\n" for sign in text)
    return text if safe and len(text) <= LONGEST_LINE else ""


def _below(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the statements behind the one that shows the form; all of them where it was taken out."""
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
