"""The cells of a file that a candidate sent, as far as there are any: nothing in them is trusted."""

from __future__ import annotations

from typing import Any

from attrs import define, field

KINDS = ("code", "markdown", "raw")


class Ungradable(Exception):
    """Says, in a candidate's words, why a file cannot be graded."""


@define
class Sent:
    """One cell as it was sent: nothing in it is trusted."""

    kind: str
    id: str
    source: str
    marking: dict[str, Any]
    name: str = ""
    group: list[Sent] = field(factory=list, repr=False)


def sent_cells(content: Any) -> list[Sent]:
    """Read the cells of whatever JSON was sent; raises Ungradable if there are none."""
    if isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        content = {"cells": [c for s in content["worksheets"] if isinstance(s, dict) for c in s.get("cells") or []]}
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        raise Ungradable("The file is not a notebook: there are no cells in it.")
    found = [_sent(cell) for cell in cells if isinstance(cell, dict)]
    if not found:
        raise Ungradable("The notebook is blank: there are no cells in it.")
    return found


def _sent(cell: dict[str, Any]) -> Sent:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(one for one in source if isinstance(one, str))
    metadata = cell.get("metadata")
    marking = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    kind = cell.get("cell_type")
    return Sent(
        kind if kind in KINDS else "raw",
        cell["id"] if isinstance(cell.get("id"), str) else "",
        _clean(source if isinstance(source, str) else ""),
        marking if isinstance(marking, dict) else {},
    )


def _clean(text: str) -> str:
    """Give text that can be written to a file: half characters are replaced, null characters dropped."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
