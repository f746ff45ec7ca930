"""What can be told from the text alone: reading time, texts for pictures, citations, a session's timings."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from npqml.authoring.gates.rules import task_calls
from npqml.authoring.gates.unwritten import MARK
from npqml.authoring.source import Source
from npqml.authoring.text import CITATION, PLACE
from npqml.course.sources import Sources, load_sources
from npqml.refusal import Refusal

WORDS_A_MINUTE = 200
"""A brisk adult reading pace for plain prose; the gate allows for slower and faster readers."""
MINUTES_A_TASK = {"learn-how-to": (2.0, 6.0), "learn-about": (1.0, 4.0)}
"""The least and most minutes that one task may be taken to need."""
IMAGE = re.compile(r"!\[([^\]]*)\]\(")
FILE = re.compile(r"\b[\w-]+\.(?:csv|xlsx)\b")
LINKED = re.compile(r"\]\((?:\.\./)?([\w-]+\.\w+)\)")


def faults(course: Path, source: Source) -> list[Refusal]:
    """List what is wrong with a notebook's text."""
    found = _pictures(source) + _citations(course, source) + _files(source)
    if source.header.kind == "session":
        return found + _session(source)
    if source.header.kind == "assessment":  # its time goes into the candidate's own document, not into reading
        return found
    return found + _minutes(source)


def words(source: Source) -> int:
    """Count the words that a candidate reads: prose and the texts of forms and figures; hints and folds left out."""
    prose = "\n".join(cell.source if cell.cell_type == "markdown" else _shown(cell) for cell in source.notebook.cells)
    prose = re.sub(r"<details>.*?</details>", " ", prose, flags=re.DOTALL)
    prose = re.sub(r"<[^>]+>|\]\([^)]*\)", " ", prose)
    return len(re.findall(r"[\w'’%£.,-]*\w[\w'’%]*", prose))


def _shown(cell: Any) -> str:
    """Return the texts in an author's cell that a candidate sees: those of more than three words, without the hints."""
    if cell.metadata.get("npqml"):
        return ""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return ""
    hints = [
        one
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "hints"
        for one in ast.walk(node)
    ]
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(str(one.value) for one in texts if one not in hints and str(one.value).count(" ") > 2)


def _minutes(source: Source) -> list[Refusal]:
    header = source.header
    if any(MARK in cell.source for cell in source.notebook.cells):
        return []  # how long it takes is known once all is written
    tasks = sum(len(task_calls(cell.source)) for cell in source.notebook.cells if cell.cell_type == "code")
    reading = words(source) / WORDS_A_MINUTE
    least, most = MINUTES_A_TASK[header.kind]
    low, high = reading * 0.8 + tasks * least, reading * 1.5 + tasks * most
    found = []
    if not 20 <= header.minutes <= 100:
        found.append(
            Refusal(
                source.path,
                "header, minutes",
                found=str(header.minutes),
                expected="20 to 100",
                do="Split or fill the unit.",
            )
        )
    if not low <= header.minutes <= high:
        found.append(
            Refusal(
                source.path,
                "header, minutes",
                found=str(header.minutes),
                expected=f"{low:.0f} to {high:.0f}, for {words(source)} words and {tasks} tasks",
                do="State the true time, or cut.",
            )
        )
    return found


def _files(source: Source) -> list[Refusal]:
    """List data files that a text names and nothing links: in the browser there is no folder to look into."""
    text = "\n".join(cell.source for cell in source.notebook.cells if cell.cell_type == "markdown")
    above = "../" if source.header.kind == "learn-about" else ""
    return [
        Refusal(
            source.path, "text", found=f"the file {name} without a link to it", expected=f"[{name}]({above}{name})",
            do="Link it once, so that a click downloads it.",
        )
        for name in sorted({*FILE.findall(text)} - {*LINKED.findall(text)})
    ]  # fmt: skip


def _pictures(source: Source) -> list[Refusal]:
    found = []
    for cell in source.notebook.cells:
        if cell.cell_type == "markdown":
            empty = any(not alt.strip() for alt in IMAGE.findall(cell.source)) or re.search(
                r"<img(?![^>]*\balt=\"[^\"]+)", cell.source
            )
            if empty:
                found.append(
                    Refusal(
                        source.path,
                        cell.source.strip()[:50],
                        found="a picture without a text",
                        expected="![what it shows](...)",
                        do="Say what it shows.",
                    )
                )
        elif cell.cell_type == "code":
            found += [
                Refusal(
                    source.path,
                    f"figure(...) on line {line}",
                    found="no sentence",
                    expected='sentence="what the chart shows"',
                    do="Say what it shows.",
                )
                for line in _silent_figures(cell.source)
            ]
    return found


def _silent_figures(code: str) -> list[int]:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return [
        node.lineno for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "figure"
        and len(node.args) < 2 and not any(one.arg in ("sentence", None) for one in node.keywords)
    ]  # fmt: skip


@lru_cache(maxsize=1)  # a module has several notebooks, and all cite the same file
def _sources(course: Path, changed: int) -> Sources:
    return load_sources(course)


def _citations(course: Path, source: Source) -> list[Refusal]:
    path = course / "sources.toml"
    sources = _sources(course, path.stat().st_mtime_ns if path.is_file() else 0)
    text = "\n".join(cell.source for cell in source.notebook.cells if cell.cell_type == "markdown")
    found = []
    for key in CITATION.findall(text):
        if key not in sources:
            found.append(_unknown(source, f"[@{key}]"))
    for figure, key in PLACE.findall(text):
        if figure and not sources.has_figure(key):
            found.append(_unknown(source, f"{{{{figure:{key}}}}}"))
    return found


def _unknown(source: Source, entry: str) -> Refusal:
    return Refusal(
        source.path,
        entry,
        found="no such key in course/sources.toml",
        expected="a key that is there",
        do="Mend it, or add the source.",
    )


def _session(source: Source) -> list[Refusal]:
    text = "\n".join(cell.source for cell in source.notebook.cells)
    table = re.search(r"^\| *Minutes *\|.*?\n\|[-| :]+\n((?:\|.*\n?)+)", text, re.MULTILINE)
    if not table:
        return [
            Refusal(
                source.path,
                "plan",
                found="no table of timings",
                expected="a table that starts | Minutes | What | Materials |",
                do="Add it.",
            )
        ]
    cells = [row.split("|")[1].strip() for row in table.group(1).splitlines() if row.strip()]
    total = sum(int(one) for one in cells if one.isdigit())
    if total != source.header.minutes:
        return [
            Refusal(
                source.path,
                "plan",
                found=f"timings that add up to {total} minutes",
                expected=f"{source.header.minutes}, as the header states",
                do="Mend a timing.",
            )
        ]
    return []
