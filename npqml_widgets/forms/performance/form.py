"""The form of pupil performance data: dates and checks, a table of pupils or typed averages, results and words out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import evolve

from npqml_widgets.controls.sections import Part
from npqml_widgets.documents.performance.baseline import NONE, baseline_of
from npqml_widgets.documents.performance.changes import with_setting, with_text, with_typed, with_value
from npqml_widgets.documents.performance.consistency import faults
from npqml_widgets.documents.performance.headings import LABELS
from npqml_widgets.documents.performance.model import PupilPerformance, shown
from npqml_widgets.documents.performance.printing import TITLE, printed
from npqml_widgets.documents.performance.results import project_pupils_of, read_performance_table, worked
from npqml_widgets.documents.performance.words import gain_words, missing_words, summary, who_words
from npqml_widgets.documents.performance.workbook import from_xlsx, to_xlsx
from npqml_widgets.documents.rawdata.changes import with_code, with_rule
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.pupils import Pupils
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table
from npqml_widgets.forms.performance.sections import SECTIONS, parts_of, state_words
from npqml_widgets.forms.rawdata.example import NAME as RAW_DATA
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.pupil_table_form import PupilTableForm
from npqml_widgets.keeping import clock, documents

NAME = "pupil-performance-data"
FIELDS = {NO_FIELD: "Drop it"} | LABELS


def pupil_performance(name: str = NAME, start: PupilPerformance | None = None, *, worked: str = "") -> None:
    """Show the pupil performance data kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as.
    """
    if worked:
        ExampleForm(name, start or example(worked, PupilPerformance)).show()
    else:
        PerformanceForm(name, start).show()


class PerformanceForm(PupilTableForm[PupilPerformance]):
    """Pupil performance data, one section at a time, and the question which column is what."""

    kind = PupilPerformance
    title = TITLE
    headings = SECTIONS
    fields = FIELDS
    once_read = "pupils"

    def parts(self, _: date) -> list[Part]:
        """Return what stands in the section that is open."""
        return parts_of(self.document, self.here, self.counts())

    def state_of(self, section: str, _: date) -> str:
        """Say in a few words how far a section is."""
        return state_words(self.document, section)

    def acts(self, what: str, value: str) -> Mapping[str, tuple[Callable[[PupilPerformance], PupilPerformance], bool]]:
        """Return what each kind of control does with its value, and whether the numbers follow from it."""
        follows = what in ("limit", "counted")
        return {
            "text": (lambda document: with_text(document, what, value, self.names()), False),
            "set": (lambda document: with_setting(document, what, value), follows),
            "value": (lambda document: with_value(document, int(what), value), True),
            "code": (lambda document: with_code(document, int(what), value), True),
            "rule": (lambda document: with_rule(document, what, applied=what in document.left_as_is), True),
            "typed": (lambda document: with_typed(document, what, value), False),
            "baseline": (_with_baseline if what == "take" else _without_baseline, False),
        }

    def work(self, document: PupilPerformance, pupils: Pupils) -> PupilPerformance:
        """Return the document with what these pupils come to."""
        return worked(document, pupils)

    def table_in(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return the table of pupils in a file."""
        return read_performance_table(content, filename, sheet)

    def rows_of(self, table: Table, fields: tuple[str, ...]) -> Pupils:
        """Return the pupils in a table whose columns are these fields."""
        return project_pupils_of(table, fields)

    # Files.

    def outputs(self) -> tuple[Output[PupilPerformance], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(lambda document: printed(document, clock.today()), to_xlsx)

    def reads(self) -> str:
        """Take tables of pupils, and our own workbooks back."""
        return ".xlsx,.csv,.txt,.tsv"

    def bring_in(self, content: bytes, filename: str) -> PupilPerformance | None:
        """Return the document in our own workbook; for a table of pupils ask which column is what."""
        ours = from_xlsx(content, filename) if filename.lower().endswith(".xlsx") else None
        if ours is None:
            self.ask_columns(content, filename)
        return ours

    def as_text(self) -> str:
        """Return the document in plain words."""
        document, results = self.document, shown(self.document)
        figures = [
            who_words(document),
            *(gain_words(document, side) for side in results.groups),
            *filter(None, map(missing_words, results.groups)),
        ] if results else []  # fmt: skip
        own = [document.purpose, document.chosen, document.missing, document.conclusion]
        found = faults(document)
        return "\n".join([self.title, summary(document), *figures, *filter(str.strip, own), *found])


class ExampleForm(PerformanceForm):
    """A worked example, which goes by a name of its own where it stands on one page with somebody's own."""

    title = f"Worked example: {TITLE.lower()}"


def _with_baseline(document: PupilPerformance) -> PupilPerformance:
    """Return the document with the figures of the raw data analysis kept in the same folder."""
    found = baseline_of(documents.load(RAW_DATA, RawData).document)
    if found is None:
        raise ValueError(NONE)
    return evolve(document, baseline=found)


def _without_baseline(document: PupilPerformance) -> PupilPerformance:
    return evolve(document, baseline=None)
