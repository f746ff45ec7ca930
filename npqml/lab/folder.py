"""The folder that a candidate or facilitator works in: the pages released, trusted, with every answer given so far."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

from npqml.course.modules import modules
from npqml.lab.updating import bring_up_to_date
from npqml.place import Place
from npqml.refusal import Refusal


def work_folder(
    place: Place, cohort: str, folder: Path | None, tell: Callable[[str], None] = lambda words: None
) -> Path:
    """The folder that a candidate works in, its pages those of the release, with every answer given so far.

    A page of an earlier edition is brought up to the release; what was there is kept beside it.
    Refuses a cohort that has not been built.
    """
    release = place.release(cohort)
    if not any(release.glob("*/*.ipynb")):
        raise Refusal(
            release,
            "",
            found="no released notebooks",
            expected=f"the cohort {cohort} to be built",
            do=f"Run npqml build {cohort} first.",
        )
    target = folder or place.root / "my-course" / cohort
    pages = {target / path.relative_to(release): path for path in sorted(release.rglob("*.ipynb"))}
    before = {path for path in pages if path.is_file() and _is_signed(path)}
    for words in bring_up_to_date(release, target):
        tell(words)
    for path, released in pages.items():
        _sign(released, path, before)
    return target


def _sign(released: Path, mine: Path, before: set[Path]) -> None:
    """Sign a page that runs nothing but the release's code, or was signed before it was brought up to the release.

    JupyterLab signs what its own reader saves. A page that came from anywhere else, even under a page's name, is left
    as it is: it neither starts by itself nor shows what a script in it would, until somebody presses Start.
    """
    # JupyterLab itself says what is wrong with a damaged file; it must not keep the Lab from starting.
    with suppress(ValueError):
        page = nbformat.read(mine, as_version=4)
        if mine in before or _code(page) == _code(nbformat.read(released, as_version=4)):
            NotebookNotary().sign(page)


def _is_signed(path: Path) -> bool:
    with suppress(ValueError):
        return bool(NotebookNotary().check_signature(nbformat.read(path, as_version=4)))
    return False


def _code(page: nbformat.NotebookNode) -> list[tuple[str, list[nbformat.NotebookNode]]]:
    """What a page runs, and what it shows of scripts."""
    return [(cell.source, cell.outputs) for cell in page.cells if cell.cell_type == "code"]


def add_session_plans(place: Place, cohort: str, target: Path) -> None:
    """Put each module's session plan beside its notebooks, for a facilitator of this cohort."""
    from npqml.authoring.session_plan import session_path  # what reads authors' files, for a facilitator only

    for module in modules(place.course):
        plan = session_path(place, cohort, module)
        if plan.is_file() and (target / module).is_dir():
            shutil.copyfile(plan, target / module / "session.md")
