"""The notebook that is running: its shell, whether it is being marked, and what stands in the cell that runs."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable
from typing import Any


def grading() -> bool:
    """Tell whether the notebook is being marked or validated, where a wrong answer must raise."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def shell() -> Any:
    """The running IPython shell, or None outside a notebook."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:  # pragma: no cover - IPython is there wherever a notebook is
        return None
    return get_ipython()  # type: ignore[no-untyped-call,unused-ignore]


def cell_source() -> str:
    """The text of the cell that is running, or an empty text outside a notebook."""
    current = shell()
    lines = current.user_ns.get("In", [""]) if current else [""]
    return str(lines[-1])


def cells_run() -> int:
    """The number of cells that have been run, the one that is running included; 0 outside a notebook."""
    current = shell()
    return len(current.user_ns.get("In", [])) if current else 0


def cells_since(count: int) -> list[str]:
    """The texts of the cells that were run after the first `count`."""
    current = shell()
    return [str(source) for source in current.user_ns.get("In", [])[count:]] if current else []


def sets(source: str, names: Iterable[str]) -> bool:
    """Tell whether a cell sets one of these names.

    >>> sets("gap = 3", ["gap"]), sets("print(gap)", ["gap"])
    (True, False)
    """
    wanted = set(names)
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return False
    return any(isinstance(node, ast.Name) and _is_set(node) and node.id in wanted for node in nodes)


def typed_names(source: str, task_id: str) -> frozenset[str]:
    """The names of the answers that a candidate's cell sets by a typed line after it has called `answer`.

    >>> sorted(typed_names('gap = answer("1a-t1")\\ngap = 3', "1a-t1"))
    ['gap']
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return frozenset()
    asked, typed = False, set()
    for line in body:
        if not asked:
            asked = any(_asks(node, task_id) for node in ast.walk(line))
            continue
        typed |= {node.id for node in ast.walk(line) if isinstance(node, ast.Name) and _is_set(node)}
    return frozenset(typed)


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _asks(node: ast.AST, task_id: str) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "answer"):
        return False
    return any(isinstance(argument, ast.Constant) and argument.value == task_id for argument in node.args)
