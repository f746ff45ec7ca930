"""What a check works out without looking at an answer, worked out once for all answers: most of its time goes there.

`_wanted = _gaps["PP average"].mean()` is the same for every submission; of `same_number(_given.gap, len(_rows))` the
length is. Such lines and such parts of lines are taken out of the check's code, and what they make is put in by name.
A part that cannot be worked out in advance, or that gives what could be changed for the next answer, stays where it is.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from types import CodeType
from typing import Any

import numpy as np
import pandas as pd

from npqml.grading.code_names import binds

# From pandas 3 on, a shallow copy is copied in full as soon as somebody writes to it.
DEEP = int(pd.__version__.split(".")[0]) < 3
COPIED = (pd.DataFrame, pd.Series, np.ndarray, set)
NEVER_CHANGES = (
    type(None), bool, int, float, str, bytes, range, frozenset, np.bool_, np.integer, np.floating, pd.Index,
    pd.Timestamp, pd.Timedelta,
)  # fmt: skip
WORTH_IT = (ast.Attribute, ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.JoinedStr, ast.Subscript)
UNUSUAL = (ast.ClassDef, ast.FunctionDef, ast.Lambda, ast.Match, ast.NamedExpr, ast.Try)
"""A check that holds any of these is left as it is: names are bound in it in other ways."""
LOOPS = (ast.DictComp, ast.GeneratorExp, ast.ListComp, ast.SetComp)
ONLY_LOOK = {"mistake", "nearest"}
"""Functions that are called for what they raise, and change nothing."""
NAME = "_fixed_{}"


def without_fixed_parts(
    check: str, name: str, namespace: Mapping[str, Any], hanging: frozenset[str], made: dict[str, Any]
) -> CodeType:
    """The code of a check without what is the same for all answers; what that is is put into `made` by name.

    `namespace` holds what the cells above have made, `hanging` the names that hang on answers; `name` is the code's.
    """
    tree = ast.parse(check)
    block = tree.body[0] if len(tree.body) == 1 else None
    if isinstance(block, ast.With) and not any(isinstance(node, UNUSUAL) for node in ast.walk(tree)):
        given = {item.optional_vars.id for item in block.items if isinstance(item.optional_vars, ast.Name)}
        parts = _Parts(dict(namespace), {*hanging, *given}, made)
        block.body = list(_left(block.body, parts)) or [ast.Pass()]
    return compile(ast.fix_missing_locations(tree), name, "exec")


def _left(lines: list[ast.stmt], parts: _Parts) -> Iterator[ast.stmt]:
    """What is left of a check's lines, with names in the place of fixed parts."""
    used, bound = [_used(line) for line in lines], [binds(line) for line in lines]
    for place, line in enumerate(lines):
        names = _sets(line)
        only_here = names.isdisjoint(set().union(*used[:place], *bound[place + 1 :]))
        if names and only_here and used[place].isdisjoint(parts.moving) and parts.work_out(line, names):
            continue
        parts.moving |= bound[place] | _changed(line)
        yield parts.visit(line)


class _Parts(ast.NodeTransformer):
    """Takes fixed parts out of a check's lines; `own` is where they are worked out, `moving` is what is not fixed."""

    def __init__(self, own: dict[str, Any], moving: set[str], made: dict[str, Any]) -> None:
        self.own, self.moving, self.made = own, moving, made

    def work_out(self, line: ast.stmt, names: Collection[str]) -> bool:
        """Run a line that sets these names; tells whether that could be done, and made what can be copied."""
        own = dict(self.own)
        try:
            exec(compile(ast.Module([line], []), "fixed line", "exec"), own)  # noqa: S102 - the instructor's own line
        except Exception:  # the check meets it where it comes to that line, if it does
            return False
        if not all(_can_be_copied(own[name]) for name in names):
            return False
        self.own = own
        self.made |= {name: own[name] for name in names}
        return True

    def visit(self, node: ast.AST) -> Any:
        """Put a name in the place of a fixed part of a line whose value never changes."""
        if isinstance(node, LOOPS):  # what is inside hangs on the loop's own names
            return node
        if not isinstance(node, WORTH_IT) or not _used(node).isdisjoint(self.moving):
            return self.generic_visit(node)
        try:
            value = eval(compile(ast.Expression(node), "fixed part", "eval"), self.own)  # noqa: S307
        except Exception:
            return self.generic_visit(node)
        if not isinstance(value, NEVER_CHANGES):
            return self.generic_visit(node)
        name = NAME.format(len(self.made))
        self.made[name] = value
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.FormattedValue:
        """Leave alone how a value is written: it can be no name."""
        node.value = self.visit(node.value)
        return node


def _used(part: ast.AST) -> set[str]:
    """The names that a part uses or sets."""
    return {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}


def _changed(line: ast.stmt) -> set[str]:
    """The names of what a line may change: what it sets a part of, and all that a call stands for itself with."""
    found: set[str] = set()
    for node in ast.walk(line):
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found |= _used(node.value)
        elif isinstance(node, ast.Expr) and not _only_looks(node.value):
            found |= _used(node)
    return found


def _only_looks(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ONLY_LOOK


def _sets(line: ast.stmt) -> frozenset[str]:
    """The names that a line sets; none where it is no plain assignment, or sets a part of something."""
    targets = line.targets if isinstance(line, ast.Assign) else []
    places = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
    names = [place.id for place in places if isinstance(place, ast.Name)]
    return frozenset(names) if len(names) == len(places) else frozenset()


def fresh(value: Any) -> Any:
    """A value that can be changed without changing the one that every submission starts from."""
    kind = type(value)
    if kind in (pd.DataFrame, pd.Series):
        return value.copy(deep=DEEP)
    if kind is dict:
        return {key: fresh(inner) for key, inner in value.items()}
    if kind in (list, tuple):
        return kind(map(fresh, value))
    return value.copy() if kind in (np.ndarray, set) else value


def _can_be_copied(value: Any) -> bool:
    """Tell whether `fresh` gives a value of its own: not of what is used up once, as a generator is, or of a chart."""
    kind = type(value)
    if kind in (list, tuple):
        return all(map(_can_be_copied, value))
    if kind is dict:
        return all(map(_can_be_copied, value.values()))
    return kind in COPIED or isinstance(value, NEVER_CHANGES)
