"""What the tests of the in-browser course share: a built site, a server for it, and somebody who answers in a page."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.course_of_1a import copy_of_course

ROOT = Path(__file__).parents[2]
COHORT = "demo-secondary"
PRACTICE = "1a/1a-analyse-performance-data.ipynb"
MINUTES = 120_000  # ms
NOW_AND_THEN = 500  # ms: asked in every frame, as is usual, a page that loads for a minute has all its frames painted
STATE = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  const cells = (panel?.content?.widgets ?? [])
    .filter((cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim());
  const ran = ({ model }) => model.executionCount !== null && model.executionState !== "running";
  return cells.length > 0 && cells.every(ran) && panel.sessionContext.kernelDisplayStatus === "idle"; }"""
FAULTS = """() => window.jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === "code")
  .flatMap((cell) => cell.model.outputs.toJSON()).filter((one) => one.output_type === "error" || one.name === "stderr")
  .map((one) => one.evalue ?? one.text)"""
SHOW = """(words) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const named = [...notebook.node.querySelectorAll("label, button, legend")];
  const node = named.find((one) => one.textContent.trim() === words);
  const place = notebook.widgets.findIndex((cell) => cell.node.contains(node));
  notebook.activeCellIndex = place;
  return notebook.scrollToItem(place, "center"); }"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Leave the terminal to the tests."""


@contextmanager
def served(folder: Path, host: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder on this computer, with a host's own ways, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def built_course(root: Path):
    """Build a cohort in a copy of the course with module 1a, and give its place."""
    from npqml.authoring.build import build
    from npqml.place import Place

    copy_of_course(root)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    place = Place(root)
    assert [one.failed for one in build(place, COHORT) if one.failed] == []
    return place


def open_page(page, address: str, path: str = PRACTICE) -> None:
    """Open a notebook of the site."""
    page.set_default_timeout(MINUTES)
    page.goto(f"{address}/app/notebooks/index.html?path={path}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")


def start(page) -> None:
    """Wait until a page of the course has started by itself and every cell has run."""
    page.wait_for_timeout(500)  # a page opened again shows for a moment that all has run
    page.wait_for_function(STATE, polling=NOW_AND_THEN)


def answer(page, label: str, words: str) -> None:
    """Fill in the box of this label, as somebody at the keyboard does, and leave it."""
    page.evaluate(SHOW, label)
    box = page.get_by_label(label, exact=True).first
    box.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Tab")


def said(page, words: str) -> None:
    """Wait until the page says these words, wherever it is scrolled to."""
    page.get_by_text(words).first.wait_for(state="attached")


def pack(page, candidate: str, target: Path) -> Path:
    """Press Check and pack, then download the file to a folder; gives its path."""
    page.evaluate(SHOW, "Check and pack")
    page.get_by_label("Your candidate id").fill(candidate)
    page.get_by_role("button", name="Check and pack").click()
    page.get_by_role("button", name="Download the file").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    path = target / download.value.suggested_filename
    download.value.save_as(path)
    return path
