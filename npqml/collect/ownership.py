"""Whose a hand-in is, which module's and which cohort's: from its receipt, its notebook and its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property

from attrs import field, frozen

from npqml.collect.downloads import Piece
from npqml.collect.filenames import Crafted, safe
from npqml.collect.platforms import same_person
from npqml.course.candidates import read_candidates
from npqml.grading.assignment import Assignment, built_modules, grade_id, read_assignment, refuse_unbuilt
from npqml.grading.submission.repair import modules_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.receipt import CANDIDATE, Receipt
from npqml_widgets.handin.saved_notebook import NO_CELLS, SavedNotebook, read_notebook

PARAMETERS = {"parameters", "injected-parameters"}


class NotOurs(Exception):
    """Says why a hand-in is left where it lies."""


@frozen(slots=False)
class Known:
    """A cohort as collecting knows it: its candidates' names by id, and its modules as they were built."""

    place: Place
    cohort: str
    names: dict[str, str]
    modules: tuple[str, ...]
    _read: dict[tuple[str, str], Assignment] = field(factory=dict, init=False)

    def assignment(self, module: str, cohort: str = "") -> Assignment:
        """Return a module of this cohort, or of another one, as it was built."""
        key = (cohort or self.cohort, module)
        if key not in self._read:
            self._read[key] = read_assignment(self.place, *key)
        return self._read[key]

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
    return Known(place, cohort, names, tuple(modules))


def _is_folder_name(name: str) -> bool:
    try:
        return bool(CANDIDATE.fullmatch(name)) and safe(name) == name
    except Crafted:
        return False


def candidate_of(piece: Piece, receipt: Receipt | None, known: Known) -> tuple[str, tuple[str, ...]]:
    """Return whose a hand-in is, and what to know of that; raises NotOurs for nobody's, or maybe another's."""
    said: dict[str, list[str]] = {}
    notes: list[str] = []
    if piece.platform is not None and piece.platform.name:
        which = piece.platform.which
        said[which] = same_person(piece.platform.name, known.names)
        if not said[which]:
            notes.append(f"The name in {which} ({piece.platform.name}) is not in candidates.csv.")
    if receipt is not None and receipt.candidate:
        if receipt.candidate not in known.names:
            raise NotOurs(f"The receipt names {receipt.candidate}, who is not in candidates.csv.")
        said["the receipt"] = [receipt.candidate]
    said["its folder or file name"] = _parts_that_are(piece.path, known.names)
    clear = {source: ids for source, ids in said.items() if ids}
    words = _ids_in(piece.path, known.names) if not clear else []
    return _agreed(clear or ({"its file name": words} if words else {}), notes), tuple(notes)


def _agreed(said: Mapping[str, list[str]], notes: Iterable[str]) -> str:
    """Return the one candidate that every source allows."""
    if not said:
        raise NotOurs(
            " ".join([*notes, "Nothing says whose it is: neither a receipt with an id, nor a name that is listed."])
        )
    common = set.intersection(*(set(ids) for ids in said.values()))
    if len(common) == 1:
        return common.pop()
    words = "; ".join(f"{source} says {' or '.join(ids)}" for source, ids in said.items())
    raise NotOurs(f"It is not clear whose it is: {words}.")


def _parts_that_are(path: str, ids: Iterable[str]) -> list[str]:
    """List the ids that a folder or a file of a path is named by: "c001/1a", "c001.zip"."""
    parts = {re.sub(r"\.(?:zip|ipynb)$", "", part, flags=re.IGNORECASE).casefold() for part in path.split("/")}
    return [name for name in ids if name.casefold() in parts]


def _ids_in(path: str, ids: Iterable[str]) -> list[str]:
    """List the ids that stand in a path as a word of their own: "1a-c001-final.ipynb"."""
    return [
        name
        for name in ids
        if re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", path, flags=re.IGNORECASE)
    ]


def notebook_of(files: Mapping[str, bytes], receipt: Receipt | None) -> SavedNotebook | None:
    """Return the notebook of a hand-in, the packed one before others; None where it cannot be read."""
    names = sorted(name for name in files if name.lower().endswith(".ipynb") and "/" not in name)
    names.sort(key=lambda name: receipt is not None and name != receipt.notebook)
    for name in names:
        found = read_notebook(files[name])
        if not found.fault or (found.fault == NO_CELLS and found.content):
            return found
    return None


def module_of(piece: Piece, notebook: SavedNotebook | None, receipt: Receipt | None, known: Known) -> str:
    """Return the module that a hand-in is of; raises NotOurs where it is of none that was built."""
    said = modules_of(notebook) if notebook else []
    found = (said[0] if said else "") or (receipt.module if receipt else "") or _in_names(piece, known)
    if not found:
        raise NotOurs("It is no notebook of this course: nothing says which module it is.")
    if found not in known.modules:
        raise NotOurs(f"Module {found[:20]} has not been built for {known.cohort}.")
    return found


def _in_names(piece: Piece, known: Known) -> str:
    words = " ".join([piece.path, *(one.name for one in piece.entries)])
    found = [one for one in known.modules if re.search(rf"(?<![A-Za-z0-9]){one}(?![A-Za-z0-9])", words)]
    return found[0] if len(found) == 1 else ""


def other_cohort(notebook: SavedNotebook | None, receipt: Receipt | None, module: str, known: Known) -> str:
    """Return the other cohort that a hand-in is of; an empty text where it is of this one, or nothing tells."""
    if receipt is not None and receipt.cohort:
        return receipt.cohort if receipt.cohort != known.cohort else ""
    cells = notebook.cells if notebook else ()
    sent = {str(cell.marking.get("grade_id", "")): cell.source.strip() for cell in cells}
    ours = _parameters(known.assignment(module))
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


def _parameters(assignment: Assignment) -> dict[str, str]:
    """Return the cells that hold a cohort's own values: its school, its seed and so on."""
    return {
        grade_id(cell): cell.source.strip()
        for cell in assignment.release.cells
        if PARAMETERS & set(cell.metadata.get("tags", ()))
    }
