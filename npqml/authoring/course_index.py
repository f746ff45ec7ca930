"""The index of the course: its pages by area, criterion, document and minutes, with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from npqml.authoring.released_pages import ReleasedPage
from npqml.course.framework import Framework
from npqml_widgets.handin.files import ASSESSMENT

PAGE = "course-index"
"""The name of its page in course/assessment/, which has the words around it and the place where it is put."""
SHORT, LONG = 20, 40
"""Minutes up to which a page is short, and from which on it takes an evening."""
NOT_YET = "*not written yet*"


def course_index(pages: Iterable[ReleasedPage], framework: Framework) -> str:
    """Return the index as Markdown, for a page that lies in a folder beside the modules'."""
    known = list(pages)
    parts = (_by_area, _by_criterion, _by_document, _by_minutes)
    return "\n\n".join("\n".join(part(known, framework)) for part in parts)


def _by_area(pages: list[ReleasedPage], framework: Framework) -> Iterator[str]:
    yield "## By area\n"
    for area in framework.areas:
        yield f"### {area.id} {area.title}\n"
        for module in (module for module in framework.learn_how_to if module.area == area.id):
            here = _of(pages, module.id)
            if not here:
                yield f"- **{module.id}** {module.text}: {NOT_YET}"
                continue
            *studies, practice = here
            yield f"- **{module.id} {_link(practice)}**, {sum(page.minutes for page in here)} minutes in all"
            yield f"    - practice, marked: {practice.minutes} minutes"
            yield from (f"    - {_link(page)}: {page.minutes} minutes" for page in studies)
        yield ""


def _by_criterion(pages: list[ReleasedPage], framework: Framework) -> Iterator[str]:
    yield "## By criterion\n"
    yield "| Criterion | What it asks | Practised in |\n|---|---|---|"
    for criterion in framework.criteria:
        modules = ", ".join(_module(pages, module) for module in criterion.modules)
        yield f"| {criterion.id} | {criterion.text} | {modules} |"


def _by_document(pages: list[ReleasedPage], framework: Framework) -> Iterator[str]:
    yield "## By document\n"
    yield "| The assessment asks for | Criterion | Your own | Practised in |\n|---|---|---|---|"
    own = {page.path.removeprefix(f"{ASSESSMENT}/").removesuffix(".ipynb"): page for page in pages}
    for document in framework.documents:
        asking = [criterion for criterion in framework.criteria if criterion.document == document.id]
        modules = dict.fromkeys(module for criterion in asking for module in criterion.modules)
        page = _link(own[document.id], "open") if document.id in own else NOT_YET
        practised = ", ".join(_module(pages, module) for module in modules)
        yield f"| {document.title} | {', '.join(criterion.id for criterion in asking)} | {page} | {practised} |"


def _by_minutes(pages: list[ReleasedPage], framework: Framework) -> Iterator[str]:
    yield "## By minutes\n"
    of_modules = sorted((page for page in pages if page.module != ASSESSMENT), key=lambda page: page.minutes)
    steps = ((0, SHORT, f"Up to {SHORT} minutes"), (SHORT, LONG, f"Up to {LONG} minutes"), (LONG, 10_000, "An evening"))
    for low, high, words in steps:
        here = [page for page in of_modules if low < page.minutes <= high]
        if here:
            yield f"### {words}\n"
            yield from (f"- {page.minutes}: {_link(page)} ({page.module})" for page in here)
            yield ""


def _module(pages: list[ReleasedPage], module: str) -> str:
    here = _of(pages, module)
    return _link(here[-1], module) if here else f"{module} ({NOT_YET.strip('*')})"


def _of(pages: list[ReleasedPage], module: str) -> list[ReleasedPage]:
    return [page for page in pages if page.module == module]


def _link(page: ReleasedPage, words: str = "") -> str:
    return f"[{words or page.title}](../{page.path})"
