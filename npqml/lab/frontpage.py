"""The front page of `npqml lab`: how far somebody is, what is due, the task to go on with, and every page.

A part of Jupyter's server, which `npqml lab` has loaded for candidates and facilitators.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from npqml.lab.ownpage import FRONT_PAGE_ADDRESS
from npqml_widgets.documents.coursepages import FINDING, START_HERE, pages_of, read_page
from npqml_widgets.documents.progress import ModuleProgress, TaskProgress, begins_page, progress, where_to_go_on
from npqml_widgets.documents.review import MOST
from npqml_widgets.handin.files import ASSESSMENT
from npqml_widgets.handin.pack import ENDING
from npqml_widgets.keeping.readjson import read_json

DUE = "work/questions-due.json"
KINDS = {"learn-how-to": "practice with checks", "learn-about": "self-study", ASSESSMENT: ""}


@frozen
class Page:
    """One notebook as the front page shows it."""

    title: str
    what: str
    minutes: int
    open: str


@frozen
class Questions:
    """What one module keeps on its questions: the day of each, and what was done on the last day."""

    days: dict[str, str]
    day: str
    answered: frozenset[str]
    skipped: bool


@frozen
class Unit:
    """One module, or the documents of the assessment: its pages, how far somebody is in words, whether it is packed."""

    id: str
    title: str
    pages: tuple[Page, ...]
    so_far: str
    packed: bool


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the front page to Jupyter's server, which calls this by its name."""
    address = url_path_join(server.web_app.settings["base_url"], FRONT_PAGE_ADDRESS)
    server.web_app.add_handlers(".*$", [(address, FrontPage, {"root": Path(server.root_dir)})])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Return where the server finds this part, which it asks by this name."""
    return [{"module": __name__}]


class FrontPage(JupyterHandler):
    """Serves the front page, made anew each time, to whoever may use the server."""

    def initialize(self, root: Path) -> None:
        """Take the folder that the server works in."""
        self.root = root

    @web.authenticated
    def get(self) -> None:
        """Send the page."""
        self.set_header("Cache-Control", "no-store")  # somebody who goes back sees what was answered meanwhile
        self.finish(front_page(self.root, self.base_url, datetime.now(UTC)))


def front_page(root: Path, base_url: str, now: datetime) -> str:
    """Return the front page of the course in a folder as HTML."""
    units = list(_units(root, base_url, now.date()))
    every = progress(root)
    asked = tuple(module for module in every if module.module != ASSESSMENT)
    task = where_to_go_on(asked)
    start = read_page(root / ASSESSMENT / START_HERE)
    finding = [
        (words, _address(page.path, root, base_url))
        for name, words in FINDING.items()
        if (page := read_page(root / ASSESSMENT / name))
    ]
    text: str = _template().render(
        finding=finding,
        apart=[start and _address(start.path, root, base_url), *(address for _, address in finding)],
        start=start and _address(start.path, root, base_url),
        minutes=start and start.minutes,
        begun=_begun(every),
        modules=[unit for unit in units if unit.id != ASSESSMENT],
        documents=next((unit for unit in units if unit.id == ASSESSMENT), None),
        go_on=task and _way_on(task, asked, root, base_url),
        due=questions_due(_kept(root), now.date()),
        static=url_path_join(base_url, "static", FRONT_PAGE_ADDRESS),
    )
    return text


def _way_on(task: TaskProgress, modules: tuple[ModuleProgress, ...], root: Path, base_url: str) -> tuple[str, str]:
    """Return the words and the address of the way on: to a task's heading, or to the top of a page not yet begun."""
    address = _address(task.notebook, root, base_url)
    page = _page(task.notebook, root, base_url) if begins_page(modules, task) else None
    if page is None:
        return f"Continue where you stopped: {task.title}", f"{address}#task={quote(task.task)}"
    return f"{'Go on with the next page' if _begun(modules) else 'Begin'}: {page.title}", address


def _begun(modules: tuple[ModuleProgress, ...]) -> bool:
    """Whether anything was answered yet."""
    return any(task.saved for module in modules for task in module.tasks)


def questions_due(kept: Iterable[Questions], today: date) -> int:
    """Return how many questions will be asked today: the same rule as on the front page of the browser edition.

    Each module keeps its own list of all days, and one that is older than another says an earlier day.
    """
    days: dict[str, str] = {}
    answered: set[str] = set()
    for module in kept:
        for key, day in module.days.items():
            days[key] = max(days.get(key, ""), day)
        if module.day != f"{today}":
            continue
        if module.skipped:
            return 0
        answered |= module.answered
    due = sum(key not in answered and day <= f"{today}" for key, day in days.items())
    return max(0, min(MOST - len(answered), due))


def _kept(root: Path) -> Iterable[Questions]:
    """Give what the modules keep on their questions; a file that cannot be read says nothing."""
    for path in sorted(root.glob(f"*/{DUE}")):
        try:
            found = read_json(path.read_bytes())
            days = {str(key): str(day)[:10] for key, day in found.get("due", {}).items()}
            done = found.get("done", {})
            answered = frozenset(map(str, done.get("answered", ())))
            yield Questions(days, str(done.get("day", "")), answered, bool(done.get("skipped")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _units(root: Path, base_url: str, today: date) -> Iterable[Unit]:
    so_far = {one.module: one.in_words(today) for one in progress(root)}
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        pages = tuple(page for found in pages_of(folder) if (page := _page(found.path, root, base_url)))
        if pages:
            packed = any(folder.glob(f"*{ENDING}"))
            yield Unit(folder.name, pages[-1].title, pages, so_far.get(folder.name, ""), packed)


def _page(path: Path, root: Path, base_url: str) -> Page | None:
    """Return one page of the course as it is listed; None where a notebook is of no kind that is."""
    found = read_page(path)
    if found is None or found.kind not in KINDS:
        return None
    return Page(found.title, KINDS[found.kind], found.minutes, _address(path, root, base_url))


def _address(path: Path, root: Path, base_url: str) -> str:
    return url_path_join(base_url, "doc/tree", quote(path.relative_to(root).as_posix()))


def _template() -> Any:
    folder = Path(__file__).parent / "page"
    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return found.get_template("frontpage.html")
