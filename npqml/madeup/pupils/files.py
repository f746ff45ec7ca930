"""A cohort's files, as a school would hand them over: the export, the same cleaned, and the estimates.

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

from npqml.madeup.pupils import codes, mess, phases, school
from npqml.madeup.pupils.estimates import estimates
from npqml.madeup.pupils.school import PupilCohort
from npqml.madeup.pupils.spreadsheet import Cell, write_csv, write_xlsx

__all__ = ["PupilCohort", "draw", "write_files"]


def draw(phase: str, n: int, seed: int, *, programme: bool = True) -> pd.DataFrame:
    """Give n clean pupils of a phase with no school round them: groups, attendance and results.

    Without the programme nobody takes part in Catch-up, and the results are those that the national tables
    describe.
    """
    return phases.draw(phase, phases.generator(phase, seed), n, programme=programme).table


def write_files(cohort: PupilCohort, folder: Path, *, workbooks: bool = True) -> list[Path]:
    """Write pupils, pupils-clean (CSV and, with `workbooks`, XLSX) and estimates.csv; their paths.

    The same cohort and seed give the same bytes. Without mess the export is the cleaned file. Raises Refusal
    when no draw shows what the modules teach.
    """
    made = school.make(cohort)
    everyone = _cells(made.pupils)
    clean = everyone.loc[school.on_roll(made.pupils).index].reset_index(drop=True)
    export = clean
    if cohort.mess:
        rng = phases.generator(cohort.phase, cohort.seed, school.ATTEMPTS)  # a stream that no draw used
        export = mess.untidy(rng, everyone, made.codes)
    averages = _rows(_cells(estimates(cohort.phase)))
    explained = [("Column", "Code", "Meaning"), *codes.explanations(cohort.phase)]
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in (("pupils", export), ("pupils-clean", clean)):
        paths.append(folder / f"{name}.csv")
        write_csv(paths[-1], _rows(frame))
        if workbooks:
            paths.append(folder / f"{name}.xlsx")
            write_xlsx(paths[-1], {"Pupils": _rows(frame), "Codes": explained, "Estimates": averages})
    paths.append(folder / "estimates.csv")
    write_csv(paths[-1], averages)
    return paths


def _cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a table of plain Python values: whole numbers as int, dates as date, blanks as None."""
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
