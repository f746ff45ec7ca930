"""Which names a cell uses and binds, and whether an instructor's cell could ever miss one of them while marking."""

from __future__ import annotations

import ast
import builtins
from typing import Any

from npqml.authoring.source import Source
from npqml.problems import Problem

BUILTINS = frozenset(dir(builtins)) | {"__name__"}


def bound(code: str, *, top: bool = False) -> set[str]:
    """Name what a piece of code binds: everywhere in it, or only at its top level."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in tree.body if top else ast.walk(tree):
        names |= _binds(node, deep=top)
    return names


def _binds(node: ast.AST, *, deep: bool) -> set[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(one.asname or one.name).split(".")[0] for one in node.names}
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.arg):
        return {node.arg}
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return {node.id}
    if not deep or isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda):
        return set()
    return set().union(*(_binds(one, deep=True) for one in ast.iter_child_nodes(node)))


def loaded(code: str) -> set[str]:
    """Name everything that a piece of code reads."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def name_problems(source: Source) -> list[Problem]:
    """List the names that an instructor's cell uses although only a candidate's cell, or none, makes them."""
    known: set[str] = set()
    imported: set[str] = set()
    parameters: set[str] = set()
    answers: set[str] = set()
    found = []
    for cell in source.notebook.cells:
        if cell.cell_type != "code":
            continue
        entry, own = cell.metadata.get("npqml", {}), bound(cell.source)
        if "task" in entry:
            answers |= set(entry["answers"])
            continue
        for name in sorted(loaded(cell.source) - known - own - answers - BUILTINS):
            found.append(_unknown(source, cell, name))
        if "check" in entry:
            open_names = loaded(cell.source) - own - answers - BUILTINS - imported - parameters
            for name in sorted(name for name in open_names & known if not name.startswith("_")):
                found.append(_open(source, cell, name))
            continue
        if "parameters" in cell.metadata.get("tags", []):
            parameters |= own
        imported |= _imported(cell.source)
        known |= bound(cell.source, top=True)
    return found


def _imported(code: str) -> set[str]:
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return set()
    return set().union(
        *(_binds(node, deep=False) for node in body if isinstance(node, ast.Import | ast.ImportFrom)), set()
    )


def _place(cell: Any) -> str:
    entry = cell.metadata.get("npqml", {})
    return f"{entry['check']}, check" if "check" in entry else f"the cell {cell.source.strip().splitlines()[0][:50]!r}"


def _unknown(source: Source, cell: Any, name: str) -> Problem:
    return Problem(
        source.path,
        _place(cell),
        found=f"the name {name}, which no instructor's cell above makes",
        expected="names made above by instructor's cells, declared answers, or Python's own",
        do="While marking, a candidate's cell is not run: make the name in a locked cell.",
    )


def _open(source: Source, cell: Any, name: str) -> Problem:
    return Problem(
        source.path,
        _place(cell),
        found=f"the name {name}, which a candidate's cell can change",
        expected='data("...") or a locked name that starts with an underscore',
        do=f"Rename it _{name} where it is made.",
    )
