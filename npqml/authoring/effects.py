"""What building a module anew does to work that was handed in: said first, and refused where marks would go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from attrs import frozen
from nbgrader.api import MissingEntry

from npqml.authoring.gradebook import BuildBook
from npqml.course.modules import Module
from npqml.grading.editions.kept import questions
from npqml.place import Place
from npqml.refusal import Refusal


@frozen
class Effect:
    """What a new build changes for a module that has submissions: cells by grade id.

    With `own_edition` it asks something else or has other numbers: earlier work is then judged by its own edition.
    """

    module: str
    handed_in: int
    checks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    own_edition: bool = False
    seeds: tuple[int | None, int | None] = (None, None)

    def __str__(self) -> str:
        """Give the effect in words."""
        who = f"{self.handed_in} {'candidate has' if self.handed_in == 1 else 'candidates have'} handed this in"
        parts = [
            f"{words}: {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"
            for words, names in (
                ("checks that change", self.checks), ("other cells that change", self.others),
                ("new cells", self.new), ("cells that go", self.gone),
            )
            if names
        ]  # fmt: skip
        if self.seeds[0] != self.seeds[1]:
            parts.insert(0, f"all made-up pupils change (seed {self.seeds[1]} in place of {self.seeds[0]})")
        if not parts:
            return f"{self.module}: {who}; nothing that is graded changes."
        if self.own_edition:
            return (
                f"{self.module}: {who}; {'; '.join(parts)}. Work on the edition that was built before is judged by "
                "that edition, now and when it is handed in again: no mark of it changes. Whoever opens the new pages "
                "works with what they hold."
            )
        return (
            f"{self.module}: {who}; {'; '.join(parts)}. Afterwards, npqml grade COHORT --dry-run says whose marks "
            "would change, and nothing changes without a reason."
        )


def effect_of(place: Place, cohort: str, module: Module, planned: Any) -> Effect | None:
    """Compare a planned notebook with the one that was built; None while nobody has handed the module in."""
    handed_in = sum(path.is_dir() for path in place.submitted(cohort).glob(f"*/{module.id}"))
    if not handed_in:
        return None
    built = _built(place.source(cohort) / module.id / f"{module.title_slug}.ipynb")
    before, now = _cells(built), _cells(planned)
    seeds = (_seed(built), _seed(planned))
    changed = [one for one in now if one in before and now[one].source != before[one].source]
    checks = {one for one in changed if "check" in now[one].metadata.get("npqml", {})}
    return Effect(
        module.id,
        handed_in,
        tuple(sorted(checks)),
        tuple(one for one in changed if one not in checks),
        tuple(sorted(now.keys() - before.keys())) if before else (),
        tuple(sorted(before.keys() - now.keys())),
        bool(before) and (seeds[0] != seeds[1] or questions(built) != questions(planned)),
        seeds if before else (None, None),
    )


def _seed(notebook: Any) -> int | None:
    seed = notebook.metadata.get("npqml", {}).get("seed")
    return seed if isinstance(seed, int) else None


def make_room(book: BuildBook, module: Module, planned: Any) -> None:
    """Bring the gradebook of a module with submissions to the planned cells, which nbgrader itself refuses to do.

    New cells are added and the course's own cells that go are taken out. Raises Refusal, before anything is
    touched, where an answer cell or a graded cell would go: there may be marks on it.
    """
    name = module.title_slug
    try:
        found = book.find_notebook(name, module.id)
    except MissingEntry:
        return
    if not found.submissions:
        return
    now = _cells(planned)
    kept = {cell.name for kind in (found.grade_cells, found.solution_cells, found.task_cells) for cell in kind}
    _refuse_lost(book.path, module.id, kept - now.keys())
    there = list(found.source_cells)
    for cell in there:
        if cell.name not in now:
            book.db.delete(cell)
    book.db.commit()
    for grade_id in sorted(now.keys() - {cell.name for cell in there}):
        _add(book, now[grade_id], grade_id, name, module.id)


def _add(book: BuildBook, cell: Any, grade_id: str, name: str, module: str) -> None:
    entry = cell.metadata["nbgrader"]
    if entry["grade"]:
        book.add_grade_cell(grade_id, name, module, max_score=float(entry["points"]), cell_type=cell.cell_type)
    if entry["solution"]:
        book.add_solution_cell(grade_id, name, module)
    book.add_source_cell(
        grade_id, name, module, cell_type=cell.cell_type, source=cell.source, locked=bool(entry["locked"])
    )


def _refuse_lost(path: Path, module: str, lost: set[str]) -> None:
    if lost:
        raise Refusal(
            path,
            f"module {module}",
            found=f"graded work with marks or answers in cells that would go ({', '.join(sorted(lost)[:5])})",
            expected="all answer cells and checks that candidates have been marked on",
            do="Keep these cells (their text and checks may change), "
            "or build the new version for a cohort of another name.",
        )


def _built(path: Path) -> Any:
    return nbformat.read(path, as_version=4) if path.is_file() else nbformat.v4.new_notebook()


def _cells(notebook: Any) -> dict[str, Any]:
    """Give the cells that nbgrader keeps, by grade id."""
    return {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
