"""What tests of forms that are gone through step by step share: open, walk by keys, read what is kept, start anew."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import IDLE

COURSE = Path(__file__).parents[2] / "course"
OURS = ".jp-OutputArea:has(.npqml-steps)"
STEPS = ".npqml-steps"
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"
HTML = "(node) => node.outerHTML"
# What JupyterLab's own styles add shows in one. The dark one is tried for every control each time (test_controls).
THEMES = ["light", pytest.param("dark", marks=[pytest.mark.jupyterlab, pytest.mark.everything])]
DESTROYERS = ["x", "m", "a", "d", "d", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"]


def start(jupyter, page, notebook: str) -> None:
    """Open a notebook and press Start."""
    jupyter.open(page, notebook)
    run(jupyter, page)


def run(jupyter, page) -> None:
    """Run all cells and wait until the form stands in the page."""
    jupyter.run_all(page)
    page.locator(f"{STEPS} h3:visible").first.wait_for()


def reload(page) -> None:
    """Save the notebook, load the page anew, and wait for the form: its kernel has gone on running."""
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    page.locator(f"{STEPS} h3:visible").first.wait_for()


def new_kernel(jupyter, page) -> None:
    """Restart the kernel and press Start."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(IDLE)
    run(jupyter, page)


def kept(folder: Path, name: str) -> dict[str, Any]:
    """Give a document as its file holds it, or an empty one while there is no file."""
    path = folder / "work" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text())["document"] if path.exists() else {}
    return found


def soon(found: Callable[[], Any], wanted: Any) -> None:
    """Wait until `found()` gives what is wanted, and fail where it does not."""
    until, now = time.monotonic() + 30, found()
    while time.monotonic() < until and now != wanted:
        time.sleep(0.1)
        now = found()
    assert now == wanted


def focused(page) -> str:
    """Give the name of what has the focus: its label or its own words."""
    return page.evaluate("""() => { const node = document.activeElement;
      return (node.labels?.[0]?.textContent || node.textContent || "").trim(); }""")


def go_to(page, name: str) -> None:
    """Press Tab until the element whose name starts like this has the focus."""
    for _ in range(80):
        if focused(page).startswith(name):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by the Tab key; the focus is on {focused(page)!r}")


def press(page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def pick(page, words: str) -> None:
    """Choose a radio button by keys: Tab to its group, then arrows; Space where it is the one that Tab reaches."""
    for _ in range(80):
        if page.evaluate("() => document.activeElement.type") == "radio":
            for _ in range(8):
                if focused(page).startswith(words):
                    page.keyboard.press("Space")
                    return
                page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    pytest.fail(f"{words} cannot be chosen by keys")


def all_on_screen(page) -> None:
    """Make the screen long enough for all of it: axe judges contrast only of what can be seen."""
    page.set_viewport_size({"width": 1366, "height": 12_000})
    page.evaluate("() => { document.body.style.overflow = 'visible'; }")
    page.wait_for_timeout(300)


def no_key_changes_a_cell(jupyter, page) -> int:
    """Press every dangerous key on every element of the form, and give the number of elements tried."""
    before, tried, place = jupyter.cells(page), 0, 0
    elements = page.locator(OURS).locator(FOCUSABLE)
    while place < elements.count():  # found anew each time: a key in a list of choices may show other parts
        element = elements.nth(place)
        place += 1
        if not element.is_visible() or element.get_attribute("type") == "file":
            continue
        element.focus()
        press(page, *DESTROYERS)
        tried += 1
        assert jupyter.cells(page) == before, f"a key changed a cell, at element {place} of {elements.count()}"
    return tried
