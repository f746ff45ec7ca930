"""Names of people as platforms and people write them: whose name stands there, and whose it only resembles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

MOST_NAMES = 20_000  # names that are kept in parts while a download is gone through
SEVERAL = 3  # names that begin in the same way: what they begin with is a group
# Letters that Unicode does not take for another letter with a mark: people leave the mark out of these as well.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe",
     "þ": "th"}
)  # fmt: skip
_GROUP = {
    "band", "class", "cohort", "form", "group", "grp", "house", "pathway", "school", "section", "set", "stream",
    "table", "team", "tutor", "year",
}  # fmt: skip
# What people and programs put beside a name in a file's name, and what is no part of anybody's name.
_BESIDE_A_NAME = {
    "answer", "answers", "assessment", "assignment", "attachment", "attempt", "by", "copy", "corrected", "course",
    "doc", "document", "docx", "draft", "edited", "email", "eml", "essay", "file", "files", "final", "finished",
    "for", "from", "handin", "homework", "html", "image", "img", "ipynb", "jpg", "latest", "mail", "module", "my",
    "notebook", "notes", "npq", "npqml", "of", "pack", "packed", "pdf", "photo", "picture", "pictures", "png",
    "receipt", "report", "resubmission", "resubmitted", "revised", "scan", "screenshot", "screenshots", "signed",
    "submission", "submitted", "task", "tasks", "unit", "updated", "upload", "uploaded", "version", "week", "work",
    "zip",
}  # fmt: skip
# Folders that mails and downloads are kept in, which are nobody's name either.
_KEEPS_FILES = {
    "all", "attachment", "attachments", "canvas", "classroom", "collected", "desktop", "documents", "download",
    "downloads", "drive", "email", "emails", "folder", "gmail", "google", "inbox", "late", "mail", "mails", "moodle",
    "new", "old", "onedrive", "other", "outlook", "sent", "students", "submissions", "teams", "tmp", "unzipped",
}  # fmt: skip
# What parts two things in a file's name: a dash with space around it, a bracket; a hyphen alone joins.
_APART = re.compile(r"[\s_]+[-–—]+[\s_]+|__+|[()\[\]{}+&;:=~#@!|]")


def same_person(shown: str, names: Mapping[str, str]) -> list[str]:
    """List the ids of those whose name a platform shows as `shown`, in whatever order and with a group in front.

    Canvas writes "Brown, Anna Maria" as "brownannamaria", Moodle may write "Group A-Anna Maria Brown". A name that is
    written with its accents is the one with these accents, where two people differ in nothing else; so it is with
    hyphens, apostrophes and the order of its words.
    """
    exact = [key for key in names if shown.casefold() == key.casefold()]
    if exact:
        return exact
    # A name may hold a hyphen itself, so the longest that fits is the one.
    for wanted in (shown, *_without_group(shown)):
        for spell in (_accented, _plain):
            letters = _letters(wanted, spell)
            if found := [key for key, name in names.items() if letters in _orders(name, spell)]:
                return _as_written(found, wanted, names)
    return []


def people_in(text: str, names: Mapping[str, str], ours: Iterable[str] = ()) -> list[str]:
    """List the ids of those whose whole name stands in a folder's or a file's name.

    Teams names folders "Leila Farouk", Google files "notebook - Owen Price.ipynb". One word alone is no name, unless
    nothing else that may be one stands there. A longer name is another one: neither "Owen Price-Hall" nor "Owen Price
    Hall" is Owen Price. Numbers, and words that stand beside names in files' names, are no part of one; `ours` are more
    of these.
    """
    beside = _BESIDE_A_NAME | {word.casefold() for word in ours}
    for spell in (_accented, _plain):
        there = [_words(part, spell) for part in _APART.split(text)]
        if found := [key for key, name in names.items() if _is_named(_words(name, spell), there, beside)]:
            return _as_written(found, text, names)
    return []


def may_name_somebody(text: str, ours: Iterable[str] = ()) -> str:
    """Return the words of a folder's or a file's name that may be a name, whoever's; an empty text where none may."""
    beside = _BESIDE_A_NAME | _KEEPS_FILES | {word.casefold() for word in ours}
    words = (word for word in _words(text, _plain) if word not in beside and not (len(word) == 1 and word.isascii()))
    return " ".join(word for word in words if not any(sign.isdigit() for sign in word))


def resembling(text: str, names: Mapping[str, str]) -> list[str]:
    """List the ids of those whose whole name stands in a text, though as a part of a longer name."""
    there = _words(text, _plain)
    return [key for key, name in names.items() if len(words := _words(name, _plain)) > 1 and any(_places(words, there))]


def groups_in(shown: Iterable[str]) -> set[str]:
    """Return what several different names of one download begin with, up to a hyphen: groups, as Moodle writes them.

    "Red-Anna Brown", "Red-Sam Lee" and "Red-Kim Hall" are three of a group; behind it stands a whole name.
    """
    behind: dict[str, set[str]] = {}
    for name in set(shown):
        for at in (found.start() for found in re.finditer("-", name)):
            if len(_words(name[at + 1 :], _plain)) > 1:
                behind.setdefault(name[:at], set()).add(name[at + 1 :])
    return {group for group, people in behind.items() if len(people) >= SEVERAL}


def without_group(shown: str, groups: Iterable[str]) -> str:
    """Return a name without the longest of these groups in front of it."""
    fitting = [group for group in groups if shown.startswith(f"{group}-")]
    return shown[len(max(fitting, key=len)) + 1 :] if fitting else shown


def may_be(shown: str, name: str) -> bool:
    """Tell whether a name that is not listed may be short for one that is: Chris Lee for Christopher Lee."""
    ours, theirs = _words(name, _plain), _words(shown, _plain)
    few, many = sorted((ours, theirs), key=len)
    return len(few) > 1 and all(any(_short_for(word, other) for other in many) for word in few)


def _as_written(found: list[str], text: str, names: Mapping[str, str]) -> list[str]:
    """Return those of several whose name stands there as it is written, or in this order; all where none does."""
    there = [_first_name_first(part) for part in _APART.split(text)]
    for write in (_spelt, lambda words: " ".join(_words(words, _plain))):
        several = [f" {write(part)} " for part in there]
        own = {key: f" {write(_first_name_first(names[key]))} " for key in found}
        if len(found) > 1 and (exact := [key for key in found if any(own[key] in part for part in several)]):
            return exact
    return found


def _first_name_first(text: str) -> str:
    """Return a name that is written "Brown, Anna" as "Anna Brown"."""
    last, comma, first = text.partition(",")
    return f"{first} {last}" if comma and "," not in first else text


def _spelt(text: str) -> str:
    """Return a text in small letters with its hyphens and apostrophes, whatever else parts its words."""
    return " ".join(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", _accented(text))).replace("’", "'")


def _short_for(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) > 2 and (word.startswith(other) or other.startswith(word)))


def _without_group(shown: str) -> list[str]:
    """Return what stands behind each hyphen that has a group in front of it, the longest first."""
    cuts = [found.start() for found in re.finditer("-", shown)]
    return [shown[at + 1 :] for at in cuts if _is_group(shown[:at])]


def _is_group(text: str) -> bool:
    return any(sign.isdigit() for sign in text) or not _GROUP.isdisjoint(_words(text, _plain))


def _is_named(words: tuple[str, ...], there: list[tuple[str, ...]], beside: set[str]) -> bool:
    """Tell whether a name stands in one of these texts, with nothing beside it that may belong to a longer name."""

    def is_beside(word: str) -> bool:
        return word in beside or any(sign.isdigit() for sign in word)

    if len(words) < 2:
        return bool(words) and [word for part in there for word in part if not is_beside(word)] == list(words)
    return any(
        all(is_beside(word) for word in (*part[:at][-1:], *part[end:][:1]))
        for part in there
        for at, end in _places(words, part)
    )


def _places(words: tuple[str, ...], there: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return from where to where a name stands in a text, whichever of its words comes first."""
    if not words or not set(words).issubset(there):
        return []
    orders = {words[start:] + words[:start] for start in range(len(words))}
    length = len(words)
    return [(at, at + length) for at in range(len(there) - length + 1) if there[at : at + length] in orders]


def _accented(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _plain(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(sign))
    return bare.translate(_PLAIN)


@lru_cache(MOST_NAMES)
def _words(text: str, spell: Callable[[str], str]) -> tuple[str, ...]:
    """Return the words of a name in small letters; an apostrophe parts nothing."""
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['’]", "", spell(text))))


def _letters(text: str, spell: Callable[[str], str]) -> str:
    """Return a text's letters and digits in small letters."""
    return "".join(sign for sign in spell(text) if sign.isalnum())


@lru_cache(MOST_NAMES)
def _orders(name: str, spell: Callable[[str], str]) -> frozenset[str]:
    words = [letters for word in name.split() if (letters := _letters(word, spell))]
    return frozenset("".join(words[start:] + words[:start]) for start in range(len(words)))
