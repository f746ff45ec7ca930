"""The course as files: which module lies in which folder and which notebooks it has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from attrs import frozen

from npqml.refusal import Refusal

FOLDER = re.compile(r"^([1-9][a-z])-[a-z0-9-]+$")


@frozen
class Module:
    """One module's folder in course/ and the files in it."""

    id: str
    folder: Path

    @property
    def learn_how_to(self) -> Path:
        """The graded practice."""
        return self.folder / "learn-how-to.md"

    @property
    def learn_about(self) -> dict[str, Path]:
        """The self-study notebooks by id, such as 1a-1."""
        found = sorted(self.folder.glob("learn-about-*.md"))
        return {f"{self.id}-{path.name.split('-')[2]}": path for path in found}

    @property
    def session(self) -> Path:
        """The facilitator's plan."""
        return self.folder / "session.md"

    @property
    def answers(self) -> Path:
        """The right variants and the named mistakes for each graded task."""
        return self.folder / "answers.toml"

    @property
    def title_slug(self) -> str:
        """The folder's name, used for the built notebook."""
        return self.folder.name


@cache
def modules(course: Path) -> dict[str, Module]:
    """Find the modules that have been written, by id, in order; refuses two folders for one module."""
    found: dict[str, Module] = {}
    for folder in sorted(course.glob("[1-9]-*/*")):
        match = FOLDER.match(folder.name)
        if not (folder.is_dir() and match):
            continue
        if match[1] in found:
            raise Refusal(
                folder,
                match[1],
                found="a second folder for this module",
                expected="one",
                do=f"The other is {found[match[1]].folder}.",
            )
        found[match[1]] = Module(match[1], folder)
    return dict(sorted(found.items()))


def find_module(course: Path, module: str) -> Module:
    """Return one module by id; refuses an id that has no folder."""
    there = modules(course)
    if module not in there:
        raise Refusal(
            course,
            module,
            found="no folder for this module",
            expected=f"one of {', '.join(there)}",
            do="Mend the id, or write the module.",
        )
    return there[module]
