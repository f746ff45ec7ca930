"""What several test folders share: a Chromium that reaches nothing but this computer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

settings.register_profile("quick", max_examples=25)  # `make quick` tries fewer examples; `make test` a hundred of each
settings.register_profile("few", max_examples=5)  # in the browser's Python, which is slow: whether it works there

HERE = {"127.0.0.1", "localhost", ""}
EVERYTHING = bool(os.environ.get("NPQML_ALL"))  # what takes long and rarely breaks is shown as well: .ci/run sets it
SCREEN = {"width": 1366, "height": 768}  # of a school laptop
PATIENCE = 180_000  # milliseconds: what comes in one second here may take minutes where two suites share the processor
NEEDS = {"chromium": "browser", "graded": "slow", "node": "slow", "pyodide_files": "slow"}  # fixtures that take long
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no other name leads anywhere
]


def browser_path() -> str | None:
    """Return the system's Chromium: the shell without a window, which costs a fifth less, before the whole browser."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser, a graded cohort or another program; leave out what only a run of everything shows."""
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])
    not_now = {
        "everything": EVERYTHING,
        "many_seeds": bool(os.environ.get("NPQML_SEEDS")),
        "whole_table": bool(os.environ.get("NPQML_TABLE")),
        "interruptions": bool(os.environ.get("NPQML_INTERRUPTIONS")),
    }
    left_out = [item for item in items if any(item.get_closest_marker(name) for name, on in not_now.items() if not on)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """Give a running Chromium: the system's, else the one that Playwright has downloaded."""
    from playwright import sync_api

    os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"  # what service workers ask for is seen as well
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        except sync_api.Error as problem:
            why = f"browser tests need Chromium, and none could be started: {problem.message.splitlines()[0]}"
            if os.environ.get("NPQML_NEEDS_BROWSER"):  # set where a skipped test would hide a fault
                pytest.fail(why)
            pytest.skip(why)
        sync_api.expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


def laptop(browser):
    """Give a fresh profile of a browser, with a school laptop's screen, that waits as long as a busy machine needs."""
    context = browser.new_context(viewport=SCREEN)
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def node() -> str:
    """Give the path of Node."""
    found = shutil.which("node")
    if found is None:
        why = "needs Node (Debian's package nodejs)"
        if os.environ.get("NPQML_NEEDS_NODE"):  # set where a skipped test would hide a fault
            pytest.fail(why)
        pytest.skip(why)
    return str(found)


@pytest.fixture(scope="session")
def pyodide_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with Pyodide and the course's wheels."""
    from npqml.refusal import Refusal
    from npqml.site.pyodide import put_pyodide

    folder = tmp_path_factory.mktemp("pyodide") / "all"
    try:
        put_pyodide(folder)
    except Refusal as problem:
        why = f"Pyodide cannot be had here: {problem}"
        if os.environ.get("NPQML_NEEDS_PYODIDE"):  # set where a skipped test would hide a fault
            pytest.fail(why)
        pytest.skip(why)
    return folder


@pytest.fixture
def outside() -> list[str]:
    """Give the list of addresses outside this computer that a page has asked for; they are all refused."""
    return []


@pytest.fixture
def page(chromium, outside: list[str]) -> Iterator:
    """Give an empty page of a school laptop's size; a test fails if it asked for anything outside."""

    def loopback_only(route) -> None:
        if urlsplit(route.request.url).hostname in HERE:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context = laptop(chromium)
    context.route(lambda url: urlsplit(url).hostname not in HERE, loopback_only)
    yield context.new_page()
    context.close()
    assert outside == [], "the page asked for addresses outside this computer"


@pytest.fixture(scope="session")
def complaints() -> Callable[..., list[str]]:
    """Give a function that lists what axe and our own rules have against each part of a page."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="needs axe-playwright-python").AXE_SCRIPT
    rules = (Path(__file__).parent / "browser" / "rules.js").read_text(encoding="utf-8")

    def look(page, selector: str) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(axe)
        found = page.evaluate("(where) => axe.run(where, {resultTypes: ['violations']})", selector)
        ours = [line for part in page.locator(selector).all() for line in part.evaluate(rules)]
        return ours + [
            f"axe {one['id']} ({one['impact']}): {node['html'][:160]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return look
