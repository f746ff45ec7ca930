"""The worked raw data analysis of a cohort: its own export of module 1a, read and analysed as a candidate would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from npqml.course.cohort import Cohort
from npqml.course.people import load_people
from npqml.course.sources import Sources
from npqml.madeup.pupils.files import write_files
from npqml.madeup.pupils.measures import measure
from npqml_widgets.documents.rawdata.changes import read_estimates
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.pupils import pupils_of, read_pupil_table
from npqml_widgets.documents.rawdata.results import worked
from npqml_widgets.documents.rawdata.words import signed
from npqml_widgets.documents.shared.table_import import NO_FIELD
from npqml_widgets.forms.rawdata.example import ESTIMATES, NAME

EXPORT = "raw-data-export.csv"
"""The made-up export beside the example, for whoever wants to try the form without a school's own."""


def files(cohort: Cohort, _: Sources) -> dict[str, object]:
    """Return the example with its export and its estimates, as the files of its page."""
    export, estimates = tables_of(cohort)
    return {f"{NAME}.json": worked_raw_data(cohort, export, estimates), EXPORT: export, ESTIMATES: estimates}


def tables_of(cohort: Cohort) -> tuple[bytes, bytes]:
    """Return the export of module 1a in a cohort's school, and its estimates, as CSV."""
    with TemporaryDirectory() as made:
        write_files(cohort, Path(made), workbooks=False)
        return Path(made, "pupils.csv").read_bytes(), Path(made, "estimates.csv").read_bytes()


def worked_raw_data(cohort: Cohort, export: bytes, estimates: bytes) -> RawData:
    """Return the analysis of an export of the cohort's school, with its dates, people and numbers."""
    names = measure(cohort.phase)
    table = read_pupil_table(export, EXPORT)
    wanted = {names.baseline: "start", names.outcome: "result"}
    wanted |= {names.standard: "target"} if isinstance(names.standard, str) else {}
    fields = [
        wanted.get(heading, NO_FIELD if field in ("start", "result", "target") else field)
        for heading, field in zip(table.headings, table.fields, strict=True)
    ]
    people = load_people(cohort.course, cohort)
    start = RawData(
        purpose=(
            f"{people['ruth'].name}, the headteacher, wants one page for the governors' standards committee: what the "
            f"results in mathematics say, how sure they are, and the one thing that the team should work on first."
        ),
        exported=date(cohort.results_year, 8, 31),
        system=f"the file that {people['daniel'].name} sent",
        units=names.units,
        standard=None if isinstance(names.standard, str) else float(names.standard),
        against="target" if isinstance(names.standard, str) else "number",
        limit=cohort.minimum_group,
        comparison=names.comparison_words,
        estimates=read_estimates(estimates, ESTIMATES) or (),
    )
    document = worked(start, pupils_of(table, fields))
    return evolve(document, rules=_rules(document), conclusion=_conclusion(document))


def _rules(document: RawData) -> str:
    noughts = [use.code for use in document.codes if use.field == "result" and use.use == "nought"]
    nought = (
        f" {' and '.join(noughts)} counts as 0: that pupil sat the papers, and leaving it out would flatter us."
        if noughts
        else ""
    )
    return (
        "Who has left is in no number; who joined during the year is in all of them, as they are ours now. A pupil who "
        f"stands there twice counts once. A code for somebody absent, not entered or not known yet is no "
        f"result.{nought}"
    )


def _conclusion(document: RawData) -> str:
    """Return what the numbers bear and the decision: no more than that is true on this export."""
    results = document.results
    if results is None:
        return ""
    gap = results.gap
    both = (
        f"The pupil premium gap is {signed(gap.overall)} overall and {signed(gap.like_for_like)} like for like. "
        if gap.overall is not None and gap.like_for_like is not None
        else "The groups are too small here to give a gap. "
    )
    low, high = results.interval.low, results.interval.high
    sure = (
        f"The interval for the progress of pupils with pupil premium, {signed(low)} to {signed(high)}, "
        f"{'holds 0, so nothing is shown either way. ' if low <= 0 <= high else 'does not hold 0. '}"
        if low is not None and high is not None
        else ""
    )
    return (
        f"{both}{sure}Some band of the start always comes last: that is no finding. It is one year, and none of "
        "it says why, or what to teach: before anything is spent we read pupils' work and the results of each question."
    )
