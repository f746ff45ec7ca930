"""Names of files that strangers give: which of them can be written safely to any drive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 200  # characters of a name with its folders: Windows allows 260 with the course's own folders in front
LONGEST_PART = 200  # bytes of one folder or file that we write
MOST_OF_A_DRIVE = 255  # bytes of one folder or file that any drive can hold: a longer one was made by no person
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_JUNK = {"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "icon\r", "$recycle.bin"}
_SAVED_ANSWER = re.compile(r"(?:[1-9][a-z]-t\d{1,3}(?:-[a-z]\w*)?|problems)\.json")
_RECEIPT_PAGE = re.compile(r"(?P<stem>.*?)[._ -]?receipt(?: ?\(\d+\)|-\d+)?\.html?", re.IGNORECASE)


class Crafted(Exception):
    """Says why a name is not written to a disk."""


def inward(name: str) -> str:
    """Return a name as a path that stays in its folder, in NFC; raises Crafted, in words, for one that leads out.

    A backslash is read as Windows means it, as the step to a folder.
    """
    whole = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if whole.startswith("/") or re.match(r"[A-Za-z]:", whole):
        raise Crafted("its name begins at the top of a drive")
    parts = [part for part in whole.split("/") if part not in ("", ".")]
    if not parts:
        raise Crafted("its name is blank")
    if ".." in parts:
        raise Crafted("its name leads out of its folder (..)")
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in whole):
        raise Crafted("its name is no readable text")
    if "\0" in whole:
        raise Crafted("its name holds signs that not every computer can write")
    if any(len(part.encode()) > MOST_OF_A_DRIVE for part in parts):
        raise Crafted("its name is too long")
    return "/".join(parts)


def safe(name: str) -> str:
    """Return a name from a zip or a folder as one that every drive can hold; raises Crafted, in words, for none."""
    whole = inward(name)
    parts = whole.split("/")
    if len(whole) > LONGEST or any(len(part.encode()) > LONGEST_PART for part in parts):
        raise Crafted("its name is too long")
    for part in parts:
        if _FORBIDDEN.search(part) or part[-1] in ". " or part != part.strip():
            raise Crafted("its name holds signs that not every computer can write")
        if _DEVICE.fullmatch(part):
            raise Crafted(f"its name ({part[:12]}) means a device on Windows")
    return whole


def why_unwritable(name: str) -> str:
    """Say why not every drive can hold a name; an empty text where each can."""
    try:
        safe(name)
    except Crafted as why:
        return str(why)
    return ""


def is_packed(name: str) -> bool:
    """Tell whether a file is named as our packed file is, or by a platform as what one person has handed in."""
    return ".npqml" in name.lower() or "_assignsubmission_" in name or "_attempt_" in name


def packed_as(name: str) -> str:
    """Return what a file is packed as that this program does not open, by its name; an empty text for any other."""
    ending = re.search(r"\.(rar|7z|tar|tgz|gz|bz2|xz|zst|sit|cab)$", name, re.IGNORECASE)
    return ending[1].lower() if ending else ""


def notebook_ending(name: str) -> str:
    """Return how a notebook's name ends, with what browsers and mail programs put behind it; empty for any other."""
    found = re.search(r"\.ipynb(?:\.(?:json|txt|download))?$", name, re.IGNORECASE)
    return found[0] if found else ""


def receipt_page(name: str) -> str | None:
    """Return what stands before "receipt.html" in the name of our page for printing; None for any other file."""
    found = _RECEIPT_PAGE.fullmatch(name.rpartition("/")[2])
    return found["stem"] if found else None


def is_junk(name: str) -> bool:
    """Tell whether an operating system or a program has put a file there for itself."""
    parts = name.replace("\\", "/").split("/")
    return any(
        part.casefold() in _JUNK or part.startswith("~$") or (part.startswith(".") and part.strip("."))
        for part in parts
    )


def is_saved_answer(name: str) -> bool:
    """Tell whether a file is what a page keeps in its folder work."""
    *folders, own = name.split("/")
    return "work" in folders or _SAVED_ANSWER.fullmatch(own) is not None


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
