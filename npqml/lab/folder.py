"""The folder that a candidate or facilitator works in: the pages released, trusted, with every answer given so far."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

from npqml.authoring.session_plan import session_path
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
    for words in bring_up_to_date(release, target):
        tell(words)
    trust(target)
    return target


def trust(folder: Path) -> None:
    """Sign the notebooks of a folder, so that their Start button and forms work without a question."""
    notary = NotebookNotary()
    for path in folder.rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            # JupyterLab itself says what is wrong with a damaged file; it must not keep the Lab from starting.
            with suppress(ValueError):
                notary.sign(nbformat.read(path, as_version=4))


def add_session_plans(place: Place, cohort: str, target: Path) -> None:
    """Put each module's session plan beside its notebooks, for a facilitator of this cohort."""
    for module in modules(place.course):
        plan = session_path(place, cohort, module)
        if plan.is_file() and (target / module).is_dir():
            shutil.copyfile(plan, target / module / "session.md")
