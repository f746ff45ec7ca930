"""Everything held on one candidate as one zip: the answer to a request for a person's own data."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from attrs import asdict

from npqml.grading.gradebook.book import Records
from npqml.grading.gradebook.changes import logged_changes
from npqml.grading.result import read_results
from npqml.place import Place
from npqml.records.person.held import Held
from npqml.refusal import Refusal
from npqml_widgets.handin.files import is_file

README = """Everything that this course holds on {candidate}{name}, cohort {cohort}.

submitted/   what was handed in, earlier hand-ins (.earlier), how each came (.arrived), and what
             could not be taken (.not-taken; in .nobody what is nobody's and names them)
autograded/  what grading said of each module (result.json)
feedback/    the pages that were written for them
marks.csv    each mark and comment in the gradebook, a person's and a check's
changes.json changes of marks after a check was mended
list.json    their line in the list of candidates, more time that they were given, what their sponsor confirmed
reports/     their lines in the provider's tables

Left out: graded notebooks, which hold the course's hidden checks beside the same work; and the provider's pages, which
hold the same as the tables. {links}{cut_off}

For the provider, before this goes to anybody: look whether somebody else is in it. Answers of raters in a 360 feedback
and what a candidate wrote about colleagues and pupils are about them as well.
"""
CUT_OFF = (
    "A collecting that was cut off left {} behind, and nobody has looked whose it is: the next npqml collect clears it."
)
LINKS = "These are links or no files, and were not followed: {}."


def write_everything(place: Place, held: Held, folder: Path) -> Path:
    """Write a zip of everything that is held on a candidate to a folder, and return its path."""
    path = folder / f"{held.cohort}-{held.candidate}.zip"
    new = path.with_name(f"{path.name}.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.touch(mode=0o600)  # nobody else on this computer reads it
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            left: list[str] = []
            for name, content in _files(place, held, left):
                archive.writestr(name, content)
            for name, text in _tables(place, held):
                archive.writestr(name, text)
            links = LINKS.format(", ".join(left)) if left else ""
            name = f", {held.listed}" if held.listed else ""
            cut_off = ", ".join(path.relative_to(place.root).as_posix() for path in held.cut_off)
            words = README.format(
                candidate=held.candidate, name=name, cohort=held.cohort, links=links,
                cut_off=CUT_OFF.format(cut_off) if cut_off else "",
            )  # fmt: skip
            archive.writestr("README.txt", words)
        return new.replace(path)
    except OSError as error:
        raise Refusal(
            error.filename or path, "", found=f"what cannot be read or written ({error.strerror or error})",
            expected="a folder with room, and files that can be read", do="Give another folder with --to.",
        ) from error  # fmt: skip
    finally:
        with suppress(OSError):
            new.unlink()


def _files(place: Place, held: Held, left: list[str]) -> Iterator[tuple[str, bytes]]:
    """Go through the files in a candidate's own folders; links are named in `left`, never followed."""
    for path in held.nobodys:
        yield path.relative_to(place.root).as_posix(), path.read_bytes()
    for folder in held.folders.values():
        graded = folder.is_relative_to(place.autograded(held.cohort))
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(place.root).as_posix().encode("utf-8", "backslashreplace").decode()
            if is_file(path):
                if not graded or path.name == "result.json":
                    yield name, path.read_bytes()
            elif path.is_symlink() or not path.is_dir():
                left.append(name)


def _tables(place: Place, held: Held) -> Iterator[tuple[str, str]]:
    about: dict[str, object] = {"id": held.candidate, "name": held.listed, "more_time_for": held.extended}
    if held.sponsor is not None:  # but for the key: it is the sponsor's, and whoever has it can speak as them
        on = held.sponsor.on.isoformat() if held.sponsor.on else ""
        about["sponsor"] = {"confirmed": held.sponsor.confirmed, "on": on, "how": held.sponsor.how}
    yield "list.json", json.dumps(about, ensure_ascii=False, indent=1)
    if changes := logged_changes(place, held.cohort, held.candidate):
        yield "changes.json", json.dumps(changes, ensure_ascii=False, indent=1)
    if held.marked:
        yield "marks.csv", _marks(place, held)
    for path in held.reports:
        if path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
            theirs = [row for row in rows[1:] if held.candidate in row]
            if theirs:
                yield f"reports/{path.name}", _csv([rows[0], *theirs])


def _marks(place: Place, held: Held) -> str:
    modules = [result.module for result in read_results(place, held.cohort) if result.candidate == held.candidate]
    rows: list[list[object]] = [["module", "cell", "auto", "manual", "extra", "maximum", "waiting", "comment"]]
    with Records(place, held.cohort) as book:
        for module in modules:
            for cell, mark in book.marks(module, held.candidate).items():
                rows.append([module, cell, *asdict(mark).values()])
    return _csv(rows)


def _csv(rows: list[list[object]] | list[list[str]]) -> str:
    content = io.StringIO()
    csv.writer(content, lineterminator="\n").writerows(rows)
    return content.getvalue()
