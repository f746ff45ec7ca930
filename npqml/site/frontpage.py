"""The site's front page: the areas, their modules and pages, written so that it can be read without any script."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from attrs import asdict, frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from npqml.course.cohort import Cohort
from npqml.course.framework import load_framework
from npqml.lab.ownpage import FRONTPAGE_STYLE, PAGE
from npqml.site.lite import storage_name
from npqml_widgets.documents.coursepages import FINDING, START_HERE

FRONT = Path(__file__).parent / "front"
SCRIPTS = (
    *("course.js", "store.js", "progress.js", "zip.js", "carryover.js", "updating.js"),
    *("places.js", "work.js", "ready.js"),
)
FIRST = ("", "index.html", FRONTPAGE_STYLE, "course.json", *SCRIPTS)
"""What the front page is made of: the service worker keeps it from the first visit on."""
KINDS = {"learn-how-to": "practice with checks", "learn-about": "self-study", "assessment": ""}
ENGINE = ("app/static/", "app/build/", "app/extensions/")
"""Folders that change only with another Pyodide or JupyterLite: kept apart, so that nobody fetches them again."""
_HEADING = re.compile(r"^##+ +(.+)$", re.MULTILINE)
_MINUTES = re.compile(r"\s*\(\d+ minutes?\)\s*$")


@frozen
class Task:
    """One task of a page: its id, its heading and the names of its answers."""

    id: str
    title: str
    answers: tuple[str, ...]


@frozen
class Page:
    """One notebook: where it is kept, where it opens and where its reading copy is."""

    path: str
    title: str
    what: str
    minutes: int
    build: str
    open: str
    read: str
    tasks: tuple[Task, ...]


@frozen
class Unit:
    """One module, or the documents of the assessment, with its pages."""

    id: str
    title: str
    notebooks: tuple[Page, ...]
    short: str = ""

    @property
    def minutes(self) -> int:
        """The minutes that all its pages take."""
        return sum(one.minutes for one in self.notebooks)


def write_frontpage(release: Path, cohort: Cohort, course: Path, folder: Path) -> None:
    """Write the front page, what its script has to know of the course, and the scripts, into the site's folder."""
    framework = load_framework(course)
    titles = {one.id: one.text for one in framework.learn_how_to}
    units = {path.name: _unit(path, titles.get(path.name, "Working documents")) for path in _folders(release)}
    areas = [
        {
            "id": area.id,
            "title": area.title,
            "modules": [
                _shown(units[one.id]) for one in framework.learn_how_to if one.area == area.id and one.id in units
            ],
            "unwritten": [one.text for one in framework.learn_how_to if one.area == area.id and one.id not in units],
        }
        for area in framework.areas
    ]
    documents = units.pop("assessment", Unit("assessment", "Working documents", ()))
    modules = [units[one.id] for one in framework.learn_how_to if one.id in units]
    first = next((page.open for unit in modules for page in unit.notebooks), "#modules")
    start = next((page for page in documents.notebooks if page.path.endswith(f"/{START_HERE}")), None)
    named = {page.path.rpartition("/")[2]: page for page in documents.notebooks}
    finding = [(words, named[name]) for name, words in FINDING.items() if name in named]
    text = _template().render(
        cohort=cohort.name, areas=areas, documents=documents, first=first, start=start, finding=finding,
        apart=[start, *(page for _, page in finding)],
    )  # fmt: skip
    (folder / "index.html").write_text(text, encoding="utf-8")
    about = {
        "cohort": cohort.name,
        "storage": storage_name(cohort.name),
        "modules": [asdict(one) for one in (*modules, documents)],
        "engine": [[path.relative_to(folder).as_posix(), path.stat().st_size] for path in _pyodide(folder)],
    }
    (folder / "course.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copyfile(PAGE / FRONTPAGE_STYLE, folder / FRONTPAGE_STYLE)
    for name in SCRIPTS:
        shutil.copyfile(FRONT / name, folder / name)


def finish(folder: Path) -> None:
    """Write the service workers, which know the site by a digest of its files; to be called when all else is there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path: path.relative_to(folder).as_posix() for path in files}
    engine = _digest((name, path) for path, name in names.items() if name.startswith(ENGINE))
    pages = _digest((name, path) for path, name in names.items() if not name.startswith(ENGINE))
    known = f"const PAGES = {json.dumps(pages)};\nconst ENGINE = {json.dumps(engine)};\n"
    cache = (FRONT / "cache.js").read_text(encoding="utf-8")
    first = f"const FIRST = {json.dumps(FIRST)};\n"
    ours = known + _home("./") + first + cache + (FRONT / "sw.js").read_text(encoding="utf-8")
    (folder / "sw.js").write_text(ours, encoding="utf-8")
    theirs = folder / "app" / "service-worker.js"
    if theirs.is_file():
        theirs.rename(theirs.with_name("jupyterlite-service-worker.js"))
        text = known + _home("../") + cache + 'importScripts("./jupyterlite-service-worker.js");\n'
        theirs.write_text(text, encoding="utf-8")


def _home(way: str) -> str:
    """Give the line that says where the site stands on its host, seen from a worker's own file."""
    return f'const HOME = new URL("{way}", self.location).pathname;\n'


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    whole = hashlib.sha256()
    for name, path in files:
        whole.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _pyodide(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "app" / "static" / "pyodide").glob("*") if path.is_file())


def _folders(release: Path) -> list[Path]:
    return sorted(path for path in release.iterdir() if path.is_dir() and any(path.rglob("*.ipynb")))


def _unit(folder: Path, title: str) -> Unit:
    paths = [*sorted(folder.glob("learn-about/*.ipynb")), *sorted(folder.glob("*.ipynb"))]
    pages = tuple(_page(path, folder) for path in paths)
    return Unit(folder.name, title, pages, pages[-1].title)


def _shown(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "title": unit.title,
        "short": unit.short,
        "minutes": unit.minutes,
        "notebooks": unit.notebooks,
    }


def _page(path: Path, module: Path) -> Page:
    notebook = json.loads(path.read_bytes())
    about = notebook["metadata"]["npqml"]
    name = path.relative_to(module.parent).as_posix()
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    found = next((match[1] for text in texts if (match := re.search(r"^# +(.+)$", text, re.MULTILINE))), path.stem)
    return Page(
        name, found.strip(), KINDS[about["kind"]], int(about["minutes"]), str(about["build"]),
        f"app/notebooks/index.html?path={quote(name)}", f"read/{module.name}/{path.stem}.html",
        tuple(_tasks(notebook)),
    )  # fmt: skip


def _tasks(notebook: dict[str, Any]) -> Iterable[Task]:
    title = ""
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            headings = _HEADING.findall(text)
            title = _MINUTES.sub("", headings[-1]).strip() if headings else title
            continue
        about = cell["metadata"].get("npqml", {})
        if about.get("task") and about.get("answers"):
            yield Task(str(about["task"]), title, tuple(map(str, about["answers"])))


def _template() -> Any:
    found = Environment(
        loader=FileSystemLoader(FRONT), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return found.get_template("index.html")
