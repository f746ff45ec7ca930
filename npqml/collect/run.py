"""Collecting: every hand-in is read, checked, put in its place or left, and told of. One bad file stops nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from attrs import define, evolve, field

from npqml.collect import placing
from npqml.collect.downloads import Left, arrived
from npqml.collect.joining import put_together
from npqml.collect.offers import Desk, Offer, looked_at
from npqml.collect.own_documents import documents_in
from npqml.collect.ownership import Known, names_somebody, read_known
from npqml.collect.pieces import Piece
from npqml.collect.refusing import Refused
from npqml.collect.report import BESIDE, OLDER, REFUSED, SETTLED, TWICE, Collected, Item
from npqml.collect.settling import keep_refused
from npqml.collect.standing import Standing, answers_in, in_time_first, judge, not_clear_whose, standing
from npqml.course.arrivals import Arrival, all_arrivals_of, every_arrival, keep_arrival, read_arrival
from npqml.course.candidates import nobody_of
from npqml.course.copies import same_content
from npqml.course.deadlines import read_deadlines
from npqml.course.not_taken import NOT_TAKEN, NotTaken
from npqml.grading.submission.read import READY, read_submission, sha256_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT

MOST_OWNERS = 3  # people who are named beside a content that several have handed in
TAKEN_BACK = "A person took it back before, as not theirs."
CHOSEN = "A person has said that {} counts."
DOUBT_SETTLED = "It is there already and stays the one that counts: the doubt is settled."
CAME_AFTER_THE_CHOICE = "a person had said that {} counts, before {} was there"
PART_OF = "It is there already, put together with the saved answers that came apart from it, as {}."
SAME_CONTENT = "It holds the same content as {}: only names or the day of packing differ."


def collect(
    place: Place,
    cohort: str,
    source: Path,
    *,
    due: datetime | None = None,
    candidate: str = "",
    module: str = "",
    counts: bool = False,
    progress: Callable[[str], None] = lambda name: None,
) -> Collected:
    """Put what lies in a folder or a zip in the cohort's place, and tell what became of each thing in it.

    With `candidate`, the one hand-in in it is theirs (of `module`, where it cannot be read and more than one is built);
    with `counts` too, it counts before whatever else is there.
    Nothing in `source` is changed. Raises Refusal for what is wrong on the provider's side only.
    """
    known = read_known(place, cohort)
    _refuse_source(place, cohort, source, by_hand=bool(candidate), counts=counts and bool(candidate))
    desk = Desk(known, read_deadlines(place, cohort), due, _listed(known, candidate), _module(known, candidate, module))
    items: list[Item] = []
    offers: list[Offer] = []
    pieces = others = 0
    with placing.staging(place) as folder:
        for number, found in enumerate(arrived(source, lambda name: names_somebody(name, known))):
            progress(found.shown)
            pieces += isinstance(found, Piece)
            others += isinstance(found, Left)
            looked = looked_at(found, desk, folder / f"{number}")
            (offers if isinstance(looked, Offer) else items).append(looked)  # type: ignore[arg-type]
        if candidate and (pieces > 1 or not pieces + others):
            raise Refusal(
                source, "", found=f"{pieces} hand-ins", expected="a single one, together with --candidate",
                do="Give the one file or folder that is theirs; take it out of its download first. Where there is "
                f"nothing to take: npqml collect {cohort} --dismiss KEY, with the key that npqml overview {cohort} "
                "gives.",
            )  # fmt: skip
        offers, items = put_together(offers, items, desk, folder)
        # The one that probably counts comes last: what it replaces is then told of with it.
        offers.sort(key=lambda offer: offer.standing.order)
        run = _Run(place, known, desk, (place.submitted(cohort) / ".simulated").exists(), counts and bool(candidate))
        run.note_whose(offers)
        for offer in offers:
            run.put(offer)
        items = keep_refused(known, [*items, *run.items], by_hand=bool(candidate))
    every = tuple(sorted(items, key=lambda item: (item.candidate, item.module, item.shown)))
    return Collected(cohort, every, same_content(place, cohort))


def _refuse_source(place: Place, cohort: str, source: Path, *, by_hand: bool, counts: bool) -> None:
    """Refuse what is not there, and what was collected already, unless a person says which of these counts."""
    submitted, real = (place.root / "submitted").resolve(), source.resolve()
    homes = (submitted / placing.EARLIER / cohort, place.submitted(cohort).resolve())
    chosen = counts and any(real.is_relative_to(home) and len(real.relative_to(home).parts) > 1 for home in homes)
    chosen = chosen or (by_hand and real.is_relative_to(submitted / NOT_TAKEN / cohort))
    if not source.exists() or (real.is_relative_to(submitted) and not chosen):
        raise Refusal(
            source, "", found="nothing" if not source.exists() else "what was collected already",
            expected="a folder or a zip with what candidates handed in",
            do="Give the folder that you downloaded to, or the zip itself; with --candidate ID --counts a hand-in that "
            "was collected before can be given as well.",
        )  # fmt: skip


def _listed(known: Known, candidate: str) -> str:
    if candidate and not (found := known.listed(candidate)):
        raise nobody_of(known.place, known.cohort, [candidate])
    return found if candidate else ""


def _module(known: Known, candidate: str, module: str) -> str:
    """Return the module that a person has said, or the only one that there is, for one hand-in of a known person."""
    if module and module not in known.modules:
        raise Refusal(
            "--module", module, found="no module that was built", expected=f"one of {', '.join(known.modules)}",
            do="Mend the id.",
        )  # fmt: skip
    return module or (known.modules[0] if candidate and len(known.modules) == 1 else "")


@define
class _Run:
    """What has become of the hand-ins of one run so far; `_number` says which of them stands in a place now.

    What `npqml simulate` made gives way to any real hand-in (`simulated`). `counts`: a person says that what comes
    counts. `_whose` are those who handed in a content, by module and content, with where it lay.
    """

    place: Place
    known: Known
    desk: Desk
    simulated: bool
    counts: bool = False
    items: list[Item] = field(factory=list)
    _number: dict[Path, int] = field(factory=dict)
    _whose: dict[tuple[str, str], dict[str, str]] = field(factory=dict)

    def note_whose(self, offers: Sequence[Offer]) -> None:
        """Keep in mind who handed in which content, before and in this run; what was taken back is nobody's."""
        now = ((offer.item.candidate, offer.item.module, offer.arrival) for offer in offers)
        for candidate, module, arrival in (*every_arrival(self.place, self.known.cohort), *now):
            if not arrival.taken_back and arrival.alike:
                self._whose.setdefault((module, arrival.content), {}).setdefault(candidate, arrival.shown)

    def put(self, offer: Offer) -> None:
        """Put a staged hand-in in its place, unless the same or a better one is there."""
        item = offer.item
        try:
            target = placing.target_of(self.place, self.known.cohort, item.candidate, item.module)
        except Refusal as why:
            self._refuse(offer, str(why))
            return
        if not offer.arrival.by_hand and offer.arrival.taken_back:
            self.items.append(evolve(item, state=SETTLED, reasons=(*item.reasons, TAKEN_BACK)))
            return
        if target.exists() and not (self.counts or offer.arrival.by_hand) and (whole := self._whole_of(offer)):
            state, words = (SETTLED, TAKEN_BACK) if whole.taken_back else (TWICE, PART_OF.format(whole.shown))
            self.items.append(evolve(item, state=state, reasons=(*item.reasons, words), where_it_counts=()))
            return
        offer = evolve(offer, arrival=evolve(offer.arrival, taken_back=False))
        if self.counts:
            offer = evolve(offer, arrival=evolve(offer.arrival, chosen_over=self._others(target, item), doubt=""))
        if not target.exists():
            self._take(offer, target)
            return
        offer = self._by_its_first_name(offer, target)
        if sha256_of(target) == offer.item.sha256:
            self._again(offer)
        elif self.counts or (self.simulated and target not in self._number):
            self._take(offer, target)
        else:
            self._against(offer, target)

    def _whole_of(self, offer: Offer) -> Arrival | None:
        """Return how the whole came that a notebook or saved answers were put together in before; None without one."""
        item, content = offer.item, offer.arrival.content
        known = all_arrivals_of(self.place, self.known.cohort, item.candidate)
        return next((came for module, came in known if module == item.module and content in came.parts), None)

    def _by_its_first_name(self, offer: Offer, target: Path) -> Offer:
        """Return a hand-in as that which came before with the same bytes, if one did: names make no other work."""
        item, arrival = offer.item, offer.arrival
        folders = [target, *placing.earlier_hand_ins(self.place, self.known.cohort, target)]
        for module, came in all_arrivals_of(self.place, self.known.cohort, item.candidate):
            if module != item.module or came.content != arrival.content or came.sha256 == item.sha256:
                continue
            folder = next((path for path in folders if sha256_of(path) == came.sha256), None)
            if folder is not None:
                shutil.rmtree(offer.folder)
                shutil.copytree(folder, offer.folder)
                item = evolve(item, sha256=came.sha256, reasons=(*item.reasons, SAME_CONTENT.format(came.shown)))
                return evolve(offer, item=item, arrival=evolve(arrival, sha256=came.sha256).known_before(came))
        return offer

    def _against(self, offer: Offer, target: Path) -> None:
        """Judge a hand-in against what stands in its place; the one that does not count is kept."""
        item, cohort = offer.item, self.known.cohort
        there, came = self._standing(target, item)
        chosen = came.chosen_over if came is not None else ()
        other = self._name_of(target, came)
        if item.sha256 in chosen:
            self.items.append(evolve(item, state=BESIDE, reasons=(*item.reasons, CHOSEN.format(other))))
            return
        judged = judge(offer.standing, there)
        if item.module != ASSESSMENT and came is not None:  # nothing of the assessment is marked
            late = bool(self.desk.late(item.candidate, item.module, came))
            judged = in_time_first(judged, offer.standing, there, new_late=bool(item.late), there_late=late)
        if whose := self._also_of(offer):
            judged = not_clear_whose(judged, there, whose)
        if chosen and offer.standing.readable:
            judged = evolve(judged, doubt=CAME_AFTER_THE_CHOICE.format(other, item.shown))
        elif came is not None and not came.doubt and placing.kept_aside(self.place, cohort, offer.folder, target):
            judged = evolve(judged, doubt="")  # it was kept before, and nobody was asked or somebody has answered
        if judged.new_counts:
            doubtful = evolve(offer.arrival, doubt=judged.doubt)
            self._take(evolve(offer, item=evolve(item, doubt=judged.doubt), arrival=doubtful), target, judged.why)
            return
        if not offer.standing.readable:
            self._refuse(offer, "What was handed in before stays, because this one cannot be read.")
            return
        keep_arrival(self.place, cohort, item.candidate, item.module, offer.arrival, counts=False)
        aside = placing.keep_aside(self.place, cohort, offer.folder, target).relative_to(self.place.root)
        if came is not None and judged.doubt:
            came = evolve(came, doubt=judged.doubt, other=aside.as_posix(), other_shown=item.shown)
            keep_arrival(self.place, cohort, item.candidate, item.module, came)
        state = OLDER if judged.by_time else BESIDE
        words = f"{other} counts: {judged.why}."
        self.items.append(
            evolve(item, state=state, reasons=(*item.reasons, words), aside=aside, other=other, doubt=judged.doubt)
        )

    def _also_of(self, offer: Offer) -> str:
        """Return, in words, who else handed in a content that nothing inside says the owner of; empty for nobody."""
        item, arrival = offer.item, offer.arrival
        if arrival.by_hand or f"receipt {item.candidate.casefold()}" in arrival.signs:
            return ""
        others = self._whose.get((item.module, arrival.content), {})
        said = [
            f"{candidate} {self.known.names.get(candidate, '')}".strip() + f" ({shown[:100]})"
            for candidate, shown in others.items()
            if candidate != item.candidate
        ]
        return " and ".join(said[:MOST_OWNERS])

    def _name_of(self, target: Path, came: Arrival | None) -> str:
        """Return what a hand-in that is there is called: where it lay, else its folder."""
        return came.shown if came is not None and came.shown else target.relative_to(self.place.root).as_posix()

    def _refuse(self, offer: Offer, why: str) -> None:
        """Leave a hand-in that could be staged and cannot be put in its place."""
        item = offer.item
        reasons = (*item.reasons, *item.where_it_counts, why)
        left = NotTaken(offer.arrival, item.candidate, item.module, reasons, offer.arrival.content)
        record = Refused(left, offer.folder)
        self.items.append(evolve(item, state=REFUSED, reasons=reasons, where_it_counts=(), refused=record))

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

    def _others(self, target: Path, item: Item) -> tuple[str, ...]:
        """Return the contents of the other hand-ins of a candidate and module that are here."""
        known = all_arrivals_of(self.place, self.known.cohort, item.candidate)
        found = {arrival.sha256 for module, arrival in known if module == item.module}
        found |= {sha256_of(target)} if target.exists() else set()
        return tuple(sorted(found - {item.sha256}))

    def _again(self, offer: Offer) -> None:
        """Tell that the same content is there; it was handed in when it came first, and on the platform's word."""
        item, arrival = offer.item, offer.arrival
        words = "The same content is there already."
        before = read_arrival(self.place, self.known.cohort, item.candidate, item.module)
        if before is not None and before.sha256 == item.sha256:
            words = DOUBT_SETTLED if self.counts and before.doubt else words
            arrival = arrival.known_before(before)
            open_still = Arrival("") if self.counts else before
            arrival = evolve(
                arrival, doubt=open_still.doubt, other=open_still.other, other_shown=open_still.other_shown
            )  # fmt: skip
        keep_arrival(self.place, self.known.cohort, item.candidate, item.module, arrival)
        self.items.append(evolve(item, state=TWICE, reasons=(*item.reasons, words)))

    def _take(self, offer: Offer, target: Path, why: str = "") -> None:
        """Put a hand-in in its place; one of this very run that it replaces is told of anew."""
        item, cohort, arrival = offer.item, self.known.cohort, offer.arrival
        before = read_arrival(self.place, cohort, item.candidate, item.module)
        other = self._name_of(target, before) if target.exists() else ""
        kept = placing.put(self.place, cohort, offer.folder, target)
        aside = kept.relative_to(self.place.root) if kept else None
        if kept is not None and before is not None:
            before = evolve(before, chosen_over=(), doubt="", other="", other_shown="")
            keep_arrival(self.place, cohort, item.candidate, item.module, before, counts=False)
        if aside is not None and arrival.doubt:
            arrival = evolve(arrival, other=aside.as_posix(), other_shown=other)
        keep_arrival(self.place, cohort, item.candidate, item.module, arrival)
        if (number := self._number.get(target)) is not None:
            earlier = self.items[number]
            words = f"{item.shown} counts: {why}."
            self.items[number] = evolve(earlier, state=BESIDE, reasons=(*earlier.reasons, words), aside=aside)
        self._number[target] = len(self.items)
        reasons = (*item.reasons, f"It counts before {other}: {why}.") if why else item.reasons
        self.items.append(evolve(item, replaced=aside, reasons=reasons, other=other))
