"""What a provider writes about sponsors: a letter to each with the key, and each sheet as a page for whoever marks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from npqml.collect.sponsor_answers import Checked
from npqml.course.candidates import read_candidates
from npqml.course.sponsors import read_sponsors
from npqml.place import Place
from npqml_widgets.documents.shared.printing import to_html
from npqml_widgets.documents.sponsor.printing import printed
from npqml_widgets.keeping import clock

LETTER = """To the sponsor of {name}

{name} takes part in our course for middle leaders and leads a project in your school. At its end you will get a form
from {name}: one file that opens in any browser. It holds the evidence, and boxes for your comments.

Please type this key into the form, once you have read the evidence and written what you think:

    {key}

It seals your answer. We can then tell that the words are yours and that nobody has changed one. The key is yours
alone: please give it to nobody, {name} included, and type it nowhere else. Whoever has it can speak as you. Should
that have happened, or should you have lost it, tell us: we make a new one.

If anything in the form looks wrong, or asks for more than this, call us before you type the key.
"""


def write_letters(place: Place, cohort: str, folder: Path) -> list[Path]:
    """Write a letter to each sponsor who has a key, readable by nobody else here, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    names, written = read_candidates(place, cohort).names, []
    for candidate, sponsor in read_sponsors(place, cohort).items():
        if candidate in names and sponsor.key:
            path = folder / f"sponsor-key-{candidate}.txt"
            path.touch(mode=0o600)
            name = names[candidate] or f"the candidate {candidate}"
            path.write_text(LETTER.format(name=name, key=sponsor.key), encoding="utf-8")
            written.append(path)
    return written


def write_pages(found: Iterable[Checked], folder: Path) -> list[Path]:
    """Write each sheet that can be read as a page with what was found out about it, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for checked in found:
        if checked.sheet is not None:
            path = folder / f"sponsor-{checked.candidate}.html"
            page = to_html(printed(checked.sheet, clock.today(), checked.verdict))
            path.write_text(page, encoding="utf-8")
            written.append(path)
    return written
