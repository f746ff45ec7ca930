"""A notebook that came without its folder work, and saved answers that came without their notebook, put together.

They are one hand-in where they are one person's and of one module, whichever comes first. Where it is not clear which
belongs to which, or the answers are still not whole, both are left as they came.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from attrs import evolve, frozen

from npqml.collect.offers import Desk, Offer, looked_at_again
from npqml.collect.placing import target_of
from npqml.collect.refusing import Refused
from npqml.collect.report import REFUSED, UNGRADABLE, Item
from npqml.collect.standing import Standing
from npqml.course.arrivals import Arrival, bytes_alone, read_arrival
from npqml.course.not_taken import all_not_taken, files_of
from npqml.grading.submission.read import sha256_of
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT, is_file
from npqml_widgets.handin.receipt import RECEIPT

PUT_TOGETHER = "Its answers came apart from it, as {}: they were put in its folder work."
Found = TypeVar("Found")


@frozen
class _Whose:
    candidate: str
    module: str


def put_together(
    offers: Sequence[Offer], items: Sequence[Item], desk: Desk, folder: Path
) -> tuple[list[Offer], list[Item]]:
    """Return a run's offers and items with what belongs together put together; `folder` is where it is staged."""
    answers = _by_whose(_answers_alone(items, desk), lambda found: _Whose(found.left.candidate, found.left.module))
    books = _by_whose(
        [offer for offer in offers if _is_bare(offer.folder) and not offer.arrival.taken_back],
        lambda offer: _Whose(offer.item.candidate, offer.item.module),
    )
    made: list[Offer] = []
    used: list[Offer] = []
    for number, (whose, found) in enumerate(answers.items()):
        alone = {one.left.content: one for one in found}
        bare = {offer.arrival.content: offer for offer in books.get(whose, ())}
        here = [] if bare else _in_its_place(whose, desk, folder / f"there-{number}")
        if len(alone) != 1 or len(bare) + len(here) != 1:
            continue
        (with_answers,), (book,) = alone.values(), [*bare.values(), *here]
        whole = _joined(book, with_answers, desk, folder / f"joined-{number}")
        if whole is not None:
            made.append(evolve(whole, item=evolve(whole.item, joined=tuple(found))))
            used += books.get(whose, ())
    done = [refused.left.number for offer in made for refused in offer.item.joined]
    rest = [item for item in items if item.refused is None or item.refused.left.number not in done]
    return [*(offer for offer in offers if offer not in used), *made], rest


def _by_whose(found: Sequence[Found], whose: Callable[[Found], _Whose]) -> dict[_Whose, list[Found]]:
    groups: dict[_Whose, list[Found]] = {}
    for one in found:
        groups.setdefault(whose(one), []).append(one)
    return groups


def _answers_alone(items: Sequence[Item], desk: Desk) -> list[Refused]:
    """Return the saved answers without their notebook that came now, or are on the list, and are known to be whose."""
    place, cohort = desk.known.place, desk.known.cohort
    now = [item.refused for item in items if item.state == REFUSED and item.refused is not None]
    before = [Refused(left, files_of(place, cohort, left)) for left in all_not_taken(place, cohort)]
    numbers = {refused.left.number for refused in now}
    every = [*now, *(refused for refused in before if refused.left.number not in numbers)]
    return [
        refused
        for refused in every
        if refused.left.answers_alone and refused.left.candidate and refused.left.module and refused.files is not None
    ]


def _is_bare(folder: Path) -> bool:
    """Tell whether a notebook lies there without its folder work, and without a receipt that says what was packed."""
    return any(folder.glob("*.ipynb")) and not (folder / "work").exists() and not (folder / RECEIPT).exists()


def _in_its_place(whose: _Whose, desk: Desk, folder: Path) -> list[Offer]:
    """Return the bare notebook that stands in its place as an offer, staged anew; an empty list where none does."""
    known = desk.known
    came = read_arrival(known.place, known.cohort, whose.candidate, whose.module)
    try:
        target = target_of(known.place, known.cohort, whose.candidate, whose.module)
    except Refusal:
        return []
    if came is None or whose.module == ASSESSMENT or not target.is_dir() or not _is_bare(target):
        return []
    if sha256_of(target) != came.sha256:
        return []
    shutil.copytree(target, folder)
    item = Item(came.shown, REFUSED, whose.candidate, whose.module)
    return [Offer(item, folder, Standing(), came)]


def _joined(book: Offer, found: Refused, desk: Desk, folder: Path) -> Offer | None:
    """Return a notebook with its answers as one hand-in; None where they do not make one that can be graded."""
    answers = _in_work(found.files) if found.files is not None else {}
    shutil.copytree(book.folder, folder)
    for name, content in answers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files_in(folder)}
    arrival = _when_both_were_there(book.arrival, found.left.arrival)
    arrival = evolve(arrival, sha256=sha256_of(folder), content=bytes_alone(files))
    arrival = evolve(arrival, parts=(book.arrival.content, found.left.content))
    words = PUT_TOGETHER.format(found.left.arrival.shown)
    item = evolve(book.item, reasons=(), where_it_counts=(), repairs=(words,), left_behind=False)
    whole = looked_at_again(evolve(book, item=item, folder=folder, arrival=arrival), files, desk)
    if not isinstance(whole, Offer) or whole.item.said == UNGRADABLE or not whole.standing.answers:
        return None
    return whole


def _in_work(folder: Path) -> Mapping[str, bytes]:
    """Return saved answers by their names in a module's folder, however deep they came."""
    found = {}
    for path in _files_in(folder):
        parts = path.relative_to(folder).parts
        inside = parts[parts.index("work") + 1 :] if "work" in parts[:-1] else parts[-1:]
        found["/".join(("work", *inside))] = path.read_bytes()
    return found


def _when_both_were_there(book: Arrival, answers: Arrival) -> Arrival:
    """Return how the whole came: when the later part of it did, where something says so of both."""
    times: list[tuple[datetime, Arrival]] = [(came.when, came) for came in (book, answers) if came.when is not None]
    last = max(times, key=lambda found: found[0])[1] if len(times) == 2 else Arrival("")
    return evolve(
        book, when=last.when, by=last.by, from_platform=book.from_platform and answers.from_platform, packed_at=None,
        platform_late=book.platform_late or answers.platform_late, sealed=False, chosen_over=(), doubt="", other="",
        other_shown="", in_download=book.in_download or answers.in_download,
        signs=tuple(dict.fromkeys((*book.signs, *answers.signs))),
    )  # fmt: skip


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if is_file(path))
