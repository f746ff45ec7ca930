"""Collecting: every hand-in is read, checked, put in its place or left, and told of. One bad file stops nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve, frozen

from npqml.collect import placing
from npqml.collect.downloads import Left, Piece, arrived
from npqml.collect.filenames import Crafted, collisions
from npqml.collect.lateness import why_late
from npqml.collect.ownership import Known, NotOurs, candidate_of, module_of, notebook_of, other_cohort, read_known
from npqml.collect.report import CHANGED, OLDER, REFUSED, TAKEN, TWICE, UNGRADABLE, Collected, Item
from npqml.collect.zips import Unreadable
from npqml.grading.submission.read import READY, read_submission, sha256_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin import limits
from npqml_widgets.handin.receipt import RECEIPT, Receipt, parse

LOOSE = re.compile(r"(?:[1-9][a-z]-t\d{1,3}|problems)\.json")
PACKED = re.compile(r"\.npqml[^/]*\.zip", re.IGNORECASE)
NO_RECEIPT = "Its receipt is gone or damaged, so nothing says whether it is as it was packed."
NOT_AS_PACKED = "Its content is not what its receipt says ({}): it was changed after packing."
PUT_IN_WORK = "Saved answers lay beside the notebook: they were put in its folder work."


@frozen
class Offer:
    """A hand-in that belongs to somebody, written to the staging folder and not yet in its place."""

    item: Item
    folder: Path
    readable: bool


def collect(
    place: Place,
    cohort: str,
    source: Path,
    *,
    due: datetime | None = None,
    progress: Callable[[str], None] = lambda name: None,
) -> Collected:
    """Put what lies in a folder or a zip in the cohort's place, and tell what became of each thing in it.

    Nothing in `source` is changed. Raises Refusal for what is wrong on the provider's side only.
    """
    known = read_known(place, cohort)
    if not source.exists() or source.resolve().is_relative_to((place.root / "submitted").resolve()):
        raise Refusal(
            source, "", found="nothing" if not source.exists() else "what was collected already",
            expected="a folder or a zip with what candidates handed in",
            do="Give the folder that you downloaded to, or the zip itself.",
        )  # fmt: skip
    items: list[Item] = []
    offers: list[Offer] = []
    with placing.staging(place) as folder:
        for number, one in enumerate(arrived(source)):
            progress(one.shown)
            found = _looked_at(one, known, folder / f"{number}", due)
            (offers if isinstance(found, Offer) else items).append(found)  # type: ignore[arg-type]
        # The latest comes last, so that it is the one that stands in the end.
        offers.sort(key=lambda one: one.item.when or datetime.min.replace(tzinfo=UTC))
        items += [_put(place, cohort, one) for one in offers]
    return Collected(cohort, tuple(sorted(items, key=lambda one: (one.candidate, one.module, one.shown))))


def _looked_at(one: Piece | Left, known: Known, folder: Path, due: datetime | None) -> Item | Offer:
    """Check one thing that arrived; a hand-in that can be taken is staged."""
    if isinstance(one, Left):
        return Item(one.shown, REFUSED, reasons=(_sentence(one.why),))
    item = Item(one.shown, REFUSED)
    try:
        return _offer(one, item, known, folder, due)
    except (NotOurs, Unreadable, Crafted) as why:
        return evolve(item, reasons=(_sentence(str(why)),))


def _offer(piece: Piece, item: Item, known: Known, folder: Path, due: datetime | None) -> Item | Offer:
    files, repairs = _files(piece)
    receipt = _receipt(files)
    notebook = notebook_of(files, receipt)
    module = module_of(piece, notebook, receipt, known)
    if other := other_cohort(notebook, receipt, module, known):
        raise NotOurs(f"It is for another cohort: {other[:60]}.")
    candidate, notes = candidate_of(piece, receipt, known)
    when, whose = _time(piece, receipt)
    placing.stage(folder, files, when)
    item = evolve(
        item, candidate=candidate, module=module, sha256=sha256_of(folder), when=when, when_from=whose,
        late=why_late(piece, when, whose, due), repairs=repairs, reasons=notes,
    )  # fmt: skip
    packed = PACKED.search(piece.path) is not None or RECEIPT in files
    changed = _changed(receipt, item.sha256) if packed else ""
    return _graded_as(item, folder, known, readable=notebook is not None, changed=changed)


def _changed(receipt: Receipt | None, sha256: str) -> str:
    """Say in what way a packed file is not as it was packed; nothing where it is."""
    if receipt is None:
        return NO_RECEIPT
    return "" if receipt.sha256 == sha256 else NOT_AS_PACKED.format(receipt.sha256[:12])


def _graded_as(item: Item, folder: Path, known: Known, *, readable: bool, changed: str) -> Item | Offer:
    """Add what grading would put right, and refuse what it would, unless the notebook is merely damaged."""
    submission = read_submission(folder, known.assignment(item.module))
    if submission.state != READY and readable and not submission.left_behind:
        return evolve(item, reasons=(*item.reasons, *submission.reasons))
    item = evolve(item, state=TAKEN if readable else UNGRADABLE, repairs=(*item.repairs, *submission.repairs))
    if not readable or submission.left_behind:
        item = evolve(item, reasons=(*item.reasons, *submission.reasons))
    if changed:
        item = evolve(item, state=CHANGED if readable else UNGRADABLE, reasons=(changed, *item.reasons))
    return Offer(item, folder, readable)


def _files(piece: Piece) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read a hand-in's files; raises Unreadable or Crafted where one of them cannot be taken."""
    if piece.fault:
        raise Crafted(piece.fault)
    if len(piece.entries) > limits.FOLDER_FILES:
        raise Unreadable(f"it holds more than {limits.FOLDER_FILES} files")
    if twice := collisions(one.name for one in piece.entries):
        raise Crafted(f"{twice[0]}: there is another file of this name, or one that differs in capitals only")
    files: dict[str, bytes] = {}
    for one in piece.entries:
        try:
            files[one.name] = one.read()
        except Unreadable as why:
            raise Unreadable(f"{one.shown}: {why}") from None
        most = max(limits.NOTEBOOK_BYTES, limits.FILE_BYTES)
        if len(files[one.name]) > most or sum(map(len, files.values())) > limits.FOLDER_BYTES:
            raise Unreadable(f"{one.shown}: it is larger than a module's files can be")
    loose = {name for name in files if LOOSE.fullmatch(name) and f"work/{name}" not in files}
    named = {f"work/{name}" if name in loose else name: content for name, content in files.items()}
    return named, (PUT_IN_WORK,) if loose else ()


def _receipt(files: dict[str, bytes]) -> Receipt | None:
    try:
        return parse(files[RECEIPT]) if RECEIPT in files else None
    except Exception:  # a stranger's bytes; that there is a receipt which cannot be read is told of later
        return None


def _time(piece: Piece, receipt: Receipt | None) -> tuple[datetime | None, str]:
    if receipt is not None and not placing.is_to_come(receipt.when):
        return receipt.when, "by its receipt"
    return piece.when, "by the file's own time" if piece.when else ""


def _put(place: Place, cohort: str, offer: Offer) -> Item:
    """Put a staged hand-in in its place, unless the same or a better one is there."""
    item = offer.item
    try:
        target = placing.target_of(place, cohort, item.candidate, item.module)
    except Refusal as why:
        return evolve(item, state=REFUSED, reasons=(*item.reasons, str(why)))
    if target.exists():
        before = placing.time_of(target)
        if sha256_of(target) == item.sha256:
            return evolve(item, state=TWICE, reasons=(*item.reasons, "The same content is there already."))
        if before and item.when and item.when < before:
            words = f"What is there was handed in later ({before.astimezone():%d %B %Y %H:%M}): it stays."
            return evolve(item, state=OLDER, reasons=(*item.reasons, words))
        if not offer.readable:
            words = "What was handed in before stays, because this one cannot be read."
            return evolve(item, state=REFUSED, reasons=(*item.reasons, words))
    kept = placing.put(place, cohort, offer.folder, target)
    return evolve(item, replaced=kept.relative_to(place.root) if kept else None)


def _sentence(why: str) -> str:
    return why[:1].upper() + why[1:] + ("" if why.endswith(".") else ".")
