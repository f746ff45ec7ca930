"""The form of the raw data analysis: an export in, cleaned by rules that are seen, results and words out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import evolve

from npqml_widgets.controls.sections import Part
from npqml_widgets.documents.rawdata.changes import read_estimates, with_code, with_rule, with_setting, with_text
from npqml_widgets.documents.rawdata.consistency import faults
from npqml_widgets.documents.rawdata.headings import LABELS
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.printing import TITLE, printed
from npqml_widgets.documents.rawdata.pupils import Pupils, pupils_of, read_pupil_table
from npqml_widgets.documents.rawdata.results import worked
from npqml_widgets.documents.rawdata.words import gap_words, interval_words, progress_words, roll_words, summary
from npqml_widgets.documents.rawdata.workbook import from_xlsx, to_xlsx
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table
from npqml_widgets.forms.rawdata.example import NAME, estimates_beside
from npqml_widgets.forms.rawdata.sections import SECTIONS, parts_of, state_words
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.pupil_table_form import PupilTableForm
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused

FIELDS = {NO_FIELD: "Drop it"} | LABELS


def raw_data_analysis(name: str = NAME, *, start: RawData | None = None, course: str = "") -> None:
    """Show the raw data analysis that is kept under this name.

    `start` is what it holds before anything is kept; `course` says whose the estimates beside the page are.
    """
    RawDataForm(name, start, course=course).show()


class RawDataForm(PupilTableForm[RawData]):
    """The raw data analysis, one section at a time, and the question which column is what."""

    kind = RawData
    title = TITLE
    headings = SECTIONS
    fields = FIELDS
    once_read = "cleaning"

    def __init__(self, name: str = NAME, start: RawData | None = None, *, course: str = "") -> None:
        """Open the analysis that is kept under this name."""
        self.course = course
        super().__init__(name, start)

    def parts(self, today: date) -> list[Part]:
        """Return what stands in the section that is open."""
        return parts_of(self.document, self.here, self.counts(), self.course, today)

    def state_of(self, section: str, today: date) -> str:
        """Say in a few words how far a section is."""
        return state_words(self.document, section, today)

    def acts(self, what: str, value: str) -> Mapping[str, tuple[Callable[[RawData], RawData], bool]]:
        """Return what each kind of control does with its value, and whether the numbers follow from it."""
        return {
            "text": (lambda document: with_text(document, what, value, self.names()), False),
            "set": (lambda document: with_setting(document, what, value), True),
            "code": (lambda document: with_code(document, int(what), value), True),
            "rule": (lambda document: with_rule(document, what, applied=what in document.left_as_is), True),
            "estimates": (lambda document: estimates_beside(document, self.course), True),
        }

    def work(self, document: RawData, pupils: Pupils) -> RawData:
        """Return the analysis with what these pupils come to."""
        return worked(document, pupils)

    def table_in(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return the table of pupils in an export."""
        return read_pupil_table(content, filename, sheet)

    def rows_of(self, table: Table, fields: tuple[str, ...]) -> Pupils:
        """Return the pupils in a table whose columns are these fields."""
        return pupils_of(table, fields)

    # Files.

    def outputs(self) -> tuple[Output[RawData], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(lambda document: printed(document, clock.today()), to_xlsx)

    def reads(self) -> str:
        """Take exports, tables of estimates, and our own workbooks back."""
        return ".xlsx,.csv,.txt,.tsv"

    def bring_in(self, content: bytes, filename: str) -> RawData | None:
        """Return the document with our own workbook or a table of estimates; for an export ask which column is what."""
        ours = from_xlsx(content, filename) if filename.lower().endswith(".xlsx") else None
        if ours is not None:
            return ours
        estimates = read_estimates(content, filename)
        if estimates is not None:
            try:
                return self.with_numbers(evolve(self.document, estimates=estimates))
            except ValueError as problem:
                raise Refused(str(problem)) from problem
        self.ask_columns(content, filename)
        return None

    def as_text(self) -> str:
        """Return the analysis in plain words."""
        document, today = self.document, clock.today()
        numbers = [
            roll_words(document.results.roll), progress_words(document), gap_words(document), interval_words(document),
        ] if document.results else []  # fmt: skip
        own = [document.purpose, document.rules, document.conclusion]
        return "\n".join([TITLE, summary(document), *numbers, *filter(str.strip, own), *faults(document, today)])
