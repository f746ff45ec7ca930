"""Putting a hand-in in its place, whole or not at all; what stood there before is kept aside."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from npqml.collect.filenames import safe
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.receipt import RECEIPT, Receipt, parse
from npqml_widgets.keeping.files import alone

# Beside the cohorts, not in one: whoever looks for "*/*" below a cohort's folder would take these for candidates.
STAGING = ".collecting"
EARLIER = ".earlier"


@contextmanager
def staging(place: Place) -> Iterator[Path]:
    """Return an empty folder on the same drive as submitted/, for one run at a time; it is gone afterwards.

    What an earlier run left when it was cut off goes first: whoever has the lock is the only one that runs.
    """
    home = place.root / "submitted" / STAGING
    try:
        home.mkdir(parents=True, exist_ok=True)
        with alone(home):
            for left in cut_off(place):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=home) as made:
                yield Path(made)
    except OSError as error:
        raise Refusal(
            error.filename or home, "", found=f"a disk that cannot be written ({error.strerror or error})",
            expected="room to write", do="Make room and collect again: what has been put in place by then is kept.",
        ) from error  # fmt: skip


def cut_off(place: Place) -> list[Path]:
    """Return what is staged now, or was left by a run that was cut off: nobody has looked whose it is."""
    return sorted(path for path in (place.root / "submitted" / STAGING).glob("tmp*") if path.is_dir())


def stage(folder: Path, files: Mapping[str, bytes], when: datetime | None) -> Path:
    """Write a hand-in to a new folder, with the time of handing in; raises Crafted for a name that is none."""
    for name, content in files.items():
        path = folder / safe(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:  # never through a link, never twice
            file.write(content)
        if when is not None:
            os.utime(path, (when.timestamp(), when.timestamp()))
    return folder


def target_of(place: Place, cohort: str, candidate: str, module: str) -> Path:
    """Return where a hand-in belongs; refuses a place that is a link to somewhere else."""
    target = place.submitted(cohort) / candidate / module
    for path in (target, target.parent):
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise Refusal(
                path, "", found="a link or a file", expected="the folder of a candidate",
                do="Look at what it is, take it away, and collect again.",
            )  # fmt: skip
    return target


def put(place: Place, cohort: str, staged: Path, target: Path) -> Path | None:
    """Put a staged hand-in in its place, and return where the earlier one is kept now, if there was one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # `npqml simulate` clears whatever it made itself, which this no longer is.
    (place.submitted(cohort) / ".simulated").unlink(missing_ok=True)
    if not target.exists():
        staged.rename(target)
        return None
    kept = _free(_aside(place, cohort, target), target)
    kept.parent.mkdir(parents=True, exist_ok=True)
    target.rename(kept)
    try:
        staged.rename(target)
    except OSError:
        kept.rename(target)
        raise
    return kept


def keep_aside(place: Place, cohort: str, staged: Path, target: Path) -> Path:
    """Keep a staged hand-in that does not count among the earlier ones, once, and return where it is."""
    if (there := kept_aside(place, cohort, staged, target)) is not None:
        return there
    kept = _free(_aside(place, cohort, target), staged)
    kept.parent.mkdir(parents=True, exist_ok=True)
    staged.rename(kept)
    return kept


def kept_aside(place: Place, cohort: str, staged: Path, target: Path) -> Path | None:
    """Return where the very same content is kept among the earlier hand-ins; None where it is not."""
    sha256 = sha256_of(staged)
    found = sorted(_aside(place, cohort, target).glob(f"*{sha256[:12]}*"))
    return next((path for path in found if sha256_of(path) == sha256), None)


def aside_for(place: Place, cohort: str, target: Path) -> Path:
    """Return where a hand-in that stands in its place is to be kept among the earlier ones."""
    return _free(_aside(place, cohort, target), target)


def earlier_hand_ins(place: Place, cohort: str, target: Path) -> list[Path]:
    """Return the hand-ins of a candidate and module that do not count, the earliest first by their times."""
    return sorted(path for path in _aside(place, cohort, target).glob("*") if path.is_dir() and not path.is_symlink())


def _aside(place: Place, cohort: str, target: Path) -> Path:
    return place.root / "submitted" / EARLIER / cohort / target.parent.name / target.name


def _free(home: Path, folder: Path) -> Path:
    """Return a name for an earlier hand-in: its time and its hash, and a number if even that is taken."""
    when = time_of(folder)
    stem = f"{when:%Y%m%dT%H%M%SZ}-{sha256_of(folder)[:12]}" if when else sha256_of(folder)[:12]
    names = (home / stem, *(home / f"{stem}-{turn}" for turn in range(2, 10_000)))
    return next(one for one in names if not os.path.lexists(one))


def receipt_of(folder: Path) -> Receipt | None:
    """Return the sound receipt in a folder, or None; one that does not fit what lies beside it is none."""
    path = folder / RECEIPT
    try:
        found = parse(path.read_bytes()) if path.is_file() and not path.is_symlink() else None
    except Exception:  # a stranger's bytes
        return None
    return found if found is not None and found.sha256 == sha256_of(folder) else None


def in_utc(when: datetime) -> datetime:
    """Return a time in UTC; one that names no zone is in UTC, as nbgrader writes it."""
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def is_to_come(when: datetime) -> bool:
    """Tell whether a time is not to be believed: by a clock that is wrong, nobody could hand in anything later."""
    return when > datetime.now(UTC) + timedelta(days=1)


def time_of(folder: Path) -> datetime | None:
    """Return when a hand-in that stands in its place was handed in, in UTC: its receipt's time, else its notebook's."""
    receipt = receipt_of(folder)
    if receipt is not None and not is_to_come(receipt.when):
        return receipt.when
    found = [path.lstat().st_mtime for path in folder.glob("*.ipynb")]
    return datetime.fromtimestamp(max(found), UTC) if found else None
