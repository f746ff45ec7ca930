"""Reports of a problem with a task: kept beside the answers, handed in with them, read by the provider.

One file for all tasks of a module, `work/problems.json`, with one entry a task. A report holds what the page looked
like when it was written, so that the provider can build the very same page again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen, validators
from cattrs.preconf.json import make_converter

from npqml_widgets.keeping import clock, files
from npqml_widgets.keeping.files import Closed, Damaged, Newer
from npqml_widgets.keeping.readjson import read_json

FILE = "problems.json"
SCHEMA = 1
LARGEST = 200_000  # bytes a file; twenty reports, each as long as can be, take half of it
LONGEST = 1_000  # characters of a report; the box in the page stops there too
LONGEST_VALUE = 1_000  # characters of an answer and of what was said of it
PARAMETERS = (
    "cohort", "school", "phase", "subject", "key_stage", "year_group", "results_year", "seed", "baseline", "outcome",
    "standard",
)  # fmt: skip
"""The names that a notebook may have its cohort's values under; a notebook has those that it uses."""
_LONGEST_NAME = 200  # characters of a school's name or the like
_LARGEST_NUMBER = 10**15
_FIRST, _LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)  # local time is known for these
_converter = make_converter()


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@frozen
class Report:
    """What is wrong with a task, when that was written, the answer as it stood, and the numbers of the page."""

    words: str
    when: datetime = field(converter=_in_utc, validator=[validators.gt(_FIRST), validators.lt(_LAST)])
    values: dict[str, Any]
    read_as: str
    state: str
    variant: dict[str, Any]


@frozen
class Kept:
    """The report on a task as it is kept, None if there is none; the notice says what went wrong, if anything did."""

    report: Report | None = None
    notice: str = ""


@frozen
class _File:
    schema: int = field(validator=validators.in_((SCHEMA,)))
    reports: dict[str, Report]


def make(
    task: str, words: str, *, values: Mapping[str, Any], read_as: str, state: str, namespace: Mapping[str, Any]
) -> Report:
    """A report of the present moment; `values` are the answers as entered, `namespace` the notebook's names."""
    return Report(
        words=words.strip()[:LONGEST],
        when=clock.now(),
        values={name: _short(value) for name, value in values.items()},
        read_as=read_as[:LONGEST_VALUE],
        state=state[:LONGEST_VALUE],
        variant={"module": task.partition("-")[0], **parameters(namespace)},
    )


def parameters(namespace: Mapping[str, Any]) -> dict[str, str | int | float]:
    """Those of a cohort's values that are among these names, plain text and plain numbers only."""
    return {name: namespace[name] for name in PARAMETERS if _is_plain(namespace.get(name))}


def load(task: str) -> Kept:
    """The report on a task; a damaged file is put aside, one of a newer version left alone, and that is said."""
    try:
        reports, notice = _read(_path())
    except (Closed, OSError) as problem:
        return Kept(notice=f"Your reports in {_path()} cannot be read: {files.why(problem)}.")
    return Kept(reports.get(task), notice)


def keep(task: str, report: Report | None) -> Kept:
    """Keep a report in place of an earlier one on the same task, or withdraw it (None); return what is kept then.

    Where the file cannot be written, what was there before stays and the notice says so.
    """
    path = _path()
    try:
        path.parent.mkdir(exist_ok=True)
        with files.alone(path.parent):
            reports, notice = _read(path)
            others = {name: other for name, other in reports.items() if name != task}
            _write(path, others if report is None else {**others, task: report})
    except (Closed, OSError) as problem:
        words = f"This could not be saved in {path}: {files.why(problem)}. Copy your report and tell your provider."
        return Kept(load(task).report, words)
    return Kept(report, notice)


def parse(content: bytes) -> dict[str, Report]:
    """The reports in a file's content, by task; raises Damaged where it holds none, Newer for a newer course."""
    try:
        record = read_json(content)
        if isinstance(record["schema"], int) and record["schema"] > SCHEMA:
            raise Newer
        return _converter.structure(record, _File).reports
    except Newer:
        raise
    except Exception as problem:  # whatever a stranger's bytes may cause, a recursion too deep included
        raise Damaged from problem


def _path() -> Path:
    return files.folder() / FILE


def _read(path: Path) -> tuple[dict[str, Report], str]:
    """The reports in a file and a notice; a damaged file is put aside. Raises Closed where it must not be touched."""
    try:
        content = files.content_of(path, LARGEST)
        return ({} if content is None else parse(content)), ""
    except Newer as problem:
        raise Closed("they were written by a newer version of this course and were left as they are") from problem
    except Damaged:
        aside = files.put_aside(path, "reports")
        again = "Please report again; the old file is untouched, and your provider may be able to read it."
        return {}, f"{aside}. {again}"


def _write(path: Path, reports: dict[str, Report]) -> None:
    content = json.dumps(_converter.unstructure(_File(SCHEMA, reports)), indent=1).encode("ascii")
    if len(content) > LARGEST:
        raise Closed("the reports of this module are longer than a file of reports may be; shorten one")
    files.put_in_place(path, content)


def _short(value: object) -> Any:
    """An answer as it was entered, or its beginning where it is long."""
    text = value if isinstance(value, str) else json.dumps(value)
    return value if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _is_plain(value: object) -> bool:
    if type(value) is str:
        return len(value) <= _LONGEST_NAME
    return (type(value) is int or type(value) is float) and abs(value) < _LARGEST_NUMBER
