"""What learning platforms say in the names of downloads: whose a file is, and whether it is late."""

from __future__ import annotations

import re
import unicodedata

from attrs import frozen

# Moodle, mod/assign: full name, number, "assignsubmission", kind; then the file, or a folder with it in it.
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<rest>.*))?")
# Canvas, content_zipper: sortable name without spaces, "LATE", user, file, name of the file; without names, "anon_".
_CANVAS = re.compile(r"(?P<name>\w+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE)
_CANVAS_ANON = re.compile(r"(?P<late>LATE_)?anon_(?P<number>[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)")
_NOBODY = {"participant"}  # Moodle's word instead of a name while marking is anonymous


@frozen
class Platform:
    """What a learning platform says in a file's name: whose it is, and whether the platform calls it late."""

    which: str
    name: str
    number: str
    late: bool = False


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
