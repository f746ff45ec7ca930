"""Handing in a module as one file: packed beside the notebook, with a receipt that the provider's side quotes too.

`look_over` (in `preflight.py`) says what would be handed in, `pack` makes the file. Nothing of the module is changed.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from attrs import evolve, field, frozen, validators

from npqml_widgets.handin.files import EARLIER, files_of, is_file
from npqml_widgets.handin.preflight import Preflight
from npqml_widgets.handin.readable_copy import answers_copy
from npqml_widgets.handin.receipt import CANDIDATE, COPY, RECEIPT, Receipt, TaskLine, as_json, hash_of, parse
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.files import Closed, put_in_place

ENDING = ".npqml.zip"
DOCUMENT = "hand-in"
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same content gives the same bytes
_PERMISSIONS = 0o100644 << 16


@frozen
class HandIn:
    """What is kept of handing in: the id that the provider gave, if the candidate has entered one."""

    candidate: str = field(default="", validator=validators.matches_re(rf"(?:{CANDIDATE.pattern})?"))


@frozen
class Packed:
    """One packed file with its receipt; `again` where an earlier file holds the very same content already.

    `cleared` says that files which were packed before have been put aside.
    """

    file: Path
    copy: Path
    receipt: Receipt
    left_out: tuple[str, ...] = ()
    again: bool = False
    cleared: bool = False


def pack(folder: Path, found: Preflight, *, candidate: str = "", cohort: str = "") -> Packed:
    """Pack a module as one file in its own folder, beside the readable copy of its answers.

    What was packed before is put aside, so that there is one file to send in. Where nothing has changed since it was
    last packed, that file is given again. Raises Closed where there is nothing to pack, OSError where the folder
    cannot be written to.
    """
    files, left_out = files_of(folder, found.notebook, own=found.documents)
    if found.notebook is None and not any(name.startswith("work/") for name in files):
        raise Closed("There is nothing to pack in this folder: neither a notebook nor a saved answer.")
    receipt = Receipt(
        module=found.module,
        title=found.title,
        notebook=found.notebook.name if found.notebook else "",
        candidate=candidate,
        cohort=cohort,
        when=clock.now().replace(microsecond=0),
        sha256=hash_of(files),
        files=tuple(sorted(files)),
        tasks=tuple(TaskLine(one.task, one.title, one.state) for one in found.tasks),
    )
    before = next(_packed_before(folder, receipt), None)
    if before is not None:
        return Packed(before[0], _copy_of(before[0]), before[1], tuple(left_out), again=True)
    copy = answers_copy(receipt, found)
    path = _free(folder, receipt)
    put_in_place(path, zipped({**files, RECEIPT: as_json(receipt), COPY: copy}))
    put_in_place(_copy_of(path), copy)
    return Packed(path, _copy_of(path), receipt, tuple(left_out), cleared=_put_aside(folder, path, receipt.module))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip: names in order and no times, so that the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, _TIME)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, _PERMISSIONS
            archive.writestr(about, files[name])
    return content.getvalue()


def _free(folder: Path, receipt: Receipt) -> Path:
    """Return a name that is free: module, candidate and day, with a number from the second file of a day on."""
    day = f"{clock.in_england(receipt.when):%Y-%m-%d}"
    stem = "-".join(part for part in (receipt.module or "module", receipt.candidate, day) if part)
    names = (f"{stem}{ENDING}" if turn == 1 else f"{stem}-{turn}{ENDING}" for turn in count(1))
    places = (folder, folder / EARLIER)
    return next(folder / name for name in names if not any(os.path.lexists(place / name) for place in places))


def _put_aside(folder: Path, newest: Path, module: str) -> bool:
    """Move what was packed before of this module, and tell whether anything was; what cannot be moved stays."""
    moved = False
    for path in sorted(folder.glob(f"*{ENDING}")):
        receipt = _receipt_in(path) if path != newest and is_file(path) else None
        if receipt is None or receipt.module != module or os.path.lexists(folder / EARLIER / path.name):
            continue
        with suppress(OSError):
            (folder / EARLIER).mkdir(exist_ok=True)
            for one in (_copy_of(path), path):
                if is_file(one) and not os.path.lexists(folder / EARLIER / one.name):
                    os.rename(one, folder / EARLIER / one.name)
                    moved = True
    return moved


def _copy_of(path: Path) -> Path:
    return path.with_name(f"{path.name.removesuffix(ENDING)}.{COPY}")


def _packed_before(folder: Path, receipt: Receipt) -> Iterator[tuple[Path, Receipt]]:
    """Return the files that hold the very same content for the same candidate, and whose copy is still there."""
    for path in sorted(folder.glob(f"*{ENDING}")):
        earlier = _receipt_in(path) if is_file(path) and is_file(_copy_of(path)) else None
        if earlier is not None and evolve(earlier, when=receipt.when) == receipt:
            yield path, earlier


def _receipt_in(path: Path) -> Receipt | None:
    """Return the receipt in a packed file, if the file is sound and holds what its receipt says."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        receipt = parse(files[RECEIPT])
    except Exception:  # somebody else's file, or a damaged one: zipfile alone raises a dozen kinds
        return None
    return receipt if hash_of(files) == receipt.sha256 else None
