"""Whose a hand-in is, which module's and which cohort's: from its receipt, its notebook and its names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

from npqml.collect.filenames import Crafted, safe
from npqml.collect.names import may_be, may_name_somebody, people_in, resembling, same_person
from npqml.collect.pieces import Piece
from npqml.collect.platforms import PLATFORMS, Platform, platform_of
from npqml.course.arrivals import Arrival, every_arrival
from npqml.course.candidates import read_candidates
from npqml.course.not_taken import How, NotTaken, ever_not_taken
from npqml.grading.assignment import Assignment, built_modules, grade_id, read_assignment, refuse_unbuilt
from npqml.grading.editions.choice import Editions
from npqml.grading.editions.origin import origin_of_folder
from npqml.grading.submission.repair import modules_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT
from npqml_widgets.handin.receipt import CANDIDATE, Receipt
from npqml_widgets.handin.saved_notebook import NO_CELLS, Cell, SavedNotebook, read_notebook

PARAMETERS = {"parameters", "injected-parameters"}
COHORT = re.compile(r"""^cohort\s*=\s*["']([^"'\n]{1,60})["']""", re.MULTILINE)
LONGEST_ID = 40
# What stands behind a name in the name of a file, as people send them; nothing that may be the end of a person's name.
_ENDING = re.compile(
    r"(?:\.npqml[^/.]*)?\.(?:ipynb(?:\.\w+)?|(?:tar\.)?(?:zip|rar|7z|tar|tgz|gz|bz2|xz|zst|sit|cab)"
    r"|docx?|docm|odt|rtf|pages|pdf|html?|mhtml?|webarchive|txt|md|py|json|csv|xlsx?|xlsm|ods|numbers|pptx?|odp|key|one"
    r"|jpe?g|png|gif|heic|heif|webp|bmp|tiff?|svg|mov|mp4|m4a|mp3|wav|eml|msg|url|webloc|lnk|ics)$",
    re.IGNORECASE,
)
SETTLE = "Look at it; to say whose it is, give this one file: npqml collect {} FILE --candidate ID"


class NotOurs(Exception):
    """Says why a hand-in is left where it lies."""


class NotClearWhose(NotOurs):
    """Says why it is not clear whose a hand-in is, and how a person says whose."""


@frozen(slots=False)
class Known:
    """A cohort as collecting knows it: its candidates' names by id, and its modules as they were built.

    `also` gives the id for what a platform's own list calls somebody as well: a login, an address, a number.
    """

    place: Place
    cohort: str
    names: dict[str, str]
    modules: tuple[str, ...]
    also: dict[str, str] = field(factory=dict)
    _read: dict[tuple[str, str, str], Assignment] = field(factory=dict, init=False)

    def assignment(self, module: str, cohort: str = "", edition: str = "") -> Assignment:
        """Return a module of this cohort, or of another one, as it is built now or was in an earlier edition."""
        key = (cohort or self.cohort, module, edition)
        if key not in self._read:
            self._read[key] = read_assignment(self.place, *key)
        return self._read[key]

    def assignment_of(self, folder: Path, module: str) -> Assignment:
        """Return the module in the edition that a hand-in was made from, if that is kept; else as it is built now."""
        origin = origin_of_folder(folder, self.assignment(module).file)
        return self.assignment(module, edition=self._editions.choose(module, origin).build)

    @cached_property
    def _editions(self) -> Editions:
        return Editions(self.place, self.cohort)

    def listed(self, name: str) -> str:
        """Return the id in the list that is written so, with or without capitals; an empty text for nobody's."""
        wanted = unicodedata.normalize("NFC", name).casefold()
        return next((key for key in self.names if key.casefold() == wanted), "")

    @cached_property
    def by_content(self) -> dict[str, list[tuple[str, Arrival]]]:
        """Whose every hand-in is that was collected before, by its content, with how it came."""
        found: dict[str, list[tuple[str, Arrival]]] = {}
        for candidate, _, arrival in every_arrival(self.place, self.cohort):
            found.setdefault(arrival.sha256, []).append((candidate, arrival))
        return found

    def settled_as(self, sha256: str, content: str, signs: Iterable[str]) -> str:
        """Return whose a person has said that a content is; an empty text where nobody has, or of several.

        That was said of what bore certain names: with any other name on it, the same content may be another person's.
        """
        said: dict[str, set[str]] = {}
        for candidate, arrival in self.by_content.get(sha256, ()):
            if arrival.by_hand:
                said.setdefault(candidate, set()).update(arrival.signs)
        for left in self._not_taken.get(content, ()):
            if left.candidate in said and left.settlement is not None and left.settlement.how is How.TAKEN:
                said[left.candidate].update(left.arrival.signs)
        found = [candidate for candidate, known in said.items() if known.issuperset(signs)]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _not_taken(self) -> dict[str, list[NotTaken]]:
        found: dict[str, list[NotTaken]] = {}
        for left in ever_not_taken(self.place, self.cohort):
            found.setdefault(left.content, []).append(left)
        return found

    def by_platform(self, content: str, candidate: str) -> Arrival | None:
        """Return how a content of a candidate's came in a platform's download, where it could not be taken then.

        None where nothing says so: what came from another person's account tells only of them.
        """
        found = [
            left.arrival
            for left in self._not_taken.get(content, ())
            if left.arrival.in_download and left.candidate in ("", candidate) and self._from(left, candidate)
        ]
        return found[0] if len(found) == 1 else None

    def _from(self, left: NotTaken, candidate: str) -> bool:
        """Tell whether the account that something came from may be a candidate's: its name is theirs, or hidden."""
        parts = (platform_of(part) for part in re.split(r": |/", left.arrival.shown))
        named = [found[0] for found in parts if found is not None and found[0].name]
        return all(candidate in _by_platform(platform, self) for platform in named)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The words in the names of this cohort's notebooks, which are no part of anybody's name."""
        files = (path.stem for path in self.place.release(self.cohort).glob("*/*.ipynb"))
        return frozenset(word for name in files for word in re.findall(r"[^\W_]+", name))

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The other cohorts that were built here."""
        every = (path.name for path in sorted((self.place.root / "release").glob("*")) if path.is_dir())
        return tuple(name for name in every if name != self.cohort)


def read_known(place: Place, cohort: str) -> Known:
    """Read a cohort's candidates and modules; refuses where nothing is built, or no candidate is listed."""
    modules = refuse_unbuilt(place, cohort)
    listed = read_candidates(place, cohort)
    names = listed.names
    bad = next((name for name in names if not _is_folder_name(name)), None)
    if not names or bad is not None:
        raise Refusal(
            listed.path, bad or "", found="an id that cannot name a folder" if bad else "no list of candidates",
            expected="a CSV file with the columns id and name, one candidate a line, ids such as c001",
            do="Write it, or mend the id, and collect again.",
        )  # fmt: skip
    also = {word.casefold(): candidate.id for candidate in listed for word in candidate.also}
    return Known(place, cohort, names, tuple(modules), also)


def _is_folder_name(name: str) -> bool:
    try:
        return bool(CANDIDATE.fullmatch(name)) and safe(name) == name
    except Crafted:
        return False


def candidate_of(
    piece: Piece, receipt: Receipt | None, notebook: SavedNotebook | None, known: Known
) -> tuple[str, tuple[str, ...]]:
    """Return whose a hand-in is by all that says so, and what to know of that.

    Raises NotOurs where two signs name different people, where one names somebody who is not listed, and where
    nothing says whose it is.
    """
    platform, settle = piece.platform, SETTLE.format(known.cohort)
    by_platform = _by_platform(platform, known)
    said = {platform.which: by_platform} if platform is not None and by_platform else {}
    for source, name in _written_in(receipt, notebook):
        said[source] = [known.listed(name)]
        if not said[source][0]:
            words = f"{source[:1].upper()}{source[1:]} names {name[:40]}, who is not in candidates.csv."
            raise NotClearWhose(f"{words} {settle}")
    said |= _signs_in_names(piece, known)
    unlisted = platform.name if platform is not None and not by_platform else ""
    unlisted_words = f"The name in {platform.which} ({unlisted[:60]}) is not in candidates.csv." if platform else ""
    if not said and (
        ids := _ids_in(piece.path, known.names) or people_in(_first(piece.path), known.names, known.titles)
    ):
        said["its file name"] = ids
    if not said:
        start = [unlisted_words] if unlisted else []
        nobody = "Nothing says whose it is: neither a receipt with an id, nor a name that is listed."
        raise NotClearWhose(" ".join([*start, *longer_names(piece, known), nobody, settle]))
    found = _agreed(said, settle)
    if not unlisted:
        return found, ()
    if known.names[found] and not may_be(unlisted, known.names[found]):
        words = "; ".join(f"{source} says {' or '.join(ids)}" for source, ids in said.items())
        raise NotClearWhose(f"It is not clear whose it is: {words}, {known.names[found]}. {unlisted_words} {settle}")
    return found, (unlisted_words,)


def account_of(platform: Platform | None) -> str:
    """Return what a platform calls the account that something came from; an empty text where none says so."""
    return f"{platform.which} {platform.name} {platform.number}" if platform is not None else ""


def signs_on(piece: Piece, receipt: Receipt | None, known: Known) -> tuple[str, ...]:
    """Return all that may say whose something is: the account, the receipt, and ids and names on the way to it.

    What is named so need not be in the list. The name of a whole download is none of them, where anything lies in a
    folder of its own there.
    """
    account = account_of(piece.platform)
    found = [account, f"receipt {receipt.candidate.casefold()}" if receipt is not None and receipt.candidate else ""]
    parts = [part for part in piece.path.split("/") if part]
    words = [(_named_by(part, piece, known), number) for number, part in enumerate(parts)]
    inside = [sign for sign, number in words if sign and (number or not piece.download)]
    if not inside and not account and words and piece.download:
        inside = [words[0][0]]
    return tuple(dict.fromkeys(sign for sign in (*found, *inside) if sign))


def _named_by(part: str, piece: Piece, known: Known) -> str:
    """Return the ids, and the words that may be a name, in one folder's or file's name."""
    platform = platform_of(part) if piece.platform is not None else None
    own = _stem(platform[1] if platform is not None else part)
    ids = _ids_in(own, [key for key in known.names if _tells(key, known)])
    name = may_name_somebody(own, (*known.titles, *known.modules, *re.findall(r"[^\W_]+", known.cohort)))
    return " ".join([*(key.casefold() for key in ids), *([name] if name else [])])


def names_somebody(name: str, known: Known) -> bool:
    """Tell whether a folder's or a file's name is the id or the whole name of anybody who is listed."""
    ids = _ids_in(_stem(name), [key for key in known.names if _tells(key, known)])
    return bool(ids or people_in(_stem(name), known.names, known.titles))


def names_only(sign: str, candidate: str, known: Known) -> bool:
    """Tell whether one of the signs on something is the id or the name of this candidate."""
    which, _, rest = sign.partition(" ")
    account = rest.rpartition(" ")[0] if which in PLATFORMS else ""
    own = sign.removeprefix("receipt ")
    return own == candidate.casefold() or candidate in (
        same_person(account, known.names) if account else people_in(own, known.names)
    )


def _written_in(receipt: Receipt | None, notebook: SavedNotebook | None) -> Iterator[tuple[str, str]]:
    """Go through the ids that stand inside a hand-in, with where each stands."""
    if receipt is not None and receipt.candidate:
        yield "the receipt", receipt.candidate
    inside = notebook.about.get("candidate") if notebook is not None else None
    if isinstance(inside, str) and inside.strip():
        yield "the notebook", inside.strip()


def _by_platform(platform: Platform | None, known: Known) -> list[str]:
    """List whom a platform's name may mean, by what its own list calls them, else by their names."""
    if platform is None:
        return []
    own = [platform.number] if platform.which == "Canvas" else []
    by_list = [known.also[word.casefold()] for word in (platform.name, *own) if word.casefold() in known.also]
    return by_list[:1] or (same_person(platform.name, known.names) if platform.name else [])


def _signs_in_names(piece: Piece, known: Known) -> dict[str, list[str]]:
    """Return whom each folder and file on the way to a hand-in names, by id or by their whole name."""
    said: dict[str, list[str]] = {}
    parts = [part for part in piece.path.split("/") if part]
    for number, part in enumerate(parts):
        platform = platform_of(part) if piece.platform is not None else None
        own = platform[1] if platform is not None else part
        ids = _parts_that_are(own, known.names) or _ids_in(own, [key for key in known.names if _tells(key, known)])
        # A whole download may be named after whoever downloaded it.
        if not ids and (number or not piece.download or own.lower().endswith(".npqml.zip")):
            ids = people_in(_stem(own), known.names, known.titles) or people_in(own, known.names, known.titles)
        if ids:
            said[f"the name “{own[:60]}”"] = ids
    return said


def longer_names(piece: Piece, known: Known) -> Iterator[str]:
    """Say which listed people's names are part of longer ones on the way to a hand-in."""
    for part in dict.fromkeys(part for part in piece.path.split("/") if part):
        for key in resembling(_stem(part), known.names):
            yield f"“{part[:60]}” holds the name of {known.names[key]} ({key}) and more: it may be somebody else."


def _tells(key: str, known: Known) -> bool:
    """Tell whether an id is one that stands in a name by no accident, as a number or a word would."""
    return key not in known.modules and any(sign.isdigit() for sign in key) and any(sign.isalpha() for sign in key)


def _agreed(said: Mapping[str, list[str]], settle: str) -> str:
    """Return the one candidate that every source allows; raises NotOurs where there is none."""
    common = set.intersection(*(set(ids) for ids in said.values()))
    if len(common) == 1:
        return common.pop()
    words = "; ".join(f"{source} says {' or '.join(ids)}" for source, ids in said.items())
    raise NotClearWhose(f"It is not clear whose it is: {words}. {settle}")


def _first(path: str) -> str:
    return _stem(next((part for part in path.split("/") if part), ""))


def _stem(part: str) -> str:
    return _ENDING.sub("", part)


def _parts_that_are(path: str, ids: Iterable[str]) -> list[str]:
    """List the ids that a folder or a file of a path is named by: "c001/1a", "c001.zip"."""
    parts = {_stem(part).casefold() for part in path.split("/")}
    return [name for name in ids if name.casefold() in parts]


def _ids_in(path: str, ids: Iterable[str]) -> list[str]:
    """List the ids that stand in a path as a word of their own: "1a-c001-final.ipynb"."""
    edges = [found.span() for found in re.finditer(r"[A-Za-z0-9]+", path)]
    there = {path[start:end].casefold() for start, _ in edges for _, end in edges if start < end <= start + LONGEST_ID}
    return [name for name in ids if name.casefold() in there]


def notebook_of(files: Mapping[str, bytes], receipt: Receipt | None) -> SavedNotebook | None:
    """Return the notebook of a hand-in, the packed one before others; None where it cannot be read."""
    names = sorted(name for name in files if name.lower().endswith(".ipynb") and "/" not in name)
    names.sort(key=lambda name: receipt is not None and name != receipt.notebook)
    for name in names:
        found = read_notebook(files[name])
        if not found.fault or (found.fault == NO_CELLS and found.content):
            return found
    return None


def module_of(
    piece: Piece, notebook: SavedNotebook | None, receipt: Receipt | None, known: Known, by_hand: str = ""
) -> str:
    """Return the module that a hand-in is of, or the assessment; raises NotOurs where it is of none that was built.

    Where nothing in it says so, since it cannot be read, it is what a person has said (`by_hand`).
    """
    said = modules_of(notebook) if notebook else []
    found = (said[0] if said else "") or (receipt.module if receipt else "") or module_in_names(piece, known)
    if not found and by_hand and notebook is None:
        found = by_hand
    if not found:
        raise NotOurs("It is no notebook of this course: nothing says which module it is.")
    if found not in known.modules and found != ASSESSMENT:
        raise NotOurs(f"Module {found[:20]} has not been built for {known.cohort}.")
    return found


def module_in_names(piece: Piece, known: Known) -> str:
    """Return the one module that the names of a hand-in and its files speak of; an empty text where that is not one."""
    words = " ".join([piece.path, *(one.name for one in piece.entries)])
    found = [one for one in known.modules if re.search(rf"(?<![A-Za-z0-9]){one}(?![A-Za-z0-9])", words)]
    return found[0] if len(found) == 1 else ""


def other_cohort(notebook: SavedNotebook | None, receipt: Receipt | None, module: str, known: Known) -> str:
    """Return the other cohort that a hand-in is of; an empty text where it is of this one, or nothing tells.

    What the hand-in says itself counts whether that cohort is built here or not; else its numbers are compared with
    those of every cohort that is.
    """
    cells = notebook.cells if notebook else ()
    said = [receipt.cohort if receipt is not None else "", str(notebook.about.get("cohort") or "") if notebook else ""]
    said += [found[1] for cell in cells if _holds_parameters(cell) and (found := COHORT.search(cell.source))]
    other = next((name for name in said if name and name != known.cohort), "")
    if other:
        return other
    sent = {str(cell.marking.get("grade_id", "")): cell.source.strip() for cell in cells}
    ours = {} if module == ASSESSMENT else _parameters(known.assignment(module))
    if not ours or any(sent.get(name) == text for name, text in ours.items()):
        return ""
    for cohort in known.others:
        if module not in built_modules(known.place, cohort):
            continue
        with suppress(Refusal):  # another cohort's trouble is not this one's
            theirs = _parameters(known.assignment(module, cohort))
            if any(sent.get(name) == text for name, text in theirs.items()):
                return cohort
    return ""


def _holds_parameters(cell: Cell) -> bool:
    tags = cell.metadata.get("tags")
    return isinstance(tags, list) and any(tag in PARAMETERS for tag in tags if isinstance(tag, str))


def _parameters(assignment: Assignment) -> dict[str, str]:
    """Return the cells that hold a cohort's own values: its school, its seed and so on."""
    return {
        grade_id(cell): cell.source.strip()
        for cell in assignment.release.cells
        if PARAMETERS & set(cell.metadata.get("tags", ()))
    }
