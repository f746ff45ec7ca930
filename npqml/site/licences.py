"""The licences of everything that the in-browser course is made of: one page, and the texts that the parts carry."""

from __future__ import annotations

import html
import re
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

from attrs import frozen

from npqml.site.manifest import manifest

OURS = (
    "NPQML workbook: code MIT, content CC BY 4.0, framework text and national statistics Open Government Licence v3.0"
)
CORE = (
    ("Pyodide", "Mozilla Public License 2.0", "its source is at github.com/pyodide/pyodide"),
    ("CPython, with its standard library", "Python Software Foundation License 2", "part of Pyodide"),
    ("Emscripten", "MIT License", "part of Pyodide"),
    ("SQLite", "public domain", "part of Pyodide"),
    ("JupyterLite and its Pyodide kernel", "BSD 3-Clause License", "licences of their parts are in app/build"),
    ("JupyterLab, Jupyter Notebook, ipywidgets' page side", "BSD 3-Clause License", "parts of JupyterLite's app"),
)  # fmt: skip
PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Licences</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid #c9c9d1; }}
div {{ overflow-x: auto; }} a {{ display: inline-block; padding: 0.15rem 0; }}</style></head>
<body><main><p><a href="../index.html">All modules</a></p><h1>Licences</h1><p>{ours}.</p>
<p>The course in the browser contains work of others, under their own licences.</p>
<div role="region" tabindex="0" aria-label="Parts and their licences"><table><thead><tr><th scope="col">Part</th>
<th scope="col">Licence</th><th scope="col">Text</th></tr></thead>
<tbody>
{rows}
</tbody></table></div></main></body></html>
"""


@frozen
class Part:
    """One part: its name with its version, its licence in words, and the files with its text."""

    name: str
    licence: str
    texts: tuple[str, ...] = ()


def write_licences(pyodide: Path, folder: Path) -> list[Part]:
    """Write the page and the texts, and give the parts with a wheel of their own; `pyodide` holds the wheels."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_part(path, folder) for path in sorted(pyodide.glob("*.whl")) if not path.name.startswith("npqml_")]
    rows = [_row(f"{name} {manifest().pyodide.version if name == 'Pyodide' else ''}".strip(), words, note)
            for name, words, note in CORE]  # fmt: skip
    rows += [_row(one.name, one.licence, *_links(one.texts)) for one in parts]
    (folder / "index.html").write_text(PAGE.format(ours=html.escape(OURS), rows="\n".join(rows)), encoding="utf-8")
    return parts


def _part(wheel: Path, folder: Path) -> Part:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        about = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(about).decode("utf-8", "replace"))
        name = f"{metadata['Name']} {metadata['Version']}"
        carried = [
            one for one in names if ".dist-info/" in one and re.search(r"(?i)/(licen[cs]e|copying|notice)[^/]*$", one)
        ]
        texts = []
        for number, one in enumerate(sorted(carried), 1):
            target = folder / f"{metadata['Name'].lower()}{f'-{number}' if number > 1 else ''}.txt"
            target.write_bytes(archive.read(one))
            texts.append(target.name)
    return Part(name, _licence(metadata), tuple(texts))


def _licence(metadata: Message) -> str:
    """Give the licence that a wheel states: an expression, a short line, or its classifiers."""
    stated = metadata["License-Expression"] or metadata["License"] or ""
    if stated and "\n" not in stated.strip() and len(stated) < 60 and stated.upper() != "UNKNOWN":
        return str(stated.strip())
    classed = [
        one.split("::")[-1].strip() for one in metadata.get_all("Classifier", []) if one.startswith("License ::")
    ]
    return ", ".join(dict.fromkeys(classed)) or str(
        stated.strip().splitlines()[0] if stated.strip() else "see its text"
    )


def _row(name: str, licence: str, *notes: str) -> str:
    cells = "".join(f"<td>{one}</td>" for one in (html.escape(licence), ", ".join(notes)))
    return f'<tr><th scope="row">{html.escape(name)}</th>{cells}</tr>'


def _links(texts: tuple[str, ...]) -> list[str]:
    return [f'<a href="{html.escape(one)}">{html.escape(one)}</a>' for one in texts]
