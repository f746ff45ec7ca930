"""A notebook that is large by what its cells have printed, read without that: nothing of an output is marked."""

from __future__ import annotations

import re

from npqml_widgets.handin import limits
from npqml_widgets.keeping.readjson import DEEPEST, MARKS, STEP, TooMuch

_OUTPUTS = b'"outputs"'
_CARRIES = b'"npqml"'
_CELL = 3  # brackets that are open where a cell's own entries stand: the notebook, its cells, the cell
_BETWEEN = re.compile(rb"\s*:\s*")


def without_outputs(content: bytes) -> bytes:
    """Return a notebook's JSON with empty outputs; small ones that carry an answer or a verdict stay.

    Nothing is read into memory but what stays. Raises TooMuch where it is nested too deep; what is no JSON comes out as
    something that is none.
    """
    parts: list[bytes] = []
    copied = depth = 0
    inside, began, kept = 0, 0, list[bytes]()
    last = (b"", 0)
    for mark in MARKS.finditer(content):
        text = mark[0] if mark.end() - mark.start() < 20 else b""
        depth += STEP.get(text, 0)
        if depth > DEEPEST:
            raise TooMuch(f"it is nested deeper than {DEEPEST} levels")
        if not inside:
            if text == b"[" and depth == _CELL + 1 and last[0] == _OUTPUTS:
                if _BETWEEN.fullmatch(content, last[1], mark.start()):
                    parts.append(content[copied : mark.end()])
                    inside, kept = depth, []
            last = (text, mark.end())
        elif text == b"{" and depth == inside + 1:
            began = mark.start()
        elif text == b"}" and depth == inside:
            if mark.end() - began <= limits.CARRYING_BYTES and _CARRIES in content[began : mark.end()]:
                kept.append(content[began : mark.end()])
        elif depth < inside:
            parts.append(b",".join(kept))
            inside, copied, last = 0, mark.start(), (b"", 0)
    return b"".join([*parts, b"" if inside else content[copied:]])
