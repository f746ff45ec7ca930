"""What the tests of the 360 form share: a notebook with the form in it, and somebody with nothing but a keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.stepping import soon

CELL = 'from npqml_widgets.forms.feedback360 import feedback360\n\nfeedback360("round")'
PRACTICE = 'from npqml_widgets.forms.feedback360 import feedback360_practice\n\nfeedback360_practice("round")'
FORM = ".npqml-long-document"


class Desk:
    """The collator's form in an open notebook, and a keyboard."""

    def __init__(self, lab, page, name: str) -> None:
        self.lab, self.page, self.name, self.keys = lab, page, name, page.keyboard
        self.folder: Path = (lab.folder / name).parent

    def open(self) -> None:
        """Open the notebook, run it, and wait for the form."""
        self.lab.open(self.page, self.name)
        self.lab.run_all(self.page)
        self.page.locator(FORM).wait_for()

    def tab_to(self, wanted: str) -> None:
        """Press Tab until the element of that name has the focus, from the top of the form if need be."""
        name = """() => { const node = document.activeElement;
          return (node.labels?.[0]?.textContent || node.textContent || "").trim(); }"""
        for _ in range(160):
            if self.page.evaluate(name).startswith(wanted):
                return
            self.keys.press("Tab")
        pytest.fail(f"{wanted} cannot be reached by the Tab key")

    def go(self, section: str) -> None:
        """Open a section by the buttons at the top."""
        self.page.locator(f"{FORM} nav button").first.focus()
        self.tab_to(section)
        self.keys.press("Enter")
        self.page.locator(f"{FORM} h3", has_text=section).wait_for()

    def put(self, label: str, words: str) -> None:
        """Type into the box of that label, in place of what stood there."""
        self.tab_to(label)
        self.keys.press("Control+a")
        self.keys.type(words)

    def press(self, button: str) -> None:
        """Go to a button by Tab and press Enter."""
        self.tab_to(button)
        self.keys.press("Enter")

    def says(self, words: str) -> None:
        """Wait until the page says these words."""
        self.page.locator(".npqml-came", has_text=words).first.wait_for()

    def kept(self) -> dict[str, Any]:
        """Give the document as it is in its file."""
        return json.loads((self.folder / "work" / "round.json").read_text())["document"]

    def wait_until_kept(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the document is as wanted, and give it."""
        soon(lambda: (self.folder / "work" / "round.json").exists() and wanted(self.kept()), True)
        return self.kept()
