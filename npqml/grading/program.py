"""What has to be run for a submission: the module's own cells once for everybody where no candidate can change them.

A module's locked cell is *prepared*, run once in the warm parent, if nothing that it reads could be changed by a
candidate: it stands above the first answer cell, or reads only imports, parameters, names with an underscore in
front, and what other prepared cells have made of these. A submission whose own code leaves all these alone is then
its answer cells and little else. Any other submission is run whole, from its first cell to its last.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.code_names import BUILTINS, bound, imports, loaded

# Ways round the names that a cell seems to read and bind.
HIDDEN_WAYS = frozenset(
    "globals locals vars exec eval compile dir getattr setattr delattr get_ipython __import__ __builtins__ open".split()
)
LONGEST = 20_000  # characters of a cell that are looked into


@frozen
class Program:
    """The cells of a module that are run once for everybody, and what a submission must leave alone for that."""

    prepared: frozenset[str]
    kept: frozenset[str]
    imports: frozenset[tuple[str, str]]
    first_answer: str

    def shortens(self, notebook: Any) -> bool:
        """Tell whether this submission may be run without the prepared cells."""
        above = True
        for cell in notebook.cells:
            name = grade_id(cell)
            above = above and name != self.first_answer
            if cell.cell_type != "code" or _locked(cell):
                continue
            if (above and cell.source.strip()) or not self._leaves_alone(cell.source):
                return False
        return True

    def _leaves_alone(self, source: str) -> bool:
        if len(source) > LONGEST:
            return False
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # a magic, or what IPython will name itself
            return False
        brought = imports(source)
        changed = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not _is_read(node)}
        changed |= bound(source) - {name for name, what in brought if (name, what) in self.imports}
        read = loaded(source)
        if changed & self.kept or read & HIDDEN_WAYS or any(name.startswith("_") for name in changed | read):
            return False
        if any(what.split(".")[0] in ("npqml_widgets", "IPython", "sys", "builtins", "gc") for _, what in brought):
            return False
        return not any(isinstance(node, ast.Attribute) and node.attr.startswith("_") for node in ast.walk(tree))


def read_program(assignment: Assignment) -> Program:
    """Find out which cells of a module can be run once for everybody."""
    cells = [cell for cell in assignment.release.cells if cell.cell_type == "code" and grade_id(cell)]
    first = next((grade_id(cell) for cell in cells if "task" in cell.metadata.get("npqml", {})), "")
    locked = [cell for cell in cells if _locked(cell) and "check" not in cell.metadata.get("npqml", {})]
    times = Counter(name for cell in locked for name in bound(cell.source, top=True))
    prepared: list[str] = []
    safe, brought, kept = set(BUILTINS), set[tuple[str, str]](), set[str]()
    above = True
    for cell in cells:
        above = above and grade_id(cell) != first
        if cell not in locked:
            continue
        makes, reads = bound(cell.source, top=True), loaded(cell.source) - bound(cell.source)
        if not above and (reads - safe or any(times[one] > 1 for one in makes)):
            continue
        prepared.append(grade_id(cell))
        brought |= imports(cell.source)
        if above:
            plain = "parameters" in _tags(cell) or "injected-parameters" in _tags(cell)
            safe |= {one for one in makes if one.startswith("_") or plain} | {name for name, _ in imports(cell.source)}
        else:
            safe |= {one for one in makes if one.startswith("_")}
            kept |= makes | reads - BUILTINS
    return Program(frozenset(prepared), frozenset(kept), frozenset(brought), first)


def cells_to_run(notebook: Any, program: Program, *, whole: bool) -> Iterator[dict[str, Any]]:
    """Return the cells of a job in their order: code to run, and the places where answers are taken."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        entry = cell.metadata.get("npqml", {}) if grade_id(cell) else {}
        if "check" in entry:
            yield {"index": index, "check": entry["check"]}
        elif "task" in entry:
            yield {"index": index, "source": cell.source, "task": entry["task"], "answers": list(entry["answers"])}
        elif cell.source.strip() and (whole or grade_id(cell) not in program.prepared):
            yield {"index": index, "source": cell.source}


def _locked(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)
