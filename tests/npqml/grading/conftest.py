"""What candidates of the small course send in."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from npqml.grading.assignment import Assignment, read_assignment
from npqml.place import Place


class Sender:
    """Writes one candidate's folder, as released, and changes it."""

    def __init__(self, place: Place, cohort: str, candidate: str) -> None:
        self.folder = place.submitted(cohort) / candidate / "1a"
        shutil.copytree(place.release(cohort) / "1a", self.folder)
        (self.folder / "work").mkdir()
        self.path = next(self.folder.glob("*.ipynb"))

    def read(self) -> dict[str, Any]:
        return json.loads(self.path.read_text(encoding="utf-8"))

    def write(self, notebook: Any) -> None:
        self.path.write_text(json.dumps(notebook), encoding="utf-8")

    def change(self, name: str, **changes: Any) -> None:
        """Change the fields of the cell with this id."""
        notebook = self.read()
        next(cell for cell in notebook["cells"] if cell["id"] == name).update(changes)
        self.write(notebook)

    def type(self, name: str, line: str) -> None:
        """Type a line below what stands in a cell."""
        notebook = self.read()
        cell = next(cell for cell in notebook["cells"] if cell["id"] == name)
        cell["source"] = "".join(cell["source"]) + "\n" + line
        self.write(notebook)

    def save(self, task: str, **values: Any) -> None:
        """Save an answer as the form does."""
        saved = {
            "schema": 1, "task": task, "revision": 1, "saved": "2026-11-20T16:05:00+00:00",
            "values": values, "versions": [],
        }  # fmt: skip
        (self.folder / "work" / f"{task}.json").write_text(json.dumps(saved))


@pytest.fixture
def sent(place: Place, cohort: str) -> Sender:
    """Give a candidate c001 who sends the module as it was released."""
    return Sender(place, cohort, "c001")


@pytest.fixture
def assignment(place: Place, cohort: str) -> Assignment:
    """Give module 1a of the small course."""
    return read_assignment(place, cohort, "1a")


@pytest.fixture(scope="session")
def sender():
    """Give the class, for tests that need several candidates."""
    return Sender
