"""Whether what came as a sponsor's answer is the sponsor's: judged by the key, which only the provider has.

The rules, each with an attack that it answers, stand in tests/npqml/collect/test_sponsor_answers.py; what they cannot
hold is in decision 25.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from npqml.collect.placing import earlier_hand_ins
from npqml.course.candidates import read_candidates
from npqml.course.sponsors import Sponsor, confirm, read_sponsors
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.documents.shared.dates import as_said, moment_as_said
from npqml_widgets.documents.sponsor.answer import Answer, answer_in
from npqml_widgets.documents.sponsor.consistency import same_person
from npqml_widgets.documents.sponsor.model import Received, SponsorComments
from npqml_widgets.documents.sponsor.seal import fits, number_of
from npqml_widgets.documents.sponsor.since import changed_since
from npqml_widgets.documents.sponsor.verdict import EXAMPLE, NO_KEY_USED, Verdict, is_example
from npqml_widgets.handin.files import ASSESSMENT, is_file
from npqml_widgets.handin.receipt import short_hash
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.documents import parse
from npqml_widgets.keeping.files import Damaged, Newer
from npqml_widgets.keeping.plain import DoesNotFit

DOCUMENT = "work/sponsor-comments.json"
FEWEST_DIGITS = 12
"""Of an answer's number, as the sponsor's page shows it."""
UNREADABLE = "What came as the sponsor's answer cannot be read."
ABOUT_ANOTHER = "The answer is about {}, and this is the hand-in of {}."
OTHER_KEY = "The seal does not fit: the answer was sealed with another key, or changed after it was sealed."
NO_KEY_MADE = "The answer has a seal, and no key was made for this candidate's sponsor, so nothing can be checked."
OLDER = "It is older than an answer of the sponsor that came in with an earlier hand-in, which they made on {}."
OWN_NAME = "It is signed with the candidate's own name, “{}”. A sponsor is somebody else."
NOT_CONFIRMED = "The sponsor did not confirm the statement."
SEALED = "Sealed with the sponsor's key by {}, {}, on {}."
ASKED = "The sponsor was asked about this very answer{} and has confirmed it ({})."
DAMAGED = "The document with the sponsor's answer cannot be read: {}"


@frozen
class Checked:
    """What came of looking at a candidate's document: the sheet (None where it cannot be read) and the verdict."""

    candidate: str
    sheet: SponsorComments | None
    verdict: Verdict

    @property
    def number(self) -> str:
        """The number of the answer that counts, empty where there is none."""
        answer = self.sheet.answer if self.sheet else None
        return number_of(answer.content) if answer else ""

    def line(self) -> str:
        """Say it on one line."""
        return " ".join((f"{self.verdict.heading}.", *self.verdict.words))


def check_folder(
    place: Place, cohort: str, candidate: str, folder: Path, sponsor: Sponsor | None, name: str
) -> Checked | None:
    """Return what came of the sponsor's document in a hand-in; None where there is none."""
    path = folder / DOCUMENT
    if not is_file(path):
        return None
    try:
        sheet = parse(path.read_bytes(), SponsorComments).document
    except (Damaged, DoesNotFit) as problem:
        return Checked(candidate, None, Verdict("does not fit", (DAMAGED.format(problem),)))
    except Newer:
        return Checked(candidate, None, Verdict("not verified", (DAMAGED.format("it is of a newer course."),)))
    newest = None
    if sheet.answers and sponsor is not None:
        newest = max(_moments(_known(place, cohort, candidate, folder), candidate, sponsor), default=None)
    return Checked(candidate, sheet, judge(sheet, candidate, sponsor, name=name, newest=newest))


def check_cohort(place: Place, cohort: str) -> list[Checked]:
    """Return what came of the sponsor's document of each candidate who has handed one in."""
    sponsors, names = read_sponsors(place, cohort), read_candidates(place, cohort).names
    folders = sorted(path for path in place.submitted(cohort).glob(f"*/{ASSESSMENT}") if path.is_dir())
    found = (
        check_folder(place, cohort, who, folder, sponsors.get(who), names.get(who, ""))
        for folder in folders
        for who in (folder.parent.name,)
    )
    return [checked for checked in found if checked is not None]


def judge(
    sheet: SponsorComments, candidate: str, sponsor: Sponsor | None, *, name: str = "", newest: datetime | None = None
) -> Verdict:
    """Return how far the answer in a candidate's sheet can be relied on.

    `name` is the candidate's in the provider's list; `newest` is when the newest answer was made that ever came in with
    a seal that fits.
    """
    received = sheet.answer
    if received is None:
        return Verdict("none")
    answer = answer_in(received)
    if answer is None:
        return Verdict("does not fit", (UNREADABLE,))
    if is_example(received, answer):
        return Verdict("does not fit", (EXAMPLE,))
    if answer.request.candidate.casefold() != candidate.casefold():
        about = answer.request.candidate[:40] or "nobody"
        return Verdict("does not fit", (ABOUT_ANOTHER.format(about, candidate),))
    verdict = _of_whom(received, answer, sponsor)
    if not verdict.counts:
        return verdict
    if newest is not None and answer.made is not None and answer.made < newest:
        return Verdict("does not fit", (OLDER.format(moment_as_said(newest)),))
    if any(same_person(answer.name, own) for own in (name, sheet.name)):
        return Verdict("does not fit", (OWN_NAME.format(answer.name[:60]),))
    words = verdict.words if answer.confirms else (*verdict.words, NOT_CONFIRMED)
    since = changed_since(sheet, answer)
    return Verdict("changed since", (*words, since)) if since else evolve(verdict, words=words)


def _of_whom(received: Received, answer: Answer, sponsor: Sponsor | None) -> Verdict:
    """Say whose an answer is, by its seal or by the sponsor's own word."""
    if sponsor is not None and sponsor.confirmed == number_of(received.content):
        on = f" on {as_said(sponsor.on)}" if sponsor.on else ""
        return Verdict("confirmed", (ASKED.format(on, sponsor.how),))
    if not received.seal:
        return Verdict("not verified", (NO_KEY_USED[received.way],))
    if sponsor is None or not sponsor.key:
        return Verdict("not verified", (NO_KEY_MADE,))
    if not fits(received.content, received.seal, sponsor.key):
        return Verdict("does not fit", (OTHER_KEY,))
    when = as_said(answer.day) if answer.day else "no date"
    return Verdict("checked", (SEALED.format(answer.name[:60] or "nobody", answer.role[:60] or "no role", when),))


def _known(place: Place, cohort: str, candidate: str, folder: Path) -> Iterator[Path]:
    """Return this hand-in and all of the same candidate's documents that are kept."""
    target = place.submitted(cohort) / candidate / ASSESSMENT
    yield from {folder, target, *earlier_hand_ins(place, cohort, target)}


def _moments(folders: Iterator[Path], candidate: str, sponsor: Sponsor) -> Iterator[datetime]:
    """Return when each answer was made that is the sponsor's, in any of these hand-ins."""
    for folder in folders:
        path = folder / DOCUMENT
        try:
            answers = parse(path.read_bytes(), SponsorComments).document.answers if is_file(path) else ()
        except (Damaged, DoesNotFit, Newer):
            continue
        for received in answers:
            answer = answer_in(received)
            if answer is None or answer.made is None or answer.request.candidate.casefold() != candidate.casefold():
                continue
            if _of_whom(received, answer, sponsor).counts:
                yield answer.made


def confirm_answer(place: Place, cohort: str, candidate: str, number: str, how: str) -> Checked:
    """Keep that the sponsor was asked and has confirmed the answer of this number, and return what comes of it.

    Refuses a candidate without an answer, and a number that is not the answer's.
    """
    checked = next((each for each in check_cohort(place, cohort) if each.candidate == candidate), None)
    path = place.submitted(cohort) / candidate / ASSESSMENT / DOCUMENT
    if checked is None or not checked.number:
        raise Refusal(
            path, "", found="no answer of a sponsor", expected="a hand-in with one",
            do="Collect it first, or mend the id.",
        )  # fmt: skip
    typed = "".join(number.split()).casefold()
    if len(typed) < FEWEST_DIGITS or not checked.number.startswith(typed):
        raise Refusal(
            path, "--number", found=number, expected=f"the number of the answer, {short_hash(checked.number)}",
            do="Read the sponsor what came in, word for word. Confirm only if it is theirs.",
        )  # fmt: skip
    confirm(place, cohort, candidate, checked.number, on=clock.today(), how=how)
    return next(each for each in check_cohort(place, cohort) if each.candidate == candidate)
