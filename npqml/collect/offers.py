"""Checking one thing that arrived: whose it is, whether it is as it was packed, and what decides whether it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from npqml.collect import placing
from npqml.collect.downloads import Left
from npqml.collect.filenames import Crafted, collisions
from npqml.collect.lateness import handed_in, packed_at, saved_at
from npqml.collect.own_documents import NONE_CAME, documents_in
from npqml.collect.ownership import (
    Known,
    NotClearWhose,
    NotOurs,
    candidate_of,
    longer_names,
    module_of,
    names_only,
    notebook_of,
    other_cohort,
    signs_on,
)
from npqml.collect.pieces import Piece
from npqml.collect.refusing import content_of, in_download, refused
from npqml.collect.report import CHANGED, REFUSED, TAKEN, TWICE, UNGRADABLE, Item
from npqml.collect.sponsor_answers import Checked, check_folder
from npqml.collect.standing import Standing, alike, answers_in, standing
from npqml.collect.zips import Entry, Unreadable
from npqml.course.arrivals import Arrival, any_arrival, bytes_alone
from npqml.course.deadlines import Deadlines, why_late
from npqml.course.sponsors import read_sponsors
from npqml.grading.submission.read import READY, read_submission, sha256_of
from npqml.grading.submission.work_files import TIME
from npqml_widgets.handin import limits
from npqml_widgets.handin.files import ASSESSMENT
from npqml_widgets.handin.receipt import RECEIPT, Receipt, hash_of, parse

LOOSE = re.compile(r"(?:[1-9][a-z]-t\d{1,3}(?:-[a-z]\w*)?|problems)\.json")
PACKED = re.compile(r"\.npqml[^/]*\.zip", re.IGNORECASE)
NO_RECEIPT = "Its receipt is gone or damaged, so nothing says whether it is as it was packed."
NOT_AS_PACKED = "Its content is not what its receipt says ({}): it was changed after packing."
PUT_IN_WORK = "Saved answers lay beside the notebook: they were put in its folder work."
LEFT_OUT = "The file {} was left out: {}."
SAME_NAME = "there is another file of this name, or one that differs in capitals only"
NOT_KNOWN_WHEN = "Nothing that can be trusted says when it came: late or not is not known."
OTHER_RECEIPT = "Its receipt names {}. Look whether the id was mistyped."
SETTLED_BEFORE = "Whose it is was settled before, with --candidate."
SAME_AS = "It holds the same content as a file of {}."
BY_HAND = "Whose it is was said with --candidate."


@frozen
class Offer:
    """A hand-in that belongs to somebody, written to the staging folder and not yet in its place."""

    item: Item
    folder: Path
    standing: Standing
    arrival: Arrival


@frozen
class Desk:
    """What every hand-in of one run is looked at with.

    `due` is the last moment given for this run in place of the cohort's `deadlines`, and `candidate` whose it is, where
    a person has said so, with the `module` where nothing else tells it.
    """

    known: Known
    deadlines: Deadlines
    due: datetime | None = None
    candidate: str = ""
    module: str = ""

    def late(self, candidate: str, module: str, arrival: Arrival) -> str:
        """Say why a hand-in is late, and on whose word; an empty text where it is not."""
        return why_late(arrival, self.due) if self.due else self.deadlines.late(candidate, module, arrival)

    def late_not_known(self, candidate: str, module: str, arrival: Arrival) -> bool:
        """Tell whether nothing that can be trusted says whether a hand-in is late."""
        if self.due:
            return arrival.when is None and not why_late(arrival, self.due)
        return self.deadlines.not_known(candidate, module, arrival)


def looked_at(found: Piece | Left, desk: Desk, folder: Path) -> Item | Offer:
    """Return what came of checking one thing that arrived; a hand-in that can be taken is staged in `folder`."""
    item = Item(found.shown, REFUSED)
    if isinstance(found, Left):
        item = evolve(item, reasons=(sentence(found.why),))
        return _left_alone(
            item, found.piece, desk, folder, hand_in=False, answers_alone=found.answers_alone, says_how=found.says_how
        )  # fmt: skip
    try:
        looked = _offer(found, item, desk, folder)
    except (NotOurs, Unreadable, Crafted) as why:
        said = isinstance(why, NotClearWhose)
        return _left_alone(evolve(item, reasons=(sentence(str(why)),)), found, desk, folder, says_how=said)
    return looked if isinstance(looked, Offer) else _left_alone(looked, found, desk, folder)


def _left_alone(
    item: Item, piece: Piece, desk: Desk, folder: Path, *, hand_in: bool = True, answers_alone: bool = False,
    says_how: bool = False,
) -> Item:  # fmt: skip
    """Return what is not taken with what is to be kept of it."""
    files = _readable(piece) if hand_in else content_of(piece)
    found = refused(
        piece, files, _receipt(files), desk.known, item.candidate or desk.candidate, folder, hand_in=hand_in
    )  # fmt: skip
    module = item.module or found.left.module
    left = evolve(found.left, module=module, answers_alone=answers_alone, says_how=says_how)
    if not left.candidate and not hand_in:  # where it is one, that has been said
        item = evolve(item, reasons=(*item.reasons, *longer_names(piece, desk.known)))
    item = evolve(item, candidate=left.candidate, module=left.module, content=left.content)
    item = _with_signs(item, left.arrival, desk.known)
    whose = sorted({candidate for candidate, _ in desk.known.by_content.get(left.arrival.sha256, ())})
    if files and whose:
        item = evolve(item, reasons=(*item.reasons, SAME_AS.format(" and ".join(whose[:3]))))
        if not left.candidate and not left.sender:
            return evolve(item, state=TWICE)
    return evolve(item, refused=evolve(found, left=evolve(left, reasons=item.reasons)))


def _with_signs(item: Item, arrival: Arrival, known: Known) -> Item:
    """Return what arrived with the names on it that are not those of whose it is."""
    signs = tuple(sign for sign in arrival.signs if not names_only(sign, item.candidate, known))
    return evolve(item, signs=signs, packed_at=arrival.packed_at)


def _readable(piece: Piece) -> dict[str, bytes]:
    """Return the files of a hand-in in their places, or what can be read of them."""
    try:
        return _in_their_places(_files(_one_of_each(piece))[0])[0]
    except (Unreadable, Crafted):
        return content_of(piece)


def sentence(why: str) -> str:
    """Return a reason as a sentence; one that begins with a file's name keeps it as it is."""
    first = why.split(" ", 1)[0]
    return (why[:1].upper() + why[1:] if first.isalpha() else why) + ("" if why.endswith(".") else ".")


def _offer(piece: Piece, item: Item, desk: Desk, folder: Path) -> Item | Offer:
    known, piece = desk.known, _one_of_each(piece)
    sent, notes = _files(piece)
    files, repairs = _in_their_places(sent)
    receipt = _receipt(files)
    notebook = notebook_of(files, receipt)
    module = module_of(piece, notebook, receipt, known, desk.module)
    if other := other_cohort(notebook, receipt, module, known):
        raise NotOurs(f"It is for another cohort: {other[:60]}.")
    signs = signs_on(piece, receipt, known)
    try:
        candidate, words = (
            (desk.candidate, (BY_HAND,)) if desk.candidate else candidate_of(piece, receipt, notebook, known)
        )
        if desk.candidate and receipt is not None and receipt.candidate.casefold() not in ("", candidate.casefold()):
            words = (*words, OTHER_RECEIPT.format(receipt.candidate))
            item = evolve(item, take_back=known.cohort)
    except NotOurs:
        if not (candidate := known.settled_as(hash_of(files), bytes_alone(files), signs)):
            raise
        words = (SETTLED_BEFORE,)
    when, by, from_platform = handed_in(
        piece, receipt, b"" if receipt or PACKED.search(piece.path) else files.get(TIME, b"")
    )
    placing.stage(folder, files, when or saved_at(piece))
    sealed = receipt is not None and receipt.sha256 in (hash_of(sent), hash_of(_as_sent(piece, sent)))
    late_by = piece.platform.which if piece.platform is not None and piece.platform.late else ""
    arrival = Arrival(
        sha256_of(folder), piece.shown, when, by, from_platform, late_by, packed_at(receipt), sealed,
        bool(desk.candidate), piece.attempt, saved_at=saved_at(piece), content=bytes_alone(files),
        in_download=in_download(piece), signs=signs,
    )  # fmt: skip
    if not from_platform and (came := known.by_platform(arrival.content, candidate)):
        arrival = evolve(came, sha256=arrival.sha256, by_hand=arrival.by_hand).known_before(arrival)
    if before := any_arrival(known.place, known.cohort, candidate, module, arrival.sha256):
        arrival = arrival.known_before(before)
    item = evolve(
        item, candidate=candidate, module=module, repairs=(*piece.notes, *notes, *repairs), reasons=words,
    )  # fmt: skip
    item = _with_signs(item, evolve(arrival, signs=signs, packed_at=packed_at(receipt)), known)
    item = _when(item, arrival, desk)
    packed = PACKED.search(piece.path) is not None or RECEIPT in files
    changed = _changed(receipt) if packed and not sealed else ""
    offer = Offer(item, folder, Standing(), arrival)
    if module == ASSESSMENT:
        return _own_documents(offer, known, changed=changed)
    return _as_graded(offer, files, known, readable=notebook is not None, changed=changed)


def looked_at_again(offer: Offer, files: Mapping[str, bytes], desk: Desk) -> Item | Offer:
    """Return what comes of a notebook that has got the answers that came apart from it."""
    item, known = offer.item, desk.known
    arrival = offer.arrival
    if before := any_arrival(known.place, known.cohort, item.candidate, item.module, arrival.sha256):
        arrival = arrival.known_before(before)
    return _as_graded(
        evolve(offer, item=_when(item, arrival, desk), arrival=arrival), files, known, readable=True, changed=""
    )


def _when(item: Item, arrival: Arrival, desk: Desk) -> Item:
    """Return a hand-in with when it came, and whether that is late."""
    whose = (item.candidate, item.module)
    late = desk.late(*whose, arrival)
    words = item.reasons
    if desk.late_not_known(*whose, arrival):
        words = (*words, NOT_KNOWN_WHEN)
    return evolve(
        item, sha256=arrival.sha256, content=arrival.content, when=arrival.when, when_from=arrival.by, late=late,
        reasons=words,
    )  # fmt: skip


def _own_documents(offer: Offer, known: Known, *, changed: str) -> Item | Offer:
    """Add what the candidate's own documents come to: they are not graded, and no notebook is needed to read them."""
    item, kept = offer.item, documents_in(offer.folder)
    reasons = (changed, *item.reasons) if changed else item.reasons
    if not kept:
        return evolve(item, reasons=(*reasons, NONE_CAME))
    if (sponsor := _sponsor(offer, known)) is not None:
        reasons = (*reasons, f"Sponsor: {sponsor.line()}")
    arrival = evolve(offer.arrival, alike=tuple(f"{name} {digest}" for name, digest in kept.items()))
    state = CHANGED if changed else TAKEN
    return evolve(
        offer, item=evolve(item, state=state, reasons=reasons), standing=standing(arrival, kept), arrival=arrival
    )


def _sponsor(offer: Offer, known: Known) -> Checked | None:
    """Return what came of the sponsor's answer in a hand-in, None where there is none yet."""
    who = offer.item.candidate
    kept = read_sponsors(known.place, known.cohort).get(who)
    checked = check_folder(known.place, known.cohort, who, offer.folder, kept, known.names.get(who, ""))
    return None if checked is None or checked.verdict.state == "none" else checked


def _as_graded(offer: Offer, files: Mapping[str, bytes], known: Known, *, readable: bool, changed: str) -> Item | Offer:
    """Add what grading would put right, and refuse what it would, unless the notebook is merely damaged."""
    item, arrival = offer.item, offer.arrival
    assignment = known.assignment_of(offer.folder, item.module)
    submission = read_submission(offer.folder, assignment)
    if submission.state != READY and readable and not submission.left_behind:
        return evolve(item, reasons=(*item.reasons, *submission.reasons))
    item = evolve(item, state=TAKEN if readable else UNGRADABLE, repairs=(*item.repairs, *submission.repairs))
    item = evolve(item, left_behind=submission.left_behind)
    if not readable:
        item = evolve(item, reasons=(*item.reasons, *submission.reasons))
    elif submission.left_behind:
        item = evolve(item, where_it_counts=submission.reasons)
    if changed:
        item = evolve(item, state=CHANGED if readable else UNGRADABLE, reasons=(changed, *item.reasons))
    answers = answers_in(submission, assignment)
    stands = standing(arrival, answers, readable=readable)
    item = evolve(item, whole=(offer.folder / "work").is_dir() or RECEIPT in files)
    arrival = evolve(arrival, alike=alike(submission, assignment, answers, files))
    return evolve(offer, item=item, standing=stands, arrival=arrival)


def _changed(receipt: Receipt | None) -> str:
    """Say in what way a packed file is not as it was packed."""
    return NO_RECEIPT if receipt is None else NOT_AS_PACKED.format(receipt.sha256[:12])


def _one_of_each(piece: Piece) -> Piece:
    """Return a hand-in without those of its own files whose name another one has; raises Crafted for a file of ours."""
    spare = Counter(collisions(entry.name for entry in piece.entries))
    for name in spare:
        if name.partition("/")[0] == "work" or name.endswith(".ipynb") or name.casefold() == RECEIPT:
            raise Crafted(f"{name}: {SAME_NAME}")
    kept: list[Entry] = []
    left: list[Entry] = []
    for entry in reversed(piece.entries):
        if spare[entry.name]:
            spare[entry.name] -= 1
            left.append(evolve(entry, fault=SAME_NAME))
        else:
            kept.append(entry)
    return evolve(piece, entries=tuple(reversed(kept)), left=(*piece.left, *reversed(left)))


def _files(piece: Piece) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read a hand-in's files, and say which were left out; raises Unreadable or Crafted where it cannot be taken."""
    if piece.fault:
        raise Crafted(piece.fault)
    if len(piece.entries) > limits.FOLDER_FILES:
        raise Unreadable(f"it holds more than {limits.FOLDER_FILES} files")
    files: dict[str, bytes] = {}
    for entry in piece.entries:
        try:
            files[entry.name] = entry.read()
        except Unreadable as why:
            raise Unreadable(f"{entry.shown}: {why}") from None
        most = max(limits.NOTEBOOK_BYTES, limits.FILE_BYTES)
        if len(files[entry.name]) > most or sum(map(len, files.values())) > limits.FOLDER_BYTES:
            raise Unreadable(f"{entry.shown}: it is larger than a module's files can be")
    return files, tuple(LEFT_OUT.format(entry.name[:80], entry.fault) for entry in piece.left)


def _in_their_places(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return files by the names that they get: saved answers that lay beside the notebook go to its folder work."""
    loose = {name for name in files if LOOSE.fullmatch(name) and f"work/{name}" not in files}
    named = {f"work/{name}" if name in loose else name: content for name, content in files.items()}
    return named, (PUT_IN_WORK,) if loose else ()


def _as_sent(piece: Piece, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return everything by the names that it was packed with, which are those that a receipt was made of."""
    found = {entry.sent or entry.name: files[entry.name] for entry in piece.entries}
    for entry in piece.left:
        with suppress(Unreadable):
            found[entry.sent or entry.name] = entry.read()
    return found


def _receipt(files: Mapping[str, bytes]) -> Receipt | None:
    try:
        return parse(files[RECEIPT]) if RECEIPT in files else None
    except Exception:  # a stranger's bytes; that there is a receipt which cannot be read is told of later
        return None
