"""The pages of a release as candidates have them: what the index and the glossary are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen


@frozen
class ReleasedPage:
    """One notebook of a release: its path below the release's folder, and what it says of itself."""

    path: str
    module: str
    kind: str
    minutes: int
    title: str
    texts: tuple[str, ...]
    """Its Markdown cells."""


def released_pages(release: Path) -> Iterator[ReleasedPage]:
    """Return the pages module by module, self-study before practice, as they are read."""
    for folder in sorted(path for path in release.iterdir() if path.is_dir()):
        for path in (*sorted(folder.glob("learn-about/*.ipynb")), *sorted(folder.glob("*.ipynb"))):
            notebook = json.loads(path.read_bytes())
            about = notebook["metadata"]["npqml"]
            texts = tuple("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
            lines = [line for text in texts for line in text.splitlines() if line.startswith("# ")]
            title = lines[0].removeprefix("# ").strip() if lines else path.stem
            name = path.relative_to(release).as_posix()
            yield ReleasedPage(name, folder.name, about["kind"], int(about["minutes"]), title, texts)
