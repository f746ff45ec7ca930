"""Every page of the course runs from top to bottom, here and in the browser's Python.

No mirror: the pages of the demonstration as the repository holds them, beside their files as a candidate gets them.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from npqml_widgets.documents.coursepages import FINDING

RELEASE = Path("release") / "demo-secondary"
PAGES = sorted(path.relative_to(RELEASE) for path in RELEASE.rglob("*.ipynb") if path.name not in FINDING)
"""Index and glossary have nothing that runs."""


def test_there_are_pages():
    assert len(PAGES) >= 20


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_released_page_runs_from_top_to_bottom(page, tmp_path, monkeypatch):
    module = page.parts[0]
    shutil.copytree(RELEASE / module, tmp_path / module)
    cells = json.loads((RELEASE / page).read_text(encoding="utf-8"))["cells"]
    codes = {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}
    assert codes
    monkeypatch.chdir((tmp_path / page).parent)
    namespace = {"__name__": "__main__"}
    for cell, code in codes.items():
        exec(compile(code, cell, "exec"), namespace)
