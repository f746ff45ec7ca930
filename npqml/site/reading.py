"""Reading copies: each page of a release as one file that opens by double click, with its charts and without forms."""

from __future__ import annotations

import html
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from mistune import create_markdown
from nbclient import NotebookClient

from npqml.lab.ownpage import PAGE
from npqml.refusal import Refusal
from npqml_widgets.charts.figure import SENTENCE
from npqml_widgets.tasks.taskbar import FORM_TYPE

FRONT = Path(__file__).parent / "front"
SECONDS = 300
OPEN_IT = "Open the page in the course to fill it in."
MOST_LINES = 60  # of a form's words: a worked document is read in the course
_LINK = re.compile(r'href="(?!https?:)([^"#]+)\.ipynb(#[^"]*)?"')
_FILE = re.compile(r'href="(?!\w+:)(?:\.\./)*([^"#/]+\.(?:csv|xlsx))"')
_BESIDE = re.compile(r'<a (?=href="https?:)')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING_CELL = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_CELL_START = re.compile(r"<td([^>]*)>")
WIDGET = "application/vnd.jupyter.widget-view+json"


def write_reading_copies(release: Path, folder: Path) -> list[Path]:
    """Run each notebook of a release in a copy of its folder and write what it shows as HTML; give the paths.

    Raises Refusal for a notebook that does not run to its end.
    """
    pages = [(path, path.relative_to(release).parts[0]) for path in sorted(release.rglob("*.ipynb"))]
    targets = [folder / "read" / module / f"{path.stem}.html" for path, module in pages]
    titles = [_title(nbformat.read(path, as_version=4), path.stem) for path, _ in pages]
    template = _template()
    for number, (path, module) in enumerate(pages):
        target = targets[number]
        target.parent.mkdir(parents=True, exist_ok=True)
        content = _numbered("\n".join(_parts(_run(path, release / module))))
        content = _FILE.sub(rf'href="../../app/files/{module}/\1" download', content)
        content = _BESIDE.sub('<a target="_blank" rel="noopener" ', content)
        around = {
            name: (f"../{targets[place].parent.name}/{targets[place].name}", titles[place])
            for name, place in (("before", number - 1), ("after", number + 1))
            if 0 <= place < len(pages)
        }
        text = template.render(
            title=titles[number],
            content=Markup(content),  # noqa: S704 - the course's own
            course=f"../../app/notebooks/index.html?path={quote(path.relative_to(release).as_posix())}",
            around=around,
            tables=Markup((PAGE / "tables.css").read_text(encoding="utf-8")),  # noqa: S704 - ours too
        )
        target.write_text(text, encoding="utf-8")
    return targets


def _title(notebook: Any, otherwise: str) -> str:
    for cell in notebook.cells:
        found = re.search(r"^# +(.+)$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            return found[1].strip()
    return otherwise


def _run(path: Path, module: Path) -> Any:
    """Give a notebook with its outputs, run in a copy of its module's folder."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / module.name
        shutil.copytree(module, copy)
        where = {"metadata": {"path": str(copy / path.relative_to(module).parent)}}
        client = NotebookClient(
            notebook, timeout=SECONDS, kernel_name="python3", resources=where, store_widget_state=False,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )  # fmt: skip
        try:
            client.execute()
        except Exception as error:
            raise Refusal(
                path, "", found=str(error).strip().splitlines()[-1], expected="a notebook that runs to its end",
                do="Mend its source and build the cohort again.",
            ) from error  # fmt: skip
    return notebook


def _parts(notebook: Any) -> Iterator[str]:
    """Give what a reader sees, cell by cell: texts, tables and charts; of a form what it asks for.

    The cells are the course's own, and so is what they show.
    """
    for cell in notebook.cells:
        about = cell.metadata.get("npqml", {})
        if about.get("start") or "check" in about or "hand-in" in cell.id:
            continue
        if cell.cell_type == "markdown":
            yield _markdown(cell.source)
        else:
            for output in cell.get("outputs", []):
                yield from _output(output, exercise="task" in about)


def _numbered(page: str) -> str:
    """Give each region of a page a name of its own."""
    count = Counter[str]()

    def name(label: re.Match[str]) -> str:
        count[label[1]] += 1
        return f'aria-label="{label[1]} {count[label[1]]}"'

    return re.sub(r'aria-label="(Table|Example)"', name, page)


def _output(output: Any, *, exercise: bool) -> Iterator[str]:
    data = output.get("data", {})
    if FORM_TYPE in data:
        yield from _form(data[FORM_TYPE]["asks"], exercise=exercise)
    elif WIDGET in data:
        lines = str(data.get("text/plain", "")).split("\n")[1:]  # the first says when the words were true
        yield from _form([(line, ()) for line in lines if line.strip()], exercise=exercise)
    elif "text/html" in data:
        yield _LINK.sub(_to_copy, str(data["text/html"]))
    elif "text/markdown" in data:
        yield _markdown(str(data["text/markdown"]))
    elif output.get("output_type") == "stream" and output.get("name") == "stdout":
        words = html.escape(output["text"])
        yield f'<pre role="region" tabindex="0" aria-label="What Python says">{words}</pre>'


def _form(asked: list[tuple[str, Sequence[str]]], *, exercise: bool) -> Iterator[str]:
    """A form as what it asks, with what there is to choose from; or as the words that it has in a saved page."""
    items = "".join(f"<li>{html.escape(line)}{_list(offered)}</li>" for line, offered in asked[:MOST_LINES])
    kind = "Exercise" if exercise else "Form"
    yield f'<div class="exercise"><p><strong>{kind}.</strong> {OPEN_IT}</p><ul>{items}</ul></div>' if items else ""


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>" if lines else ""


_to_html = create_markdown(escape=False, plugins=["table", "strikethrough"])


def _markdown(source: str) -> str:
    """Give a text as HTML; a table stands in a region of its own, which can be scrolled by keyboard."""
    region = '<div role="region" tabindex="0" aria-label="Table">'
    found = _TABLE.sub(lambda table: f"{region}{_told_apart(table[0])}</div>", str(_to_html(source)))
    return _LINK.sub(_to_copy, found.replace("<pre>", '<pre role="region" tabindex="0" aria-label="Example">'))


def _told_apart(table: str) -> str:
    """Give each cell of a table of sentences its heading: on a narrow screen it is shown as a list."""
    headings = [_plain(heading) for heading in _HEADING_CELL.findall(table)]
    cells = _CELL.findall(table)
    if len(headings) < 3 or not any(len(_plain(words)) > SENTENCE for words in cells):
        return table
    place = count()
    named = _CELL_START.sub(lambda cell: f'<td data-heading="{headings[next(place) % len(headings)]}"{cell[1]}>', table)
    return named.replace("<table>", '<table class="npqml-sentences">')


def _plain(cell: str) -> str:
    return html.escape(html.unescape(re.sub(r"<[^>]+>", "", cell)).strip(), quote=True)


def _to_copy(link: re.Match[str]) -> str:
    """Lead a link to another notebook to its reading copy: all of a module lie in one folder here."""
    folders = [part for part in link[1].split("/")[:-1] if part not in ("", ".", "..", "learn-about")]
    above = f"../{folders[-1]}/" if folders else ""
    return f'href="{above}{link[1].rpartition("/")[2]}.html{link[2] or ""}"'


def _template() -> Any:
    found = Environment(
        loader=FileSystemLoader(FRONT), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return found.get_template("reading.html")
