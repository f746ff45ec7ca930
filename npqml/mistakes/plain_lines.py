"""Which typed lines may become the course's own code: those that can only reckon with what a page holds.

A line that a candidate typed is a stranger's. Adopted, it runs outside the sandbox whenever the module is graded or
checked. So nothing is let through but what is named here; what else a provider has read and trusts is given as --code.
"""

from __future__ import annotations

import ast

STATEMENTS = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.If, ast.For, ast.Import)
MODULES = frozenset(("numpy", "pandas"))
CALLED = frozenset("abs data dict float int len list max min round set sorted str sum tuple".split())
# No member that takes another's name as a text (agg, apply, transform, query, eval), none that reads or writes a file.
MEMBERS = frozenset(
    "abs add all any astype between ceil clip columns combine_first copy corr count cumsum describe diff "
    "div dropna drop_duplicates duplicated eq fillna first floor floordiv ge groupby gt head iloc index "
    "isin isna isnull items keys last le loc lower lt mask max mean median min mod mode mul ne nlargest "
    "notna notnull nsmallest nunique pow prod quantile rank reindex rename reset_index round set_index "
    "shape shift size sort_index sort_values sqrt std str strip sub sum tail to_frame to_list to_numeric "
    "to_numpy tolist truediv unique upper value_counts values var where xs".split()
)


def not_plain(code: str, names: frozenset[str]) -> str:
    """Return the first thing in a line that could do more than reckon, or an empty text; `names` are the page's own."""
    nodes = list(ast.walk(ast.parse(code)))
    made = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    made |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    known = made | names | CALLED | {"pd", "np"}
    return next((ast.unparse(node).splitlines()[0] for node in nodes if _does_more(node, known, made)), "")


def _does_more(node: ast.AST, known: set[str], made: set[str]) -> bool:
    if isinstance(node, ast.Import):
        return any(one.name not in MODULES for one in node.names)
    if isinstance(node, ast.Attribute):
        return node.attr not in MEMBERS or not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.Call):
        return not (
            isinstance(node.func, ast.Attribute) or (isinstance(node.func, ast.Name) and node.func.id in CALLED)
        )
    if isinstance(node, ast.Name):
        return node.id not in known or node.id.startswith("__")
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):  # it would change a table of the page's own
        return not (isinstance(node.value, ast.Name) and node.value.id in made)
    return isinstance(node, ast.stmt) and not isinstance(node, STATEMENTS)
