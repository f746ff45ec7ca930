"""Which ways a cohort took through the cases, for a session: numbers only, small groups hidden, nobody named."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.course.cohort import load_cohort
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.pages import write_page
from npqml_widgets.documents.scenario.counts import Counts, counts
from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import Case
from npqml_widgets.documents.scenario.path import CasePath, take_up
from npqml_widgets.keeping.authored import Refused, without_citations
from npqml_widgets.keeping.plain import DoesNotFit, from_plain

LARGEST = 2_000_000  # bytes of a kept way; one of a hundred choices takes some 20,000
FILE = "cases.html"


@frozen
class Picture:
    """One case and what is shown of a cohort's ways through it; `unread` files could not be read."""

    case: Case
    counts: Counts
    unread: int

    @property
    def situations(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Each situation: its title, how many stopped there, and its choices with how many made them."""
        found = {(one.kind, one.id): one for one in self.counts.counts}
        return [
            (one.title, found["here", one.id].in_words(), [
                (without_citations(choice.words), found["choice", choice.id].in_words()) for choice in one.choice
            ])
            for one in self.case.situation
        ]  # fmt: skip

    @property
    def ends(self) -> list[tuple[str, str]]:
        """Each end: its title, and how many came to it."""
        found = {one.id: one for one in self.counts.counts if one.kind == "end"}
        return [(one.title, found[one.id].in_words()) for one in self.case.end]

    def as_json(self) -> dict[str, Any]:
        """Give the picture as plain data; a hidden number is null."""
        numbers = [{"kind": one.kind, "id": one.id, "people": one.people} for one in self.counts.counts]
        return {"case": self.case.id, "people": self.counts.people, "numbers": numbers, "unread": self.unread}


def pictures_of_cases(place: Place, cohort_name: str) -> list[Picture]:
    """Count the ways through each case in what a cohort handed in; raises Refusal for a case that cannot be read.

    A number under the cohort's smallest group is hidden, and others with it from which it could be worked out.
    """
    cohort = load_cohort(place.course, cohort_name)
    found = []
    for file in sorted((place.course / "cases").glob("*.toml")):
        try:
            case = load_case(file)
        except Refused as refused:
            raise Refusal(
                file, "", found=refused.reasons[0], expected="a case that passes every gate",
                do="Run: npqml check",
            ) from refused  # fmt: skip
        ways = list(_ways(place, cohort.name, case))
        kept = {who: way for who, way in ways if way is not None}
        shown = counts(case, kept.values(), smallest=cohort.minimum_group)
        found.append(Picture(case, shown, sum(way is None for _, way in ways)))
    return found


def write_cases(place: Place, cohort: str, pictures: list[Picture]) -> Path:
    """Write the page that a facilitator shows, and give its path."""
    return write_page("cases.html", place.reports(cohort) / FILE, cohort=cohort, pictures=pictures)


def _ways(place: Place, cohort: str, case: Case) -> Iterator[tuple[str, CasePath | None]]:
    """Give each candidate's kept way, None where its file cannot be read."""
    for path in sorted(place.submitted(cohort).glob(f"*/*/work/case-{case.id}.json")):
        yield path.parents[2].name, _way(path, case)


def _way(path: Path, case: Case) -> CasePath | None:
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return None
        kept = from_plain(json.loads(path.read_bytes())["document"], CasePath)
        return take_up(case, kept, at=datetime.now(UTC))[0]
    except (OSError, ValueError, KeyError, TypeError, RecursionError, DoesNotFit):
        return None
