"""A JupyterLab of its own for the tests: own folder, own settings, no token, no question about news."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import nbformat
import pytest

from tests.browser import warm_kernel
from tests.browser.site_page import COHORT, built_course, served
from tests.conftest import ARGUMENTS, HERE, browser_path, laptop

IDLE = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.sessionContext?.session?.kernel?.status === "idle" && !panel.sessionContext.hasPendingInput;
}"""
ALL_RUN = """() => !!window.jupyterapp?.shell?.currentWidget && window.jupyterapp.shell.currentWidget.content.widgets
  .filter((cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim())
  .every((cell) => cell.model.executionCount !== null && cell.model.executionState !== "running")"""
UNFINISHED = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return {
    dialogs: [...document.querySelectorAll(".jp-Dialog")].map((node) => node.textContent),
    kernel: panel?.sessionContext?.kernelDisplayStatus,
    focus: document.activeElement?.outerHTML.slice(0, 200),
    cells: panel?.content?.widgets.map((cell) => `${cell.model.executionCount} ${cell.model.executionState}`),
  };
}"""
CELLS = """() => [...window.jupyterapp.shell.currentWidget.content.widgets]
  .map((cell) => [cell.model.type, cell.model.sharedModel.source])"""
START_SECONDS = 60
POLLING = 100  # ms: asked in every frame, as is usual, a page that loads has all its frames painted


def wait_until_all_run(page) -> None:
    """Wait until every cell has run and the kernel is idle; say what the page shows if that does not come."""
    from playwright.sync_api import TimeoutError as TooLate

    try:
        page.wait_for_function(ALL_RUN, polling=POLLING)
        page.wait_for_function(IDLE, polling=POLLING)
    except TooLate as problem:
        pytest.fail(f"not everything has run after a minute: {page.evaluate(UNFINISHED)} ({problem})")


class Lab:
    """A running JupyterLab and what a test does with it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    def write(self, name: str, cells: Sequence[str]) -> Path:
        """Write a notebook of code cells into the folder, their code hidden; "md:" starts a Markdown cell."""
        book = nbformat.v4.new_notebook()
        book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        for place, source in enumerate(cells):
            markdown = source.startswith("md:")
            make = nbformat.v4.new_markdown_cell if markdown else nbformat.v4.new_code_cell
            hidden = {} if markdown else {"jupyter": {"source_hidden": True}}
            book.cells.append(make(source.removeprefix("md:"), id=f"cell-{place}", metadata=hidden))
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(book, path)
        return path

    def open(self, page, name: str) -> None:
        """Open a notebook and wait until its kernel is idle."""
        # A workspace of its own: Lab would open the notebooks of earlier tests as well.
        page.goto(f"{self.url}/lab/workspaces/{uuid.uuid4().hex}/tree/{name}")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(IDLE, polling=POLLING)

    def run_all(self, page) -> None:
        """Run all cells and wait until every one has finished."""
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        wait_until_all_run(page)

    def cells(self, page) -> list[tuple[str, str]]:
        """Give type and text of every cell, as they are in the page now."""
        return [(kind, source) for kind, source in page.evaluate(CELLS)]

    def theme(self, page, name: str) -> None:
        """Switch to "light" or "dark"."""
        wanted = f"JupyterLab {name.title()}"
        page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", wanted)
        page.wait_for_selector(f"body[data-jp-theme-name='{wanted}']", state="attached")


class LightLab(Lab):
    """The same server, with a page that holds a notebook's cells and widgets and nothing else of JupyterLab."""

    def open(self, page, name: str) -> None:
        """Open a notebook and wait until its kernel is idle."""
        page.goto(f"{self.url}/static/light/index.html?path={quote(name)}")
        page.wait_for_function(IDLE, polling=POLLING)

    def theme(self, page, name: str) -> None:
        """Switch to the colours of JupyterLab's theme "light" or "dark"."""
        wanted = f"JupyterLab {name.title()}"
        page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", wanted)


def free_port() -> int:
    """Give a port of this computer that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder of Jupyter's own data in which the kernel "python3" is a fork of one warm process."""
    home = tmp_path_factory.mktemp("warm")
    warm_kernel.kernel_in(home, home / "socket")
    environment = own_settings(home) | {"PYTHONWARNINGS": "default"}
    process = warm_kernel.started(home / "socket", environment, home / "kernels.txt")
    yield home
    os.killpg(process.pid, signal.SIGTERM)
    process.wait()


def own_settings(home: Path) -> dict[str, str]:
    """Return this environment with IPython's and matplotlib's settings kept in a folder of the tests."""
    return os.environ | {"IPYTHONDIR": str(home / "ipython"), "MPLCONFIGDIR": str(home / "matplotlib")}


@pytest.fixture(scope="session")
def lab(chromium, warm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Give a JupyterLab 4 that is started once for all tests and stopped after them."""
    home = tmp_path_factory.mktemp("lab")
    folder, config = home / "notebooks", home / "config"
    folder.mkdir()
    settings = config / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    quiet = {"@jupyterlab/apputils-extension:announcements": True}
    settings.write_text(json.dumps({"disabledExtensions": quiet}), encoding="utf-8")
    static = light_files(home / "static")
    port = free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=", "--ServerApp.password=",
        f"--ServerApp.extra_static_paths=['{static}']", "--ServerApp.disable_check_xsrf=True",
        "--ServerApp.terminals_enabled=False",
        # A hundred tests, a kernel each: those whose page is closed are ended.
        "--MappingKernelManager.cull_idle_timeout=90", "--MappingKernelManager.cull_interval=30",
    ]  # fmt: skip
    environment = own_settings(warm) | {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PATH": str(warm),
        "PYTHONWARNINGS": "default",
    }
    with (home / "log.txt").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(url, server, home / "log.txt")
        yield Lab(url, folder)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def light_files(static: Path) -> Path:
    """Lay out what the light page loads (our page, the widgets, the themes), and return the folder to be served."""
    shutil.copytree(Path(__file__).parent / "light", static / "light")
    share = Path(sys.prefix, "share", "jupyter")
    shutil.copytree(share / "nbextensions", static / "light" / "nbextensions")
    shutil.copytree(share / "lab" / "themes" / "@jupyterlab", static / "light" / "themes")
    return static


@pytest.fixture(scope="session")
def light(lab: Lab) -> LightLab:
    """Give the light page of the same server."""
    return LightLab(lab.url, lab.folder)


@pytest.fixture
def jupyter(request: pytest.FixtureRequest) -> Lab:
    """Give JupyterLab to a test that is marked so; else the light page."""
    real = request.node.get_closest_marker("jupyterlab")
    found: Lab = request.getfixturevalue("lab" if real else "light")
    return found


def wait_until_up(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers, or fail with the end of its log."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/api/status", timeout=2).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def site(pyodide_files, warm: Path, tmp_path_factory: pytest.TempPathFactory):
    """Give a built course with its site: the place and the site's folder. Not to be changed."""
    from npqml.site.build import build_site

    place = built_course(tmp_path_factory.mktemp("site") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(warm))  # nine reading copies, a kernel each
        return place, build_site(place, COHORT).folder


@pytest.fixture(scope="session")
def address(site):
    """Give the address at which the site is served."""
    with served(site[1]) as found:
        yield found


@pytest.fixture(scope="session")
def whole_chromium(chromium) -> Iterator:
    """Give the whole browser: in its shell without a window the service worker of JupyterLite never starts."""
    if browser_path() is None:  # Playwright's own
        yield chromium
        return
    path = shutil.which("chromium")
    if path is None:
        why = "the site is tried in Debian's package chromium; there is only its headless shell"
        if os.environ.get("NPQML_NEEDS_BROWSER"):  # set where a skipped test would hide a fault
            pytest.fail(why)
        pytest.skip(why)
    browser = chromium.browser_type.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


def beyond_this_computer(asked: Sequence[str]) -> list[str]:
    """Return those of the addresses that a browser has asked for which are not on this computer."""
    return [
        url for url in asked if urlsplit(url).hostname not in HERE and not url.startswith(("data:", "blob:", "file:"))
    ]


@pytest.fixture
def tab(whole_chromium):
    """Give an empty page whose requests are seen and not touched: JupyterLite's worker must get its own.

    The test fails if the page, a worker or a service worker asked for anything outside this computer.
    """
    context = laptop(whole_chromium)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    assert asked
    assert beyond_this_computer(asked) == []
