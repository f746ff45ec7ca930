"""Reading JSON that anybody may have written: in a browser, a file nested too deep would end Python for good."""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 200
"""Levels; a notebook with its widgets has about twenty."""
MOST_PIECES = 2_000_000
"""Texts and brackets; 20 MB of nothing else would take seconds to read, and half a gigabyte."""
# Texts and brackets, each in one piece; what stands between them matters to nobody here.
MARKS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
STEP = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


class TooMuch(ValueError):
    """Says in what way a file is more than anybody's work."""


def read_json(content: bytes) -> Any:
    """Give what JSON holds; raises ValueError where it is none, TooMuch where it is more than anybody's work."""
    depth = 0
    for number, mark in enumerate(MARKS.finditer(content)):
        depth += STEP.get(mark[0], 0)
        if depth > DEEPEST:
            raise TooMuch(f"it is nested deeper than {DEEPEST} levels")
        if number > MOST_PIECES:
            raise TooMuch(f"it holds more than {MOST_PIECES:,} pieces")
    return json.loads(content)
