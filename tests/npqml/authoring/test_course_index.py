from __future__ import annotations

import json
from pathlib import Path

from npqml.authoring.course_index import course_index
from npqml.authoring.released_pages import released_pages
from npqml.course.framework import load_framework

COURSE = Path(__file__).parents[3] / "course"


def written(folder, path, kind, minutes, title):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    cell = {"cell_type": "markdown", "source": [f"# {title}\n", "and more"]}
    file.write_text(json.dumps({"cells": [cell], "metadata": {"npqml": {"kind": kind, "minutes": minutes}}}))


def test_the_index_leads_to_every_page_and_says_what_is_not_written_yet(tmp_path):
    written(tmp_path, "1a/1a-analyse.ipynb", "learn-how-to", 120, "Analyse")
    written(tmp_path, "1a/learn-about/1-tools.ipynb", "learn-about", 30, "Tools")
    written(tmp_path, "assessment/risk-register.ipynb", "assessment", 20, "Risks")
    index = course_index(released_pages(tmp_path), load_framework(COURSE))
    assert "- **1a [Analyse](../1a/1a-analyse.ipynb)**, 150 minutes in all" in index
    assert "    - [Tools](../1a/learn-about/1-tools.ipynb): 30 minutes" in index
    assert index.count("*not written yet*") >= 15
    assert "[1a](../1a/1a-analyse.ipynb) |" in index
    assert "| Risk register | 5.1.3 | [open](../assessment/risk-register.ipynb) | 5b (not written yet) |" in index
    assert "### Up to 40 minutes\n\n- 30: [Tools](../1a/learn-about/1-tools.ipynb) (1a)" in index
    assert "### An evening\n\n- 120: [Analyse](../1a/1a-analyse.ipynb) (1a)" in index
