"""The line of a file on which a fault stands, found from what its refusal names: a task, its cell, a citation."""

from __future__ import annotations

import re
from pathlib import Path

from npqml.refusal import Refusal

TASK = re.compile(r"^\d[a-z](?:-\d+)?-[tq]\d+")
KEYS = {"worked solution": "worked", "rubric": "rubric", "check": "check", "marked example": "task"}
"""For what an entry says behind its task, the key with which that task's cell names it."""
VERBATIM = re.compile(r"\[@.*?\]|\{\{.*?\}\}|\*\*\w+|#+ [^(]*")
"""Entries that stand in the file as they are: a citation, a place to be filled in, a bold word, a heading."""
NOWHERE = "(?!)"


def with_line(refusal: Refusal) -> Refusal:
    """Return a refusal whose entry begins with the line on which it stands; the same where no line can be told."""
    path = Path(refusal.file)
    if path.suffix not in (".md", ".toml") or refusal.entry.startswith("line") or not path.is_file():
        return refusal
    found = _pattern(refusal.entry, path.suffix).search(text := path.read_text(encoding="utf-8", errors="replace"))
    if found is None:
        return refusal
    entry = f"line {text.count(chr(10), 0, found.start()) + 1}, {refusal.entry}"
    return Refusal(path, entry, found=refusal.found, expected=refusal.expected, do=refusal.do)


def _pattern(entry: str, suffix: str) -> re.Pattern[str]:
    """Return what stands on the line that an entry speaks of."""
    task = TASK.match(entry)
    if task is None:
        header = re.match(r"header, (?:npqml: )?(\w+)", entry)
        words = VERBATIM.match(entry)
        return re.compile(rf"\b{header[1]}:" if header else re.escape(words[0].rstrip()) if words else NOWHERE)
    name, rest = re.escape(task[0]), entry[task.end() :].removeprefix(", ")
    if suffix == ".toml":
        label = re.match(r"'(.*?)'", rest)
        named = rf'[^\[]*?name = "{re.escape(label[1])}"' if label else ""
        return re.compile(rf'task = "{name}"{named}')
    key = next((key for words, key in KEYS.items() if rest.startswith(words)), "")
    return re.compile(rf'"?{key}"?: "?{name}\b' if key else rf'\btask\(\s*"{name}"')
