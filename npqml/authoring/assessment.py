"""Building the pages of no module, in the release only: working documents, cases, the index and the glossary."""

from __future__ import annotations

import shutil
from collections.abc import Container
from pathlib import Path

from npqml.authoring.course_index import PAGE as INDEX
from npqml.authoring.course_index import course_index
from npqml.authoring.glossary import PAGE as GLOSSARY
from npqml.authoring.glossary import glossary
from npqml.authoring.notebooks import notebook_for, write_notebook
from npqml.authoring.released_pages import released_pages
from npqml.authoring.source import Source, read_source
from npqml.authoring.worked_documents.write import write_example
from npqml.course.cohort import Cohort
from npqml.course.framework import Framework
from npqml.course.sources import Sources
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT

FOLDER = ASSESSMENT
MADE = {GLOSSARY: "glossary", INDEX: "course_index"}
"""Pages whose content is made of all others, and what stands for it in the author's text."""


def build_assessment(place: Place, cohort: Cohort, sources: Sources, framework: Framework) -> list[Path]:
    """Build course/assessment/*.md and the cases into release/<cohort>/assessment/; the notebooks' paths.

    What candidates keep there, in `work/`, is never touched. Raises Refusal for a notebook of another kind or for
    a criterion that the framework does not have.
    """
    criteria = {criterion.id for criterion in framework.criteria}
    found = [read_assessment(path, criteria) for path in sorted((place.course / FOLDER).glob("*.md"))]
    for case in sorted((place.course / "cases").glob("case-*.toml")):
        target = place.release(cohort.name) / FOLDER / case.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case, target)
    folder = place.release(cohort.name) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(found, key=lambda source: source.slug in MADE):  # these are made of all others
        made = {MADE[source.slug]: _made_of_pages(source.slug, folder.parent, framework)} if source.slug in MADE else {}
        target = folder / f"{source.slug}.ipynb"
        write_notebook(notebook_for(source, cohort, sources, made), target)
        write_example(source.slug, cohort, sources, folder)
        written.append(target)
    return written


def _made_of_pages(page: str, release: Path, framework: Framework) -> str:
    pages = released_pages(release)
    return glossary(pages) if page == GLOSSARY else course_index(pages, framework)


def read_assessment(path: Path, criteria: Container[str]) -> Source:
    """Read a notebook of the assessment; raises Refusal for one of another kind, or that names no known criterion.

    A notebook that serves no one criterion, such as a case to think about, names none.
    """
    source = read_source(path)
    if source.header.kind != FOLDER:
        raise Refusal(
            path, "header, npqml: kind", found=repr(source.header.kind), expected=repr(FOLDER),
            do="Mend it, or move the notebook to the folder of its module.",
        )  # fmt: skip
    unknown = sorted(key for key in source.header.criteria if key not in criteria)
    if unknown:
        raise Refusal(
            path, "header, npqml: criteria", found=unknown[0],
            expected="the criteria that the document is for, such as 5.1.3, or none",
            do="Mend the list; the ids are in course/framework.toml.",
        )  # fmt: skip
    return source
