"""What can be told from the text alone: texts for pictures, citations, links to the files that it names."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

from npqml.authoring.source import Source
from npqml.authoring.text import CITATION, PLACE
from npqml.course.sources import Sources, load_sources
from npqml.refusal import Refusal

IMAGE = re.compile(r"!\[([^\]]*)\]\(")
FILE = re.compile(r"\b[\w-]+\.(?:csv|xlsx)\b")
LINKED = re.compile(r"\]\((?:\.\./|examples/)?([\w-]+\.\w+)\)")


def faults(course: Path, source: Source) -> list[Refusal]:
    """List what is wrong with a notebook's text."""
    return _pictures(source) + _citations(course, source) + _files(source)


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
