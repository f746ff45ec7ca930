"""Made-up pupils for a cohort, drawn from open national distributions; no pupil in them exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from npqml.madeup.pupils.files import PupilCohort


def write_files(cohort: PupilCohort, folder: Path, *, workbooks: bool = True) -> list[Path]:
    """Write a cohort's pupil files into a folder and give their paths; see npqml.madeup.pupils.files."""
    # Imported here: the command line reads measures.py at each start, and pandas would slow it down.
    from npqml.madeup.pupils import files

    return files.write_files(cohort, folder, workbooks=workbooks)


def draw(phase: str, n: int, seed: int, *, programme: bool = True) -> pd.DataFrame:
    """Return n clean made-up pupils of a phase, without any school around them; see npqml.madeup.pupils.files."""
    from npqml.madeup.pupils import files

    return files.draw(phase, n, seed, programme=programme)
