"""Names of files that strangers give: which of them can be written safely to any drive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 200  # characters of a name with its folders: Windows allows 260 with the course's own folders in front
LONGEST_PART = 200  # bytes of one folder or file; most drives hold 255
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_JUNK = {"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"}


class Crafted(Exception):
    """Says why a name is not written to a disk."""


def safe(name: str) -> str:
    """Return a name from a zip or a folder as one that every drive can hold; raises Crafted, in words, for none.

    A backslash is read as Windows means it, as the step to a folder.
    """
    whole = name.replace("\\", "/")
    if whole.startswith("/") or re.match(r"[A-Za-z]:", whole):
        raise Crafted("its name begins at the top of a drive")
    parts = [part for part in whole.split("/") if part not in ("", ".")]
    if not parts:
        raise Crafted("its name is blank")
    if ".." in parts:
        raise Crafted("its name leads out of its folder (..)")
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in whole):
        raise Crafted("its name is no readable text")
    if len(whole) > LONGEST or any(len(part.encode()) > LONGEST_PART for part in parts):
        raise Crafted("its name is too long")
    for part in parts:
        if _FORBIDDEN.search(part) or part[-1] in ". " or part != part.strip():
            raise Crafted("its name holds signs that not every computer can write")
        if _DEVICE.fullmatch(part):
            raise Crafted(f"its name ({part[:12]}) means a device on Windows")
    return "/".join(parts)


def is_junk(name: str) -> bool:
    """Tell whether an operating system or a program has put a file there for itself."""
    parts = name.replace("\\", "/").split("/")
    return any(part in _JUNK or (part.startswith(".") and part.strip(".")) for part in parts)


def collisions(names: Iterable[str]) -> list[str]:
    """List the names that are the same as an earlier one on a drive that knows no capitals, or are there twice."""
    seen: dict[str, str] = {}
    twice = []
    for name in names:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            twice.append(name)
        seen.setdefault(key, name)
    # A file cannot be a folder as well.
    folders = {key.rsplit("/", depth)[0] for key in seen for depth in range(1, key.count("/") + 1)}
    return twice + [seen[key] for key in seen if key in folders]
