"""Making one fault in a copy of the real course, of which the gates must name the file and the place."""

from __future__ import annotations

from pathlib import Path

REAL = Path(__file__).parents[4] / "course"
FOLDER = "1-strategy-and-improvement/1a-analyse-performance-data"
HOW_TO, TOOLS, SESSION, BANK = "learn-how-to.md", "learn-about-1-data-tools.md", "session.md", "answers.toml"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r} any more: mend this test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
