"""A cohort's files, as a school hands them over: the export, the same cleaned, estimates, earlier years, questions.

The cleaned file follows from the export by these rules, and by nothing else:

1. rows with a date in Left go out, and of rows that are the same twice one goes out;
2. spaces round a text go;
3. in Attendance "92.5%" becomes 92.5, and a share up to 1 (0.925) becomes a percentage (92.5);
4. in the data drops and GCSEs U becomes 0: it is a result;
5. any other text in a column of numbers becomes a blank. (KS2 Maths of a special school is a column of text.)

Columns keep their names and order, rows theirs.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from npqml.madeup.pupils import mess, phases, questions, school, years
from npqml.madeup.pupils.estimates import band_of, estimates
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.school import PupilCohort
from npqml.madeup.pupils.spreadsheet import Cell, write_csv, write_xlsx
from npqml.madeup.pupils.table import table

__all__ = ["PupilCohort", "draw", "write_files"]

# What the codes in an export mean: the sheet that a school puts behind its table.
_EVERYWHERE = (
    ("Sex", "F, M", "Female, male"),
    ("SEN", "N", "No special educational need identified"),
    ("SEN", "K", "SEN support"),
    ("SEN", "E", "Education, health and care plan"),
    ("FSM", "Y, N", "Eligible for free school meals now"),
    ("PP", "Y, N", "Pupil premium: free school meals in the last six years, or another ground"),
    ("EAL", "Y, N", "English as an additional language"),
    ("Joined", "date", "Joined the school during this school year; blank: was here from the start"),
    ("Left", "date", "Left the school on this day; the row stays in the export"),
    ("Sessions possible", "number", "Half days that the school was open while the pupil was on roll"),
    ("Sessions absent", "number", "Half days missed, authorised or not"),
    ("Attendance", "%", "Sessions attended as a percentage of sessions possible"),
    ("Catch-up", "Y, N", "Took part in the school's catch-up programme in mathematics this year"),
    ("any", "pending", "Not known yet: record not received, or result under review"),
)
_TEACHER = (
    ("GDS, EXS, WTS", "Working at greater depth, at the expected standard, towards the expected standard"),
    ("EM", "Engagement model: not in subject-specific study"),
)
_BY_PHASE = {
    "primary": (
        ("KS1 Reading, KS1 Maths", "85-115", "Scaled score at the end of Year 2; 100 or more is the expected standard"),
        ("KS1 Reading, KS1 Maths", "X", "No result on the record that came from the previous school"),
        *(("KS1 Writing, KS1 Maths TA", code, words) for code, words in _TEACHER),
        ("KS1 Writing, KS1 Maths TA", "PK1-PK4", "Pre-key-stage standard: below the standard of the tests"),
        ("KS2 Reading, KS2 Maths", "80-120", "Scaled score; 100 or more is the expected standard"),
        ("KS2 Reading, KS2 Maths", "A, ABS", "Absent from the test (ABS: typed in by hand)"),
        ("KS2 Reading, KS2 Maths", "PK1-PK6, EM", "Below the standard of the tests: no scaled score"),
        *(("KS2 Writing", code, words) for code, words in _TEACHER),
        ("KS2 Writing", "PK1-PK6", "Pre-key-stage standard"),
    ),
    "secondary": (
        ("KS2 Reading, KS2 Maths", "80-120", "Scaled score at the end of Year 6"),
        ("KS2 Reading, KS2 Maths", "59-79", "Points for a pupil below the standard of the tests"),
        ("KS2 Average", "59-120", "Mean of the two; blank: no key stage 2 score"),
        ("Target", "1-9", "GCSE grade in mathematics that the school set in Year 10"),
        ("Drop 1, Drop 2, Drop 3", "1-9, U", "Teacher's grade in mathematics: October, January, March"),
        ("Drop 1, Drop 2, Drop 3", "ABS", "Absent when the assessment was made"),
        ("GCSE English, GCSE Maths", "1-9, U", "Grade; U (ungraded) is a result and counts as 0"),
        ("GCSE English, GCSE Maths", "A", "Absent from the examination"),
        ("GCSE English, GCSE Maths", "X", "Not entered: no result"),
    ),
    "special": (
        ("Start, End", "0-60", "The school's small steps in mathematics: September and May"),
        ("Start, End", "ABS", "Absent when the assessment was made"),
        ("Start, End", "X", "No step on the record that came from the previous school"),
        ("Target", "1-60", "The step that the school set for May"),
        ("KS2 Maths", "PK1-PK6", "Pre-key-stage standard (Year 6 only)"),
        ("KS2 Maths", "EM", "Engagement model (Year 6 only)"),
        ("KS2 Maths", "80-120", "Scaled score (Year 6 only)"),
        ("Engagement", "Y, N", "Assessed by the engagement model: five areas described, so no steps"),
    ),
}


def draw(phase: str, n: int, seed: int, *, programme: bool = True) -> pd.DataFrame:
    """Return n clean pupils of a phase with no school round them: groups, attendance and results.

    Without the programme nobody takes part in Catch-up, and the results are those that the national tables
    describe.
    """
    return table(phases.draw(phase, phases.generator(phase, seed), n, programme=programme).columns)


def write_files(cohort: PupilCohort, folder: Path, *, workbooks: bool = True) -> list[Path]:
    """Return the paths written: pupils and pupils-clean (CSV; XLSX with `workbooks`), estimates, years and questions.

    The same cohort and seed give the same bytes. Without mess the export is the cleaned file. Raises Refusal
    when no draw shows what the modules teach.
    """
    made = school.make(cohort)
    everyone = _cells(made.pupils)
    clean = everyone.loc[school.on_roll(made.pupils).index].reset_index(drop=True)
    export = clean
    if cohort.mess:
        rng = phases.generator(cohort.phase, cohort.seed, school.UNTIDY)
        export = mess.untidy(rng, everyone, made.codes)
    averages = _rows(_cells(estimates(cohort.phase)))
    explained = [("Column", "Code", "Meaning"), *_explanations(cohort.phase)]
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in (("pupils", export), ("pupils-clean", clean)):
        paths.append(folder / f"{name}.csv")
        write_csv(paths[-1], _rows(frame))
        if workbooks:
            paths.append(folder / f"{name}.xlsx")
            write_xlsx(paths[-1], {"Pupils": _rows(frame), "Codes": explained, "Estimates": averages})
    more = {"estimates": averages, "years": _years(cohort, clean), "questions": _questions(cohort, clean)}
    for name, rows in more.items():
        paths.append(folder / f"{name}.csv")
        write_csv(paths[-1], rows)
    return paths


def _years(cohort: PupilCohort, clean: pd.DataFrame) -> list[list[Cell]]:
    """Return the rows of earlier years, whose random numbers are nobody else's."""
    rng = phases.generator(cohort.phase, cohort.seed, school.UNTIDY).spawn(1)[0]
    names = measure(cohort.phase)
    now = years.counted(clean, names.outcome, names.standard)
    found = years.earlier_years(rng, cohort.results_year, now)
    rows: list[list[Cell]] = [
        [year, one.with_result, one.reached, one.premium, one.premium_reached] for year, one in found.items()
    ]
    return [["Year", "With a result", "Reached it", "PP with a result", "PP reached it"], *rows]


def _questions(cohort: PupilCohort, clean: pd.DataFrame) -> list[list[Cell]]:
    """Return the rows of the questions, which go with the pupils' average progress."""
    names, start = measure(cohort.phase), clean[measure(cohort.phase).baseline]
    both = pd.DataFrame({"Start": start, "Result": clean[names.outcome]}).astype(float).dropna()
    averages = estimates(cohort.phase)["Estimate"].to_numpy(dtype=float)
    progress = (both["Result"] - averages[band_of(cohort.phase, both["Start"].to_numpy())]).mean()
    return _rows(_cells(questions.questions(cohort.phase, cohort.seed, float(progress))))


def _cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of plain Python values: whole numbers as int, dates as date, blanks as None."""
    cells = {column: [_cell(value) for value in frame[column].tolist()] for column in frame}
    return pd.DataFrame(cells, dtype=object)


def _cell(value: Cell | pd.Timestamp) -> Cell:
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _rows(cells: pd.DataFrame) -> list[list[Cell]]:
    return [list(cells.columns), *cells.to_numpy().tolist()]


def _explanations(phase: str) -> list[tuple[str, str, str]]:
    """Return (column, code, meaning) for each code that an export of the phase may hold."""
    return [*_EVERYWHERE, *_BY_PHASE[phase]]
