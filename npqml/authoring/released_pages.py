"""The pages of a release as candidates have them: what the index and the glossary are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from npqml_widgets.documents.coursepages import pages_of


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
    """Return the pages module by module, self-study before practice; what is no page of the course is left out."""
    for folder in sorted(path for path in release.iterdir() if path.is_dir()):
        for page in pages_of(folder):
            name = page.path.relative_to(release).as_posix()
            yield ReleasedPage(name, folder.name, page.kind, page.minutes, page.title, page.texts)
