from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.gates.lines import with_line
from npqml.refusal import Refusal

PAGE = """---
npqml: {module: 1a, minutes: 60}
---

**Time: 60 minutes**, and [@nobody].

task(
    "1a-t1", hints=["1a-t10"])

:npqml: {task: 1a-t1, answers: [roll]}
:npqml: {check: 1a-t1, points: 2}
:npqml: {worked: 1a-t1}
+++ {"npqml": {"rubric": "1a-t1"}}
"""
BANK = """[[answer]]
task = "1a-t10"
name = "by hand"

[[answer]]
task = "1a-t1"
name = "by hand"

[[answer]]
task = "1a-t1"
name = "half of it (rounded)"
"""


@pytest.mark.parametrize(
    ("name", "entry", "line"),
    [
        ("page.md", "header, minutes (primary)", 2),
        ("page.md", "header, npqml: module", 2),
        ("page.md", "**Time, tasks 1 to 4 (primary)", 5),
        ("page.md", "[@nobody]", 5),
        ("page.md", "1a-t1", 7),
        ("page.md", "1a-t1, marked example (demo-primary, seed 1)", 10),
        ("page.md", "1a-t1, check b", 11),
        ("page.md", "1a-t1, worked solution (demo-primary, seed 1)", 12),
        ("page.md", "1a-t1, rubric (primary)", 13),
        ("bank.toml", "1a-t1", 6),
        ("bank.toml", "1a-t1, 'half of it (rounded)' (demo-primary, seed 1)", 10),
    ],
)
def test_an_entry_is_found_on_its_line(name, entry, line, tmp_path: Path):
    path = tmp_path / name
    path.write_text(PAGE if name.endswith(".md") else BANK, encoding="utf-8")
    assert with_line(Refusal(path, entry, found="it", expected="another")).entry == f"line {line}, {entry}"


@pytest.mark.parametrize("entry", ["", "1a-t9", "text", "line 3", "lines 3, 4", "demo-primary, seed 1", "[@somebody]"])
def test_what_names_no_line_stays_as_it_is(entry, tmp_path: Path):
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    assert with_line(Refusal(tmp_path / "page.md", entry, found="it", expected="another")).entry == entry


def test_a_file_that_is_gone_or_of_another_kind_is_let_be(tmp_path: Path):
    for refusal in (
        Refusal(tmp_path / "gone.md", "1a-t1", found="", expected=""),
        Refusal(tmp_path, "1a", found="", expected=""),
    ):
        assert with_line(refusal) is refusal
