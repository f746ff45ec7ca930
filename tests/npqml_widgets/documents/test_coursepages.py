"""Pages say of themselves what they are; a module counts as here once its practice is."""

from __future__ import annotations

import json

from npqml_widgets.documents.coursepages import modules_here, pages_of, practice_of, read_page


def write(path, kind: str, title: str, minutes: int = 20) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [{"cell_type": "markdown", "source": f"# {title}\n\nText"}]
    path.write_text(json.dumps({"metadata": {"npqml": {"kind": kind, "minutes": minutes}}, "cells": cells}))


def test_pages_of_a_module_come_self_study_first(tmp_path):
    write(tmp_path / "1a" / "1a-read.ipynb", "learn-how-to", "Read", 70)
    write(tmp_path / "1a" / "learn-about" / "1-data.ipynb", "learn-about", "Data")
    (tmp_path / "1a" / "mine.ipynb").write_text('{"cells": [], "metadata": {}}')
    pages = pages_of(tmp_path / "1a")
    assert [(page.title, page.kind, page.minutes) for page in pages] == [
        ("Data", "learn-about", 20), ("Read", "learn-how-to", 70),
    ]  # fmt: skip
    assert practice_of(pages).title == "Read"


def test_only_folders_with_practice_are_modules(tmp_path):
    write(tmp_path / "1a" / "1a-read.ipynb", "learn-how-to", "Read")
    write(tmp_path / "assessment" / "log.ipynb", "assessment", "Log")
    write(tmp_path / "2a" / "learn-about" / "1.ipynb", "learn-about", "Half")
    assert list(modules_here(tmp_path)) == ["1a"]


def test_a_page_that_is_written_anew_is_read_anew(tmp_path):
    path = tmp_path / "1a" / "1a-read.ipynb"
    write(path, "learn-how-to", "Read")
    assert read_page(path).title == "Read"
    write(path, "learn-how-to", "Read a table")
    assert read_page(path).title == "Read a table"


def test_what_cannot_be_read_is_no_page(tmp_path):
    (tmp_path / "damaged.ipynb").write_text("{")
    assert read_page(tmp_path / "damaged.ipynb") is None
    assert read_page(tmp_path / "gone.ipynb") is None
