"""Collecting: every hand-in is read, checked, put in its place or left, and told of. One bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from attrs import define, evolve, field

from npqml.collect import placing
from npqml.collect.downloads import arrived
from npqml.collect.offers import Desk, Offer, looked_at
from npqml.collect.own_documents import documents_in
from npqml.collect.ownership import Known, read_known
from npqml.collect.pieces import Piece
from npqml.collect.report import BESIDE, OLDER, REFUSED, TWICE, Collected, Item
from npqml.collect.standing import Standing, answers_in, judge, standing
from npqml.course.arrivals import Arrival, keep_arrival, read_arrival
from npqml.course.copies import same_content
from npqml.course.deadlines import read_deadlines
from npqml.grading.submission.read import READY, read_submission, sha256_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT

CHOSEN = "A person has said that the other one counts."


def collect(
    place: Place,
    cohort: str,
    source: Path,
    *,
    due: datetime | None = None,
    candidate: str = "",
    progress: Callable[[str], None] = lambda name: None,
) -> Collected:
    """Put what lies in a folder or a zip in the cohort's place, and tell what became of each thing in it.

    With `candidate`, the one hand-in in it is theirs, and counts. Nothing in `source` is changed. Raises Refusal for
    what is wrong on the provider's side only.
    """
    known = read_known(place, cohort)
    _refuse_source(place, source, chosen=bool(candidate))
    desk = Desk(known, read_deadlines(place, cohort), due, _listed(known, candidate))
    items: list[Item] = []
    offers: list[Offer] = []
    pieces = 0
    with placing.staging(place) as folder:
        for number, found in enumerate(arrived(source)):
            progress(found.shown)
            pieces += isinstance(found, Piece)
            looked = looked_at(found, desk, folder / f"{number}")
            (offers if isinstance(looked, Offer) else items).append(looked)  # type: ignore[arg-type]
        if candidate and pieces != 1:
            raise Refusal(
                source, "", found=f"{pieces} hand-ins", expected="a single one, together with --candidate",
                do="Give the one file or folder that is theirs; take it out of its download first.",
            )  # fmt: skip
        # The one that probably counts comes last: what it replaces is then told of with it.
        offers.sort(key=lambda offer: offer.standing.order)
        run = _Run(place, known, (place.submitted(cohort) / ".simulated").exists())
        for offer in offers:
            run.put(offer)
    items += run.items
    every = tuple(sorted(items, key=lambda item: (item.candidate, item.module, item.shown)))
    return Collected(cohort, every, same_content(place, cohort))


def _refuse_source(place: Place, source: Path, *, chosen: bool) -> None:
    submitted = (place.root / "submitted").resolve()
    earlier = chosen and source.resolve().is_relative_to(submitted / placing.EARLIER)
    if not source.exists() or (source.resolve().is_relative_to(submitted) and not earlier):
        raise Refusal(
            source, "", found="nothing" if not source.exists() else "what was collected already",
            expected="a folder or a zip with what candidates handed in",
            do="Give the folder that you downloaded to, or the zip itself.",
        )  # fmt: skip


def _listed(known: Known, candidate: str) -> str:
    if candidate and not (found := known.listed(candidate)):
        raise Refusal(
            "--candidate", candidate, found="nobody of this id", expected="an id in candidates.csv",
            do="Mend the id, or add the candidate to the list.",
        )  # fmt: skip
    return found if candidate else ""


@define
class _Run:
    """What has become of the hand-ins of one run so far; `_number` says which of them stands in a place now.

    What `npqml simulate` made gives way to any real hand-in (`simulated`).
    """

    place: Place
    known: Known
    simulated: bool
    items: list[Item] = field(factory=list)
    _number: dict[Path, int] = field(factory=dict)

    def put(self, offer: Offer) -> None:
        """Put a staged hand-in in its place, unless the same or a better one is there."""
        item = offer.item
        try:
            target = placing.target_of(self.place, self.known.cohort, item.candidate, item.module)
        except Refusal as why:
            self.items.append(evolve(item, state=REFUSED, reasons=(*item.reasons, str(why))))
            return
        if not target.exists():
            self._take(offer, target)
        elif sha256_of(target) == item.sha256:
            self._again(offer)
        elif offer.arrival.by_hand or (self.simulated and target not in self._number):
            self._take(offer, target)
        else:
            self._against(offer, target)

    def _against(self, offer: Offer, target: Path) -> None:
        """Judge a hand-in against what stands in its place; the one that does not count is kept."""
        item, cohort = offer.item, self.known.cohort
        there, came = self._standing(target, item)
        if came is not None and came.by_hand and placing.kept_aside(self.place, cohort, offer.folder, target):
            self.items.append(evolve(item, state=BESIDE, reasons=(*item.reasons, CHOSEN)))
            return
        judged = judge(offer.standing, there)
        if judged.new_counts:
            self._take(
                evolve(offer, item=evolve(item, doubt=judged.doubt)),
                target,
                f"It counts before the other one: {judged.why}.",
            )
            return
        if not offer.standing.readable:
            words = "What was handed in before stays, because this one cannot be read."
            self.items.append(evolve(item, state=REFUSED, reasons=(*item.reasons, words)))
            return
        keep_arrival(self.place, cohort, item.candidate, item.module, offer.arrival, counts=False)
        aside = placing.keep_aside(self.place, cohort, offer.folder, target).relative_to(self.place.root)
        state = OLDER if judged.why.startswith("it is the later one") else BESIDE
        words = f"What is there counts: {judged.why}."
        self.items.append(evolve(item, state=state, reasons=(*item.reasons, words), aside=aside, doubt=judged.doubt))

    def _standing(self, target: Path, item: Item) -> tuple[Standing, Arrival | None]:
        """Return what decides whether that which stands in a place counts, and how it came, if that is known."""
        came = read_arrival(self.place, self.known.cohort, item.candidate, item.module)
        if came is not None and came.sha256 != sha256_of(target):  # changed there, by hand
            came = None
        answers, readable = self._answers(target, item.module)
        if came is None:
            receipt = placing.receipt_of(target)
            packed = receipt.when if receipt is not None and not placing.is_to_come(receipt.when) else None
            return Standing(readable, answers, receipt is not None, packed, when=placing.time_of(target)), None
        return standing(came, answers, readable=readable), came

    def _answers(self, folder: Path, module: str) -> tuple[dict[str, str], bool]:
        """Return what a hand-in answers, and whether it can be read."""
        if module == ASSESSMENT:
            return documents_in(folder), True
        assignment = self.known.assignment_of(folder, module)
        submission = read_submission(folder, assignment)
        return answers_in(submission, assignment), submission.state == READY

    def _again(self, offer: Offer) -> None:
        """Tell that the same content is there; it was handed in when it came first, and on the platform's word."""
        item, arrival = offer.item, offer.arrival
        before = read_arrival(self.place, self.known.cohort, item.candidate, item.module)
        if before is None or before.sha256 != item.sha256:
            before = arrival
        elif arrival.from_platform and (not before.from_platform or _earlier(arrival.when, before.when)):
            before = evolve(arrival, by_hand=before.by_hand, sealed=before.sealed, packed_at=before.packed_at)
        before = evolve(
            before,
            by_hand=before.by_hand or arrival.by_hand,
            sealed=before.sealed or arrival.sealed,
            packed_at=before.packed_at or arrival.packed_at,
        )
        keep_arrival(self.place, self.known.cohort, item.candidate, item.module, before)
        self.items.append(evolve(item, state=TWICE, reasons=(*item.reasons, "The same content is there already.")))

    def _take(self, offer: Offer, target: Path, why: str = "") -> None:
        """Put a hand-in in its place; one of this very run that it replaces is told of anew."""
        item, cohort = offer.item, self.known.cohort
        if offer.arrival.by_hand:
            known = read_arrival(self.place, cohort, item.candidate, item.module, item.sha256)
            offer = evolve(offer, arrival=evolve(known, by_hand=True)) if known is not None else offer
        before = read_arrival(self.place, cohort, item.candidate, item.module)
        kept = placing.put(self.place, cohort, offer.folder, target)
        aside = kept.relative_to(self.place.root) if kept else None
        if kept is not None and before is not None:
            keep_arrival(self.place, cohort, item.candidate, item.module, before, counts=False)
        keep_arrival(self.place, cohort, item.candidate, item.module, offer.arrival)
        if (number := self._number.get(target)) is not None:
            earlier = self.items[number]
            words = f"{item.shown} counts: {why.removeprefix('It counts before the other one: ')}"
            self.items[number] = evolve(earlier, state=BESIDE, reasons=(*earlier.reasons, words), aside=aside)
        self._number[target] = len(self.items)
        reasons = (*item.reasons, why) if why else item.reasons
        self.items.append(evolve(item, replaced=aside, reasons=reasons))


def _earlier(when: datetime | None, than: datetime | None) -> bool:
    return when is not None and (than is None or when < than)
