"""What a provider writes about sponsors: a page for each that seals their answer, and each sheet for whoever marks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from npqml.collect.sponsor_answers import Checked
from npqml.course.candidates import read_candidates
from npqml.course.sponsors import read_sponsors
from npqml.place import Place
from npqml_widgets.documents.shared.printing import to_html
from npqml_widgets.documents.sponsor.html_form import write_sealing_page
from npqml_widgets.documents.sponsor.printing import printed
from npqml_widgets.keeping import clock


def write_sealing_pages(place: Place, cohort: str, folder: Path) -> list[Path]:
    """Write the page of each sponsor who has a key, readable by nobody else here, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    names, written = read_candidates(place, cohort).names, []
    for candidate, sponsor in read_sponsors(place, cohort).items():
        if candidate in names and sponsor.key:
            path = folder / f"for-the-sponsor-of-{candidate}.html"
            path.touch(mode=0o600)
            name = names[candidate] or f"the candidate {candidate}"
            path.write_text(write_sealing_page(candidate, name, sponsor.key), encoding="utf-8")
            written.append(path)
    return written


def write_marking_pages(found: Iterable[Checked], folder: Path) -> list[Path]:
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
