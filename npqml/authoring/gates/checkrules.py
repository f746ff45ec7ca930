"""What a check cell may do: assert with a message, bind only its own names, import nothing, compare values."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def check_faults(tree: ast.AST, answers: set[str]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a check: what was found and what was expected; `answers` are those of its task."""
    own = {
        name.id for node in ast.walk(tree) if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target) if isinstance(name, ast.Name)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.msg is None:
            yield (
                f"a bare assert on line {node.lineno}",
                "a message that says what was seen and where to look",
            )
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield f"an import on line {node.lineno}", "names that author cells above have imported"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not node.id.startswith("_"):
            if node.id in own:  # lives only inside its comprehension
                continue
            yield f"the name {node.id} bound on line {node.lineno}", "names that start with an underscore"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in answers:
            yield f"{node.value.id}.{node.attr}", f"_given.{node.value.id}, or charts.facts() for a chart"
        elif isinstance(node, ast.Compare) and any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops):
            if not any(isinstance(one, ast.Constant) and one.value is None for one in node.comparators):
                yield f"a comparison by identity on line {node.lineno}", "a comparison of values"
