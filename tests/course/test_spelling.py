"""What people read is written in British English, as schools write it."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ_BY_PEOPLE = [
    *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "course").rglob("*.md"),
    *(ROOT / "course").rglob("answers.toml"), *(ROOT / "npqml" / "reports").rglob("*.html"),
]  # fmt: skip
BOTH = {
    "check",
    "story",
    "stories",
    "program",
    "programs",
    "practice",
    "practices",
    "meter",
    "license",
    "dialog",
    "color",
    "gray",
}
"""Right in British English too in another sense, or words of CSS and Python."""


def american_words() -> set[str]:
    text = files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8")
    pairs = [line.split("->") for line in text.splitlines() if "->" in line]
    british = {one.strip() for one, _ in pairs}
    american = {word.strip() for _, words in pairs for word in words.split(",") if word.strip()}
    return american - british - BOTH


def test_no_american_spelling_reaches_a_reader():
    american = american_words()
    assert "behavior" in american
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in READ_BY_PEOPLE
        for word in re.findall(r"[a-z]+", path.read_text(encoding="utf-8").lower())
        if word in american
    ]
    assert not found, "\n".join(sorted(set(found)))
