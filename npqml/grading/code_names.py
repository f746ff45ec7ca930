"""Which names a piece of code binds and reads, from its syntax tree."""

from __future__ import annotations

import ast
import builtins

BUILTINS = frozenset(dir(builtins)) | {"__name__"}


def bound(code: str, *, top: bool = False) -> set[str]:
    """Name what a piece of code binds: everywhere in it, or only at its top level."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in tree.body if top else ast.walk(tree):
        names |= binds(node, deep=top)
    return names


def binds(node: ast.AST, *, deep: bool = True) -> set[str]:
    """Name what a node binds that lasts: with `deep` also inside it, but for what a comprehension binds for itself."""
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
    return set().union(*(binds(one, deep=True) for one in ast.iter_child_nodes(node)))


def loaded(code: str) -> set[str]:
    """Name everything that a piece of code reads."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def imports(code: str) -> set[tuple[str, str]]:
    """Return each import of a piece of code as the name that it binds and what that name then stands for."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(one.asname or one.name, one.name) for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(one.asname or one.name, f"{node.module}.{one.name}") for one in node.names}
    return found


def answers_asked(check: str, answers: tuple[str, ...]) -> tuple[str, ...]:
    """Name the answers that a check's source asks for, as in `_given.gap`; all of its task's where it asks for none."""
    nodes = list(ast.walk(ast.parse(check)))
    items = [item for node in nodes if isinstance(node, ast.With) for item in node.items]
    given = {item.optional_vars.id for item in items if isinstance(item.optional_vars, ast.Name)}
    asked = {
        node.attr for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in given
    }  # fmt: skip
    return tuple(name for name in answers if name in asked) or answers


def answers_reached(check: str, lines: range, answers: tuple[str, ...]) -> tuple[str, ...]:
    """Name the answers on which some lines of a check hang, also through names that the lines above have bound."""
    (block,) = [node for node in ast.parse(check).body if isinstance(node, ast.With)]
    given = {item.optional_vars.id for item in block.items if isinstance(item.optional_vars, ast.Name)}
    todo: list[ast.AST] = [line for line in block.body if line.lineno in lines]
    binding = {name: line for line in block.body if line.lineno not in lines for name in binds(line, deep=True)}
    asked: set[str] = set()
    while todo:
        for node in ast.walk(todo.pop()):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in given:
                asked.add(node.attr)
            elif isinstance(node, ast.Name) and node.id in binding:
                todo.append(binding.pop(node.id))
    return tuple(name for name in answers if name in asked)
