"""A file of JSON as mail may have left it: pasted into a message, quoted by whoever answered it."""

from __future__ import annotations

import re

_QUOTING = re.compile(r"^(?:[ \t]*>)+ ?", re.MULTILINE)


def json_in(text: str) -> bytes:
    """Return the JSON in a text without the signs of quoting and what stands around it; empty where there is none."""
    unquoted = _QUOTING.sub("", text)
    return unquoted[unquoted.find("{") : unquoted.rfind("}") + 1].encode("utf-8", "surrogatepass")
