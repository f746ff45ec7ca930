"""What tests of forms with tables and tabs share: what is kept, the Tab key, a tab by its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from npqml_widgets.forms.shared.words import a_or_an
from tests.browser.stepping import press

OURS = ".jp-OutputArea:has(.npqml-big)"
GRID = "table[role=grid]"
TABS = ".lm-TabBar [role=tab][id^='tab-key']"
_NAMED = """() => { const node = document.activeElement;
  return (node.labels?.[0]?.textContent || node.ariaLabel || node.textContent).trim(); }"""


def entries_kept(folder: Path, name: str, part: str) -> dict[str, Any]:
    """Return the entries of a document's list as its file holds them, by ID; none while there is no file."""
    path = folder / "work" / f"{name}.json"
    document = json.loads(path.read_text())["document"] if path.exists() else {part: []}
    return {entry["id"]: entry for entry in document[part]}


def go_to(page: Any, name: str) -> None:
    """Press Tab until the element of that name has the focus."""
    for _ in range(80):
        if page.evaluate(_NAMED) == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by the Tab key")


def show_tab(page: Any, words: str) -> None:
    """Press the tab that begins with these words."""
    page.locator(TABS).filter(has_text=words).first.click()


def add_by_keys(page: Any, word: str, new: str, cells: list[str]) -> None:
    """Add an entry by keys alone and type in its first cells, one after the other."""
    page.get_by_label("Find").first.focus()
    go_to(page, f"Add {a_or_an(word)}")
    press(page, "Enter")
    page.wait_for_function(f"() => document.activeElement.closest('tr')?.cells?.[0].textContent === '{new}'")
    for place, words in enumerate(cells):
        page.keyboard.type(words)
        press(page, "Enter" if place + 1 == len(cells) else "Tab")


def complaints_of_tabs(page: Any, complaints: Any, tabs: tuple[str, ...]) -> list[Any]:
    """Return what axe and our own rules have against each tab, with one entry open in full."""
    page.locator(f"{GRID} tbody th").first.click()
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    found = []
    for tab in tabs:
        show_tab(page, tab)
        page.wait_for_timeout(500)
        found += complaints(page, OURS)
    return found
