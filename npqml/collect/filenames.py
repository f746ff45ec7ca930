"""Names of files that strangers give: which can be written safely, and which a learning platform has made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from attrs import frozen

LONGEST = 200  # characters of a name with its folders: Windows allows 260 with the course's own folders in front
LONGEST_PART = 200  # bytes of one folder or file; most drives hold 255
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_JUNK = {"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"}
# Moodle, mod/assign: full name, number, "assignsubmission", kind; then the file, or a folder with it in it.
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<rest>.*))?")
# Canvas, content_zipper: sortable name without spaces, "LATE", user, file, name of the file; without names, "anon_".
_CANVAS = re.compile(r"(?P<name>\w+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE)
_CANVAS_ANON = re.compile(r"(?P<late>LATE_)?anon_(?P<number>[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)")
_NOBODY = {"participant"}  # Moodle's word instead of a name while marking is anonymous


class Crafted(Exception):
    """Says why a name is not written to a disk."""


@frozen
class Platform:
    """What a learning platform says in a file's name: whose it is, and whether the platform calls it late."""

    which: str
    name: str
    number: str
    late: bool = False


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


def platform_of(part: str) -> tuple[Platform, str] | None:
    """Return what a platform says in the first part of a name, and what is left of that part; None where none does."""
    if found := _MOODLE.fullmatch(part):
        name = "" if found["name"].casefold() in _NOBODY else found["name"]
        return Platform("Moodle", name, found["number"]), found["rest"] or ""
    if found := _CANVAS_ANON.fullmatch(part):
        return Platform("Canvas", "", found["number"], bool(found["late"])), found["rest"]
    if found := _CANVAS.fullmatch(part):
        return Platform("Canvas", found["name"], found["number"], bool(found["late"])), found["rest"]
    return None


def same_person(shown: str, names: dict[str, str]) -> list[str]:
    """List the ids of those whose name a platform shows as `shown`, in whatever order and with a group in front.

    Canvas writes "Brown, Anna Maria" as "brownannamaria", Moodle may write "Group A-Anna Maria Brown".
    """
    exact = [key for key in names if shown.casefold() == key.casefold()]
    words = shown.split("-")
    # A name may hold a hyphen itself, so the longest that fits is the one.
    wanted = (_letters("-".join(words[start:])) for start in range(len(words)))
    found = ([key for key, name in names.items() if one in _orders(name)] for one in wanted)
    return exact or next((one for one in found if one), [])


def _letters(text: str) -> str:
    """Return a text's letters and digits without accents, in small letters."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if one.isalnum()).casefold()


def _orders(name: str) -> set[str]:
    words = [_letters(word) for word in name.split() if _letters(word)]
    return {"".join(words[start:] + words[:start]) for start in range(len(words))}


def parts_that_are(path: str, ids: Iterable[str]) -> list[str]:
    """List the ids that a folder or a file of a path is named by: "c001/1a", "c001.zip"."""
    parts = {re.sub(r"\.(?:zip|ipynb)$", "", part, flags=re.IGNORECASE).casefold() for part in path.split("/")}
    return [one for one in ids if one.casefold() in parts]


def ids_in(path: str, ids: Iterable[str]) -> list[str]:
    """List the ids that stand in a path as a word of their own: "1a-c001-final.ipynb"."""
    return [
        one for one in ids if re.search(rf"(?<![A-Za-z0-9]){re.escape(one)}(?![A-Za-z0-9])", path, flags=re.IGNORECASE)
    ]
