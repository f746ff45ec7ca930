"""One line of what a stranger wrote, made harmless for a terminal and for a spreadsheet."""

from __future__ import annotations

from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # letters and signs of double width


def harmless_cell(value: Any) -> Any:
    """Return a value that no spreadsheet runs as a formula: such text gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA) else value


def harmless_line(value: object, most: int) -> str:
    """Return a value as one line without a sign that a terminal or a spreadsheet acts on, cut to `most`."""
    printable = "".join(sign if sign.isprintable() else " " for sign in str(value).translate(_NARROW))
    shown = " ".join(printable.split())
    return str(harmless_cell(shown if len(shown) <= most else f"{shown[: most - 1]}…"))
