"""No mirror: what must hold of the guides that people read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BARE = re.compile(r"(?:^ {4}|`)(?:npqml|nbgrader) [a-z]", re.MULTILINE)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_with_commands_says_where_they_lie(guide):
    text = guide.read_text(encoding="utf-8")
    first = BARE.search(text)
    if first and guide.name not in ("architecture.md",):  # a map, from which nobody types
        assert "`. .venv/bin/activate`" in text
        assert ".venv/bin/npqml" in text or ".venv/bin/`" in text


def test_the_guide_names_the_folder_of_earlier_hand_ins_where_collecting_puts_it():
    from npqml.collect.placing import EARLIER

    assert f"`submitted/{EARLIER}/my-cohort/<candidate>/<module>/`" in (ROOT / "docs/provider.md").read_text("utf-8")
